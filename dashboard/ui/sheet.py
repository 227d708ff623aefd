"""One area's page, made to be printed: everything about it against the mean of all."""

from collections.abc import Sequence

import streamlit as st

from dashboard.access import Denied
from dashboard.disclosure import Mask, is_outside
from dashboard.exhibits import Table
from dashboard.indicators.declaration import Unit
from dashboard.neighbourhoods import telling, words
from dashboard.neighbourhoods.scales import alphabetical, areas
from dashboard.neighbourhoods.sheet import Line
from dashboard.neighbourhoods.sheet import sheet as work_out
from dashboard.ui import identity
from dashboard.ui.neighbourhoods import SHAPES, SHEET, comparison_link, sheet_link, tone
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from dashboard.wording import selection_sentence
from data_access.facts import Facts
from data_access.territory import Area

OUTSIDE = "Cette fiche n'est pas dans le périmètre qui vous est partagé."
PAPER = "<style>@page { size: A4 portrait; margin: 11mm 12mm; }</style>"


def opened(facts: Facts) -> str | None:
    """Return the code of the area whose sheet the address asks for; None when it names none.

    Raises Denied to a partner who asks for a sheet that is not in their perimeter.
    """
    code = st.query_params.get(SHEET, "")
    if code and code not in facts.territory.codes and identity.known().scope is not None:
        raise Denied(OUTSIDE, signed_in=True)
    return code if code in facts.territory.codes else None


def show(now: Reading, code: str) -> None:
    """Show an area's sheet over the reader's period; the perimeter is the area itself."""
    sheet = work_out(now.facts, code, now.selection, now.today)
    neighbours = sorted(areas(now.facts.territory, sheet.scale).values(), key=alphabetical)
    before, after = _around(neighbours, code)
    st.html(PAPER)
    show_template(
        "sheet.html",
        sheet=sheet,
        facts=now.facts,
        today=now.today,
        selection=selection_sentence(sheet.own, now.facts.territory),
        is_filtered=bool(now.selection.territories - {code}),
        pillars=_by_pillar(sheet.lines),
        silent=[line for line in sheet.lines if _is_silent(line)],
        highest=_highest(sheet.months),
        has_secret_months=any(isinstance(value, Mask) for _, value in sheet.months.rows),
        is_outside=is_outside(now.facts),
        telling=telling,
        words=words,
        shape=SHAPES.__getitem__,
        tone=tone,
        back=comparison_link(sheet.scale),
        before=before,
        after=after,
        link=sheet_link,
    )


def _around(neighbours: Sequence[Area], code: str) -> tuple[Area | None, Area | None]:
    """Return the areas before and after one, by name; None at either end."""
    place = [area.code for area in neighbours].index(code)
    before = neighbours[place - 1] if place else None
    return before, neighbours[place + 1] if place + 1 < len(neighbours) else None


def _by_pillar(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the lines that have something to say, under their pillars."""
    pillars: dict[str, list[Line]] = {}
    for line in lines:
        if not _is_silent(line):
            pillars.setdefault(line.indicator.pillar.value, []).append(line)
    return pillars


def _is_silent(line: Line) -> bool:
    """Say whether a line has nothing to tell: no amount, or nothing recorded that could be compared."""
    recorded = line.here.figure.told if line.here.figure else None
    return not recorded and (line.here.value is None or line.indicator.unit is Unit.EUROS)


def _highest(months: Table) -> float:
    values = [value for _, value in months.rows if isinstance(value, int | float)]
    return max(values, default=0)
