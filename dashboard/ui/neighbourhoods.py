"""The comparison of areas: what is compared, its ranking, its courses, all measures crossed, the sheets."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard.indicators import BY_KEY, Indicator
from dashboard.indicators.declaration import Direction, Unit
from dashboard.neighbourhoods import crossing, panels, shared, words
from dashboard.neighbourhoods.comparing import Comparison, Standing
from dashboard.neighbourhoods.courses import Courses
from dashboard.neighbourhoods.ranking import is_chosen, ranking
from dashboard.neighbourhoods.scales import Scale, alphabetical, areas, comparable
from dashboard.ui import drawing, exhibit, filters, parameters
from dashboard.ui.figures import method_link
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import render
from dashboard.ui.rendering import show as show_template

SHEET, INDICATOR, SCALE = "fiche", "indicateur", "echelle"
SCALES = {Scale.QPV.value: "Quartiers prioritaires", Scale.COMMUNE.value: "Communes"}
USUAL = "taux_penetration"
SHAPES = {Standing.ABOVE: "▲", Standing.ALIKE: "○", Standing.BELOW: "▼"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader compares, and over what."""

    now: Reading
    indicator: Indicator
    scale: Scale

    @property
    def chosen(self) -> Collection[str]:
        """Return the areas of the perimeter, which stand out."""
        return self.now.selection.territories


def choices(now: Reading) -> Asked:
    """Show what can be compared and return what is."""
    usual = Scale.QPV if now.facts.territory.qpvs else Scale.COMMUNE
    with st.container(key="reglages-quartiers", horizontal=True, vertical_alignment="bottom", gap="medium"):
        cuts = {cut: name for cut, name in SCALES.items() if areas(now.facts.territory, Scale(cut))}
        scale = Scale(parameters.switch("Comparer", SCALE, cuts or SCALES, usual.value))
        options = {each.key: f"{each.pillar.value} · {words.label(each)}" for each in comparable(scale)}
        key = parameters.pick("Selon", INDICATOR, options, USUAL, width=420)
    asked = Asked(now, BY_KEY[key], scale)
    show_template("compared.html", asked=asked, method=method_link(key))
    return asked


def show_ranking(asked: Asked) -> None:
    """Show who is surely above or below the mean; a click chooses an area for the whole application."""
    found = shared.comparison(asked.now.facts, asked.indicator, asked.now.selection, asked.scale)
    exhibit.show(ranking(found, asked.chosen), filters.toggle_area)


def show_courses(asked: Asked) -> None:
    """Show a small drawing per area, all on one scale."""
    now = asked.now
    found = shared.monthly_courses(now.facts, asked.indicator, now.selection, asked.scale, now.today)
    exhibit.show(panels.panels(found), drawn=_drawings(found, asked.chosen))


def show_crossing(asked: Asked) -> None:
    """Show every area across the main measures, one word per cell."""
    found = crossing.crossing(asked.now.facts, asked.now.selection, asked.scale)
    show_template(
        "crossing.html",
        crossing=found,
        chosen=lambda area: is_chosen(area, asked.chosen) and bool(asked.chosen),
        words=words,
        shape=SHAPES.__getitem__,
        tone=tone,
        link=sheet_link,
    )
    with st.container(key="fichier-croisement"):
        exhibit.download(found.table(), f"mesures-{asked.scale.value}")


def show_index(asked: Asked) -> None:
    """Show the way to every area's sheet."""
    cut = areas(asked.now.facts.territory, asked.scale).values()
    show_template(
        "index.html",
        areas=sorted(cut, key=alphabetical),
        link=sheet_link,
        title=f"Fiches des {asked.scale.many}",
    )


def sheet_link(code: str) -> str:
    """Return the address of an area's sheet, everything else kept."""
    return _address({SHEET: code})


def comparison_link(scale: Scale) -> str:
    """Return the address of the comparison, everything else kept."""
    return _address({SCALE: scale.value} if scale is not Scale.QPV else {})


def tone(comparison: Comparison, standing: Standing) -> str:
    """Return « good », « bad » or nothing: the word says where, this only says whether it is good news.

    An amount earmarked to an area is neither.
    """
    direction = comparison.indicator.direction
    is_neutral = direction is Direction.PARITY or comparison.indicator.unit is Unit.EUROS
    if is_neutral or standing is Standing.ALIKE:
        return ""
    return "good" if (standing is Standing.ABOVE) == (direction is Direction.MORE) else "bad"


def _address(changes: dict[str, str]) -> str:
    query = {name: st.query_params.get_all(name) for name in st.query_params if name not in (SHEET, SCALE)}
    return f"quartiers?{urlencode({**query, **changes}, doseq=True)}".rstrip("?")


def _drawings(courses: Courses, chosen: Collection[str]) -> str:
    found = panels.told(courses)
    if not found:
        return ""
    return render(
        "panels.html",
        panels=[
            {
                "name": each.course.area.name,
                "link": sheet_link(each.course.area.code),
                "source": drawing.against(each.course.values, courses.mean, courses.lowest, courses.highest),
                "said": panels.summary(each, courses),
                "above": each.above,
                "months": each.months,
                "faded": not is_chosen(each.course.area, chosen),
            }
            for each in found
        ],
    )
