"""The meeting mode: one message per screen; the browser alone moves from one to the next."""

import copy
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import clock, sharing
from dashboard.charts import CONFIG
from dashboard.committee.calendar import Sitting
from dashboard.committee.decisions import register
from dashboard.committee.frozen import Frozen, FrozenExhibit
from dashboard.committee.gathering import gather
from dashboard.committee.slides import Kind, Meeting, Slide, slides
from dashboard.screens import BY_NAME, SCREENS
from dashboard.ui import committees, filters
from dashboard.ui.committees import Asked
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from dashboard.wording import day, hour

FROZEN, LIVE = "figes", "direct"
OWN = ("comite", "version", "chiffres", "ecran", "depuis", "avance", "notes")
CHART_WIDTH_PX, CHART_HEIGHT_PX = 598, 236
"""Size of a chart before the browser enlarges it, with every word in it, to fill a screen of 16 by 9."""

_gathered: sharing.PerRevision[Frozen] = sharing.PerRevision(16)


def address(page: str, sitting: Sitting | None = None, *, is_frozen: bool = False) -> str:
    """Return the address of the meeting mode that comes back to a page; filters are kept."""
    kept = filters.query_string()
    more = {"depuis": page}
    if sitting:
        more |= {"comite": sitting.address, "chiffres": FROZEN if is_frozen else LIVE}
    return f"seance{kept}{'&' if kept else '?'}{urlencode(more)}"


def show(now: Reading) -> None:
    """Show every screen one under the other: the browser makes a meeting of them."""
    at = committees.asked(now)
    is_frozen = st.query_params.get("chiffres") == FROZEN and at.shown is not None and at.shown.is_genuine
    figures = at.shown.figures if is_frozen and at.shown else None
    screens = slides(_meeting(at), figures or live(at), register(now.facts, now.today), now.today)
    has_notes = st.query_params.get("notes") == "oui"
    show_template(
        "seance.html",
        total=len(screens),
        back=_back(),
        channel=_channel(),
        has_notes=has_notes,
        standing=_standing(at, now, is_frozen=is_frozen),
        other=_other(at, is_frozen=is_frozen),
        demonstration=now.facts.plan.demonstration,
    )
    st.html(_rules(len(screens)))
    for rank, slide in enumerate(screens, start=1):
        following = screens[rank].title if rank < len(screens) else ""
        with st.container(key=f"ecran-{rank}", gap="small"):
            if has_notes:
                show_template(
                    "seance_notes.html", slide=slide, rank=rank, total=len(screens), following=following
                )
            else:
                _slide(slide, rank, len(screens))


def live(at: Asked) -> Frozen:
    """Return what the pages tell now, worked out once per revision and selection."""
    facts, selection, today = at.now.facts, at.now.selection, at.now.today
    last = committees.before(at.sittings, today)
    key = (selection, today, last.snapshot.id if last else None)
    return _gathered.get(facts, key, lambda: gather(facts, selection, today, last.figures if last else None))


def _slide(slide: Slide, rank: int, total: int) -> None:
    show_template("slide.html", slide=slide, kinds=Kind, rank=rank, total=total)
    if slide.chart and slide.chart.figure is not None:
        st.plotly_chart(
            enlarged(slide.chart.figure),
            key=f"seance-{rank}",
            alt=_alternative(slide.chart),
            config=CONFIG | {"staticPlot": True},
            width="content",
        )


def enlarged(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chart that fits a screen once everything in it is enlarged."""
    own = copy.deepcopy(dict(figure))
    own["layout"] = own["layout"] | {"width": CHART_WIDTH_PX, "height": CHART_HEIGHT_PX}
    return own


def _alternative(chart: FrozenExhibit) -> str:
    return f"{chart.title}. {chart.sentence}"


def _meeting(at: Asked) -> Meeting:
    sitting = at.sitting
    if sitting is None or st.query_params.get("comite", "") == "":
        return Meeting(None, at.now.facts.plan.title)
    return Meeting(sitting.day, sitting.title, sitting.venue, sitting.agenda)


def _standing(at: Asked, now: Reading, *, is_frozen: bool) -> str:
    """Return « Chiffres figés le 25 novembre 2026 à 14 h 05 »."""
    if is_frozen and at.shown:
        taken = clock.local(at.shown.snapshot.taken_at)
        return f"Chiffres figés le {day(taken)} à {hour(taken)}"
    if at.shown is not None and not at.shown.is_genuine:
        return f"Chiffres figés altérés : voici ceux du {day(now.today)}"
    return f"Chiffres en direct, {day(now.today)}"


def _other(at: Asked, *, is_frozen: bool) -> tuple[str, str] | None:
    """Return the way to the live figures or to the frozen ones, when there are both."""
    if at.shown is None or not at.shown.is_genuine:
        return None
    if is_frozen:
        return "Chiffres en direct", f"seance?{_query(chiffres=LIVE)}"
    return (
        "Chiffres figés",
        f"seance?{_query(chiffres=FROZEN, comite=at.sitting.address if at.sitting else '')}",
    )


def _query(**changes: str) -> str:
    kept = {name: values for name, values in filters.query().items() if name not in changes}
    return urlencode(kept | {name: [value] for name, value in changes.items()}, doseq=True)


def _back() -> str:
    """Return the address of the page that the meeting was opened from."""
    name = st.query_params.get("depuis", "")
    screen = BY_NAME.get(name, SCREENS[0])
    kept = {each: values for each, values in filters.query().items() if each not in OWN}
    if screen.name == "comites" and "comite" in st.query_params:
        kept["comite"] = [st.query_params["comite"]]
    path = "./" if screen is SCREENS[0] else screen.name
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def _channel() -> str:
    """Return what the windows of one meeting have in common."""
    return urlencode(
        {
            name: values
            for name, values in sorted(filters.query().items())
            if name not in ("ecran", "notes", "avance")
        },
        doseq=True,
    )


def _rules(total: int) -> str:
    """Return the style rules that show the screen whose number the document bears."""
    shown = ", ".join(f"html[data-ecran='{rank}'] .st-key-ecran-{rank}" for rank in range(1, total + 1))
    return f"<style>{shown} {{ visibility: visible; }}</style>"
