"""Gathers everything that the pages tell of a selection, so that it can be frozen or shown in a meeting."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from dashboard import wording
from dashboard.committee.frozen import Aim, Frozen, FrozenExhibit, FrozenFigure, Part
from dashboard.committee.picture import coverage_map
from dashboard.committee.since import since
from dashboard.committee.words import plain
from dashboard.devices.view import equipment
from dashboard.disclosure import guard_of
from dashboard.disclosure.facts import SharedFacts
from dashboard.exhibits import Exhibit, over_time
from dashboard.indicators import ALL, BY_KEY, Indicator
from dashboard.key_figures import KeyFigure, key_figure
from dashboard.measuring import split
from dashboard.money.view import view as budget
from dashboard.overview import KEY_FIGURES, overview
from dashboard.selection import Selection
from dashboard.targets import Assessment
from dashboard.verdict import sentence
from dashboard.wording import amount, area_name, brief, change, quantity, selection_sentence, unit
from dashboard.workshops import sections
from data_access.facts import Facts

AREAS = ("qpv", "commune")


def gather(facts: Facts, selection: Selection, today: date, before: Frozen | None = None) -> Frozen:
    """Return every indicator, by area too, every chart of the pages, and what came since the last committee.

    `before` is what was frozen for that committee.
    """
    view, told = overview(facts, selection, today), since(facts, selection, today, before)
    return Frozen(
        day=today,
        plan=facts.plan.title,
        territory=facts.plan.territory_name,
        demonstration=facts.plan.demonstration,
        selection=selection,
        selection_said=selection_sentence(selection, facts.territory),
        disclosure=disclosure(facts),
        since=told.committee,
        verdict=sentence(view.statuses),
        attention=tuple(point.sentence for point in view.attention),
        news=told.news,
        changes=told.changes,
        due=told.due,
        corrections=told.corrections,
        figures=tuple(_figure(facts, indicator, selection, today) for indicator in ALL),
        exhibits=tuple(_exhibits(facts, selection, today)),
        map=coverage_map(facts, selection),
    )


def disclosure(facts: Facts) -> str:
    """Return for whom the figures are, and which small counts are kept untold."""
    if guard_of(facts) is None or not isinstance(facts, SharedFacts):
        return "Usage interne : aucun chiffre n'est masqué."
    if facts.rule.crossings_only:
        return (
            f"Usage interne : dans un quartier prioritaire, un effectif sous {facts.rule.threshold} par "
            "genre, âge ou statut n'est pas dit."
        )
    return f"Hors de l'équipe : les effectifs sous {facts.rule.threshold} ne sont pas dits."


def as_told(found: KeyFigure, selection: Selection, parts: Iterable[Part] = ()) -> FrozenFigure:
    """Return a figure as values and words."""
    indicator, figure = found.indicator, found.figure
    return FrozenFigure(
        key=indicator.key,
        label=indicator.label,
        pillar=indicator.pillar.value,
        unit=indicator.unit.value,
        definition=indicator.definition,
        formula=indicator.formula,
        limits=indicator.limits,
        source=indicator.source,
        basis=indicator.basis(selection.basis),
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        rows=figure.rows,
        masked=figure.masked is not None,
        said=quantity(indicator, figure.told),
        amount=amount(indicator, figure.told),
        unit_said="" if figure.told is None else unit(indicator, figure.told),
        brief=plain(indicator, figure.told),
        change=found.change,
        change_said="" if found.change is None else change(indicator, found.change),
        aim=_aim(indicator, found.assessment) if found.assessment else None,
        parts=tuple(parts),
    )


def _figure(facts: Facts, indicator: Indicator, selection: Selection, today: date) -> FrozenFigure:
    found = key_figure(facts, indicator, selection, today)
    return as_told(found, selection, _parts(facts, indicator, selection))


def _parts(facts: Facts, indicator: Indicator, selection: Selection) -> Iterator[Part]:
    for dimension in AREAS:
        if dimension in indicator.dimensions:
            for group in split(indicator, facts, selection, dimension):
                if facts.territory.area(group.code):
                    said = quantity(indicator, group.figure.told)
                    masked = group.figure.masked is not None
                    name = area_name(group.code, facts.territory)
                    yield Part(group.code, name, group.figure.value, said, masked)


def _aim(indicator: Indicator, found: Assessment) -> Aim:
    expected = round(found.expected, indicator.decimals)
    return Aim(
        value=found.target.value,
        said=quantity(indicator, found.target.value),
        due=found.target.due,
        expected=expected,
        expected_said=brief(indicator, expected),
        status=found.status.value if found.status else None,
        judged=found.value,
        judged_said=quantity(indicator, found.value),
    )


def _exhibits(facts: Facts, selection: Selection, today: date) -> Iterator[FrozenExhibit]:
    """Yield each chart of the pages once."""
    seen: set[str] = set()
    for page, exhibits in _pages(facts, selection, today):
        for exhibit in exhibits:
            if exhibit.key not in seen:
                seen.add(exhibit.key)
                yield _exhibit(page, exhibit)


def _pages(facts: Facts, selection: Selection, today: date) -> Iterator[tuple[str, Iterable[Exhibit]]]:
    mains = (BY_KEY[keys[0]] for keys in KEY_FIGURES.values())
    yield "synthese", [over_time(facts, indicator, selection, today) for indicator in mains]
    for counted in sections.COUNTED:
        yield "ateliers", sections.in_time(facts, selection, today, counted)
        yield "ateliers", sections.by_neighbourhood(facts, selection, counted)
        yield "ateliers", sections.by_subject(facts, selection, counted)
        yield "ateliers", sections.by_trait(facts, selection, counted)
    yield "ateliers", sections.rates_in_time(facts, selection, today)
    for rate in sections.RATES:
        yield "ateliers", sections.rate_by_group(facts, selection, rate)
    yield "ateliers", sections.constancy(facts, selection, today)
    devices = equipment(facts, selection, today)
    for row in (*devices.chain, devices.target, (devices.need,), devices.stock, devices.in_stock):
        yield "equipement", row
    for row in (devices.returns, *devices.areas, devices.handed):
        yield "equipement", row
    money = budget(facts, selection, today)
    yield "budget", (money.by_funder, money.by_action, money.parity, money.remaining, money.shares)
    yield "budget", (money.course, *money.earmarks, *money.costs)


def _exhibit(page: str, exhibit: Exhibit) -> FrozenExhibit:
    table = exhibit.table
    figure = None if exhibit.figure is None else json.loads(json.dumps(exhibit.figure, default=str))
    return FrozenExhibit(
        key=exhibit.key,
        page=page,
        title=wording.typeset(exhibit.title),
        sentence=wording.typeset(exhibit.sentence),
        note=wording.typeset(exhibit.note),
        caption=table.caption,
        headers=tuple(column.label for column in table.columns),
        numeric=tuple(column.is_number for column in table.columns),
        rows=tuple(tuple(row) for row in table.shown()),
        figure=figure,
    )
