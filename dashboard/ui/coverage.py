"""The coverage page's blocks: its settings, the map with its legend, the tables that say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit_folium import st_folium

from dashboard import sharing
from dashboard.cartography.atlas import Shading, areas_by, atlas, shadable
from dashboard.cartography.layers import Spot
from dashboard.coverage import Settings, with_settings
from dashboard.coverage.view import CoverageView
from dashboard.disclosure import is_outside
from dashboard.exhibits.coverage import area_list, point_list
from dashboard.ui import filters, listing, parameters
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from dashboard.wording import brief, number
from data_access.facts import Facts

MAP_HEIGHT = 600
MAP = "carte"
RETURNED = ("last_active_drawing", "last_object_clicked_count", "last_clicked")
USUAL_INDICATOR = "population_couverte"
USUAL_DIMENSION = "commune"
DIMENSIONS = {"commune": "Communes", "qpv": "Quartiers prioritaires"}
REACHES = (300, 500, 800, 1000, 1500, 2000, 3000, 5000)
STOPS = (1, 2, 3, 5, 10, 20, 50)
NEXT_DOOR = (
    "Seuls les points de service situés sur les territoires partagés comptent : ceux des communes et "
    "quartiers voisins, même proches, ne sont pas comptés. La couverture réelle peut donc être plus élevée."
)
SAID_ELSEWHERE = ("population_couverte", "population_qpv_couverte", "distance_mediane")

Taken = Callable[[float, float], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked of the page: facts under the settings chosen, and how the map is shaded."""

    now: Reading
    facts: Facts
    shading: Shading
    view: CoverageView


def settings(now: Reading) -> Asked:
    """Show the page's settings and return what they make."""
    with st.container(key="reglages-carte", horizontal=True, vertical_alignment="bottom", gap="medium"):
        cuts = {cut: name for cut, name in DIMENSIONS.items() if areas_by(now.facts.territory, cut)}
        usual = USUAL_DIMENSION if USUAL_DIMENSION in cuts or not cuts else next(iter(cuts))
        dimension = parameters.switch("Colorer", "echelle", cuts or DIMENSIONS, usual)
        options = {each.key: each.label for each in shadable(dimension)}
        key = parameters.pick("Selon", "indicateur", options, USUAL_INDICATOR, width=320)
        chosen = _reach_and_stops(now.facts)
    facts = with_settings(now.facts, chosen)
    view = sharing.coverage(now.facts, now.selection, chosen)
    shade = sharing.shading(now.facts, now.selection, chosen, key, dimension)
    return Asked(now, facts, shade, view)


def note(asked: Asked) -> str:
    """Return what a share of a part of the plan leaves out; empty where nothing is."""
    return NEXT_DOOR if is_outside(asked.facts) and asked.facts.territory.perimeter else ""


def _reach_and_stops(facts: Facts) -> Settings:
    plan = facts.plan
    asked = Settings.read({name: st.query_params.get_all(name) for name in st.query_params}, plan)
    reaches = {str(each): f"{number(each)} m" for each in sorted({*REACHES, plan.reach_m, asked.reach_m})}
    stops = {str(each): number(each) for each in sorted({*STOPS, plan.stops_min, asked.stops_min})}
    return Settings(
        int(parameters.pick("À portée : moins de", "rayon", reaches, str(plan.reach_m), width=150)),
        int(parameters.pick("Passages au moins", "passages_min", stops, str(plan.stops_min), width=150)),
    )


def drawn(asked: Asked, proposed: Sequence[Spot], take: Taken) -> None:
    """Show the map and its legend; a click that `take` leaves filters the whole application on its area."""
    content = atlas(asked.facts, asked.view, asked.shading, proposed)
    key = f"{MAP}-{asked.shading.dimension}"

    def click() -> None:
        clicked = st.session_state[key] or {}
        place, area = clicked.get("last_clicked"), clicked.get("last_active_drawing") or {}
        if place and take(place["lat"], place["lng"]):
            return
        code = (area.get("properties") or {}).get("code")
        if code:
            filters.toggle_area(str(code))

    left, right = st.columns([3, 1], gap="small")
    with left, st.container(key=f"{MAP}-cadre"):
        st_folium(
            content.base,
            key=key,
            height=MAP_HEIGHT,
            use_container_width=True,
            feature_group_to_add=list(content.layers),
            returned_objects=RETURNED,
            on_change=click,
        )
    with right:
        _legend(asked, has_proposals=bool(proposed))


def _legend(asked: Asked, *, has_proposals: bool) -> None:
    shade = asked.shading
    show_template(
        "legend.html",
        indicator=shade.indicator,
        dimension=DIMENSIONS[shade.dimension].lower(),
        classes=[
            (
                each.colour,
                brief(shade.indicator, each.low),
                brief(shade.indicator, each.high),
                each.areas,
            )
            for each in shade.scale.classes
        ],
        absent=sum(value is None for value in shade.values.values()) - len(shade.masks),
        untold=len(shade.masks),
        reach=asked.view.settings.reach_m,
        spreading=asked.view.spreading.value,
        approximate=any(each.approximate for each in asked.facts.territory.qpvs.values()),
        has_proposals=has_proposals,
    )


def areas(asked: Asked) -> None:
    """Show what the map says of each area as a list."""
    listing.show(
        area_list(asked.view, asked.shading),
        "share",
        ("territoire", "territoires"),
        _area_drawer(asked),
        descending=False,
    )


def points(asked: Asked) -> None:
    """Show the service points of the map as a list."""
    found = point_list(asked.view, asked.facts.territory)
    listing.show(
        found, "name", ("point de service", "points de service"), _point_drawer(asked), descending=False
    )


def _area_drawer(asked: Asked) -> listing.Opened:
    seen = {each.area.code: each for each in (*asked.view.qpvs, *asked.view.communes)}

    @st.dialog("Couverture du territoire", position="right", width="medium")
    def drawer(code: str) -> None:
        show_template(
            "area_drawer.html", view=seen[code], shading=asked.shading, settings=asked.view.settings
        )
        st.button("Filtrer sur ce territoire", on_click=filters.toggle_area, args=(code,))

    return drawer


def _point_drawer(asked: Asked) -> listing.Opened:
    @st.dialog("Point de service", position="right", width="medium")
    def drawer(rank: str) -> None:
        show_template("point_drawer.html", view=asked.view.points[int(rank)])

    return drawer
