"""What the coverage map shows, as lists: its areas and its service points."""

from dataclasses import replace

import polars as pl

from dashboard.cartography.atlas import Shading
from dashboard.coverage.view import AreaView, CoverageView, PointView
from dashboard.exhibits import table
from dashboard.exhibits.listing import Listing
from dashboard.exhibits.table import Column
from dashboard.wording import NO_DATA, area_name, listing, untold
from data_access.territory import Territory

SAID_ANYWAY = ("population_couverte", "population_qpv_couverte", "distance_mediane")
AREAS = {
    "id": pl.String, "name": pl.String, "kind": pl.String, "people": pl.Int64, "within": pl.Int64,
    "share": pl.Float64, "median": pl.Float64, "nearest": pl.String, "away": pl.Float64, "served": pl.String,
    "serving": pl.Int64, "value": pl.Float64, "untold": pl.String,
}  # fmt: skip
POINTS = {
    "id": pl.String, "name": pl.String, "kind": pl.String, "commune": pl.String, "rhythm": pl.String,
    "stops": pl.Int64, "last": pl.Date,
}  # fmt: skip


def area_list(view: CoverageView, shading: Shading) -> Listing:
    """Return QPV and communes with their coverage and the value that shades them."""
    rows = [_area(each, shading) for each in (*view.qpvs, *view.communes)]
    columns: dict[str, Column] = {
        "name": table.text("Territoire"),
        "kind": table.text("Nature"),
        "people": table.number("Habitants", absent="inconnu"),
        "within": table.number("À portée"),
        "share": table.number("Part à portée (%)", 1),
        "median": table.number("Distance médiane (m)"),
        "nearest": table.text("Point le plus proche", absent="aucun"),
        "away": table.number("à (m)", absent=""),
        "served": table.text("Desservi"),
        "serving": table.number("Points de service"),
    }
    if shading.indicator.key not in SAID_ANYWAY:
        columns["value"] = table.values(shading.indicator)
    if shading.masks:
        columns["value"] = replace(table.values(shading.indicator), absent="")
        columns["untold"] = table.text("Sans valeur", absent="")
    frame = pl.DataFrame(rows, AREAS, orient="row")
    return Listing("territoires-couverture", "Couverture de chaque territoire", frame, columns, is_open=True)


def point_list(view: CoverageView, territory: Territory) -> Listing:
    """Return the active service points with how often the mobile third place comes."""
    rows = [_point(str(rank), each, territory) for rank, each in enumerate(view.points)]
    return Listing(
        "points-de-service",
        "Points de service actifs sur la période",
        pl.DataFrame(rows, POINTS, orient="row"),
        {
            "name": table.text("Point de service"),
            "kind": table.text("Nature"),
            "commune": table.text("Commune"),
            "rhythm": table.text("Fréquence", absent="permanent"),
            "stops": table.number("Passages", absent=""),
            "last": table.day("Dernier passage"),
        },
        is_open=True,
    )


def _area(view: AreaView, shading: Shading) -> tuple[object, ...]:
    area = view.area
    return (
        area.code,
        area.name,
        "QPV" if area.communes else "commune",
        area.population,
        None if view.within is None else round(view.within),
        view.share,
        view.median_m,
        view.nearest.name if view.nearest else None,
        view.nearest_m,
        "oui" if view.is_served else "non",
        view.serving,
        shading.values.get(area.code),
        _untold(area.code, shading),
    )


def _untold(code: str, shading: Shading) -> str | None:
    """Return why an area has no value, None when it has one."""
    if code in shading.masks:
        return untold(shading.masks[code])
    return NO_DATA if code in shading.values and shading.values[code] is None else None


def _point(rank: str, view: PointView, territory: Territory) -> tuple[object, ...]:
    point = view.point
    return (
        rank,
        point.name,
        "lieu fixe" if point.stops is None else "arrêt",
        listing([area_name(code, territory) for code in sorted(point.communes)]),
        view.rhythm,
        point.stops,
        max(view.days, default=None),
    )
