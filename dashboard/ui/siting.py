"""Where the bus should stop next: what is asked, in the address, and the stops proposed."""

from dataclasses import dataclass

import streamlit as st

from dashboard import sharing
from dashboard.cartography.layers import Spot, escaped
from dashboard.disclosure import is_outside
from dashboard.exhibits import Table, table
from dashboard.siting import Request, Siting
from dashboard.siting.candidates import Degrees
from dashboard.siting.proposal import STOPS
from dashboard.ui import page, parameters
from dashboard.ui.coverage import Asked
from dashboard.ui.exhibit import download
from dashboard.ui.rendering import show as show_template
from dashboard.wording import count
from data_access.errors import UsageError

USUAL_STOPS, USUAL_WEIGHT = "3", "1"
WEIGHTS = {"1": "comme les autres", "2": "double", "3": "triple"}
POINTS = "point"
MOST_POINTS = 20
ADDING = "ajouter-des-points"


@dataclass(frozen=True, slots=True)
class Answer:
    """The stops proposed, or why there is no answer; neither when the question is not the reader's."""

    siting: Siting | None
    refusal: str = ""


def answer(asked: Asked) -> Answer:
    """Return the stops proposed for what the address asks; only the team sites."""
    if is_outside(asked.facts):
        return Answer(None)
    stops = parameters.value("arrets", [str(each) for each in STOPS], USUAL_STOPS)
    weight = parameters.value("poids", list(WEIGHTS), USUAL_WEIGHT)
    request = Request(int(stops), float(weight), points())
    try:
        return Answer(sharing.siting(asked.now.facts, asked.now.selection, asked.view.settings, request))
    except UsageError as refusal:
        return Answer(None, str(refusal))


def spots(found: Answer) -> list[Spot]:
    """Return the proposed stops as they stand on the map."""
    return [
        Spot(
            each.candidate.x,
            each.candidate.y,
            f"<b>{rank}. {escaped(each.candidate.name)}</b><br>{gained(each.gain)}",
            label=str(rank),
        )
        for rank, each in enumerate(found.siting.stops if found.siting else (), start=1)
    ]


def gained(people: float) -> str:
    """Return « +1 234 habitants à portée »."""
    return f"+{count(round(people), 'habitant')} à portée"


def show(found: Answer) -> None:
    """Show the question's settings, the answer in a sentence and the stops in a table."""
    if found.siting is None and not found.refusal:
        return
    page.section(
        "Où arrêter le bus ensuite ?",
        "Parmi les lieux connus, les mairies, les centres des quartiers et des communes et les points que "
        "vous ajoutez, les arrêts qui mettraient à portée le plus d'habitants qui ne le sont pas.",
        anchor="arrets",
    )
    _questions()
    with st.container(key="arrets-proposes", gap="small"):
        if found.siting is None:
            show_template("note.html", note=found.refusal)
            return
        stops = _table(found.siting)
        show_template("siting.html", siting=found.siting, table=stops, key="arrets-proposes")
        if found.siting.stops:
            download(stops, "arrets-proposes")


def _questions() -> None:
    with st.container(key="reglages-arrets", horizontal=True, vertical_alignment="bottom", gap="medium"):
        stops = {str(each): count(each, "arrêt") for each in STOPS}
        parameters.pick("Placer", "arrets", stops, USUAL_STOPS, width=150)
        parameters.switch("Un habitant d'un QPV compte", "poids", WEIGHTS, USUAL_WEIGHT)
        st.toggle("Ajouter des points en cliquant sur la carte", key=ADDING)
        if added := len(points()):
            label = f"Retirer {count(added, 'point ajouté', 'points ajoutés')}"
            st.button(label, key="retirer-points", on_click=_clear, type="tertiary")


def points() -> tuple[Degrees, ...]:
    """Return the points (longitude, latitude) that the address adds; malformed ones are ignored."""
    read = (_point(text) for text in st.query_params.get_all(POINTS)[:MOST_POINTS])
    return tuple(dict.fromkeys(each for each in read if each))


def take(latitude: float, longitude: float) -> bool:
    """Put a click of the map in the address as one more point, when the reader is adding some."""
    if not st.session_state.get(ADDING):
        return False
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    query[POINTS] = [*query.get(POINTS, []), f"{latitude:.5f},{longitude:.5f}"][:MOST_POINTS]
    st.query_params.from_dict(query)
    return True


def _clear() -> None:
    st.query_params.from_dict(
        {name: st.query_params.get_all(name) for name in st.query_params if name != POINTS}
    )


def _point(text: str) -> Degrees | None:
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        return None
    is_somewhere = -90 < latitude < 90 and -180 < longitude < 180
    return (longitude, latitude) if is_somewhere else None


def _table(found: Siting) -> Table:
    gains = [each.gain for each in found.stops]
    return Table(
        "Arrêts proposés, du plus utile au moins utile",
        (
            table.number("Rang"),
            table.text("Arrêt"),
            table.text("Nature"),
            table.number("Habitants de plus à portée"),
            table.number("dont en QPV"),
            table.number("Cumul"),
        ),
        tuple(
            (
                rank,
                each.candidate.name,
                each.candidate.kind.value,
                round(each.gain),
                round(each.qpv_gain),
                round(sum(gains[:rank])),
            )
            for rank, each in enumerate(found.stops, start=1)
        ),
    )
