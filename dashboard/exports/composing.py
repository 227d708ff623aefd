"""A document made from facts: the same figures and exhibits as the pages."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from dashboard import verdict
from dashboard.attention import Attention, Severity
from dashboard.devices.chain import chain
from dashboard.devices.chain_exhibits import chain_exhibit
from dashboard.devices.states import last_day
from dashboard.devices.states import on as devices_on
from dashboard.disclosure import guard_of, is_outside
from dashboard.disclosure.facts import SharedFacts
from dashboard.exhibits import Exhibit, by_area, by_dimension, monthly, over_time
from dashboard.exports.document import (
    Aim,
    Decision,
    Definition,
    Disclosure,
    Document,
    Grid,
    Piece,
    Point,
    Quote,
    Section,
    Share,
    Split,
)
from dashboard.indicators import ALL, BY_KEY, Indicator, Pillar
from dashboard.indicators.facts import DIMENSIONS
from dashboard.key_figures import KeyFigure, key_figures
from dashboard.measuring import Figure, Measurer, measure
from dashboard.money import chains, consumption, funders
from dashboard.money.amounts import plan_to_date
from dashboard.overview import KEY_FIGURES, Overview, PillarView, overview
from dashboard.selection import Selection, up_to
from dashboard.targets import Assessment, Status, judged_selection
from dashboard.wording import (
    amount,
    area_name,
    brief,
    day,
    dimension_name,
    number,
    quantity,
    selection_sentence,
    short_change,
    short_day,
    silence,
    unit,
)
from data_access.facts import Facts

SEVERITIES = {Severity.ALERT: "Alerte", Severity.WATCH: "À surveiller", Severity.DATA: "Données"}
STATUSES = {status.value: status for status in Status}
OPEN_STATES = (None, "à faire", "en cours")
EVERYTHING_TOLD = "Tous les effectifs sont donnés."


def compose(facts: Facts, selection: Selection, today: date) -> Document:
    """Return everything an export says of a selection, told as these facts may be told to their reader."""
    guard = guard_of(facts)
    asked = guard.selection(selection) if guard else selection
    view = overview(facts, asked, today)
    measurer = Measurer(facts, asked)
    return Document(
        title=f"Point d'étape au {day(min(asked.end, today))}",
        plan=facts.plan.title,
        territory=facts.plan.territory_name,
        names=_names(facts),
        start=asked.start,
        end=asked.end,
        areas=tuple(sorted(asked.territories)),
        basis=asked.basis,
        selection=selection_sentence(asked, facts.territory),
        today=today,
        updated=facts.committed_at,
        revision=facts.revision,
        demonstration=facts.plan.demonstration,
        disclosure=_disclosure(facts),
        committee=view.committee,
        verdict=verdict.sentence(view.statuses),
        sections=tuple(_section(facts, asked, today, pillar, measurer) for pillar in view.pillars),
        points=tuple(_point(each) for each in view.attention),
        decisions=() if is_outside(facts) else _decisions(facts, today),
        definitions=tuple(_definition(each) for each in ALL),
        sources=_sources(facts, view),
    )


def _section(
    facts: Facts, selection: Selection, today: date, view: PillarView, measurer: Measurer
) -> Section:
    indicators = [each for each in ALL if each.pillar is view.pillar]
    main = KEY_FIGURES[view.pillar]
    found = key_figures(facts, [each.key for each in indicators], selection, today)
    so_far = judged_selection(facts, up_to(selection, today))
    by_key = {
        each.indicator.key: _quote(each, selection, measure(each.indicator, facts, so_far)) for each in found
    }
    quotes = tuple(by_key[key] for key in main)
    return Section(
        name=view.pillar.value,
        message=_message(tuple(by_key.values()), quotes[0]),
        quotes=quotes,
        others=tuple(quote for key, quote in by_key.items() if key not in main),
        pieces=tuple(_piece(each) for each in _exhibits(facts, selection, today, view.pillar)),
        splits=tuple(
            _split(measurer, each, dimension)
            for each in indicators
            for dimension in DIMENSIONS
            if dimension in each.dimensions
        ),
        freshest=view.freshest,
    )


def _exhibits(facts: Facts, selection: Selection, today: date, pillar: Pillar) -> Sequence[Exhibit]:
    """Return what a committee is shown of a pillar, from where it stands to who and where."""
    match pillar:
        case Pillar.WORKSHOPS:
            return (
                over_time(facts, BY_KEY["beneficiaires"], selection, today),
                monthly(facts, BY_KEY["participations"], selection, today),
                by_area(facts, BY_KEY["beneficiaires"], selection),
                by_dimension(facts, BY_KEY["participations"], selection, "type"),
            )
        case Pillar.DEVICES:
            devices = devices_on(facts, last_day(selection, today))
            return (
                over_time(facts, BY_KEY["foyers_equipes"], selection, today),
                chain_exhibit(chain(devices, selection), selection),
                by_area(facts, BY_KEY["foyers_equipes"], selection),
            )
        case Pillar.BUDGET:
            so_far = plan_to_date(facts, selection, today)
            return (
                chains.by_funder(facts, selection),
                *consumption.exhibits(facts, so_far),
                funders.exhibit(facts, so_far),
            )
        case Pillar.COVERAGE:
            return (
                over_time(facts, BY_KEY["population_qpv_couverte"], selection, today),
                by_area(facts, BY_KEY["population_qpv_couverte"], selection),
                monthly(facts, BY_KEY["heures_itinerance"], selection, today),
            )


def _message(quotes: Sequence[Quote], first: Quote) -> str:
    """Return the pillar's one message: where its targets stand or, with one or none, its first figure."""
    judged = [STATUSES.get(quote.aim.status) for quote in quotes if quote.aim and not quote.aim.masked]
    if len(judged) > 1:
        return verdict.sentence({each: judged.count(each) for each in judged}).rstrip(".")
    status = f" {first.aim.status}" if first.aim and first.aim.status in STATUSES else ""
    if first.change is None:
        return f"{first.label}{status} : {first.said}"
    return f"{first.label}{status} : {first.said}, {first.change_said} depuis le dernier comité"


def _quote(figure: KeyFigure, selection: Selection, judged: Figure) -> Quote:
    indicator, told = figure.indicator, figure.figure.told
    return Quote(
        key=indicator.key,
        label=indicator.label,
        unit=unit(indicator, told),
        value=figure.figure.value,
        masked=figure.figure.masked,
        said=quantity(indicator, told),
        amount=amount(indicator, told),
        basis=indicator.basis(selection.basis),
        change=figure.change,
        change_said="" if figure.change is None else short_change(indicator, figure.change),
        aim=None if figure.assessment is None else _aim(figure.assessment, judged),
    )


def _aim(found: Assessment, judged: Figure) -> Aim:
    indicator = judged.indicator
    expected = round(found.expected, indicator.decimals)
    return Aim(
        value=found.target.value,
        said=quantity(indicator, found.target.value),
        brief=brief(indicator, found.target.value),
        due=found.target.due,
        expected=found.expected,
        expected_said=quantity(indicator, expected),
        expected_brief=brief(indicator, expected),
        reached=judged.value,
        masked=judged.masked,
        reached_said=quantity(indicator, judged.told),
        status=found.status.value if found.status else silence(judged),
    )


def _split(measurer: Measurer, indicator: Indicator, dimension: str) -> Split:
    territory = measurer.facts.territory
    return Split(
        indicator.key,
        indicator.label,
        indicator.unit.value,
        dimension,
        dimension_name(dimension),
        tuple(
            Share(
                group.code,
                area_name(group.code, territory),
                group.figure.value,
                group.figure.masked,
                quantity(indicator, group.figure.told),
            )
            for group in measurer.split(indicator, dimension)
        ),
    )


def _piece(exhibit: Exhibit) -> Piece:
    figure: dict[str, Any] | None = None
    if exhibit.figure is not None:
        figure = json.loads(json.dumps(exhibit.figure, allow_nan=False))
    return Piece(
        exhibit.key, exhibit.title, exhibit.sentence, Grid.of(exhibit.table), figure, exhibit.note.strip()
    )


def _point(found: Attention) -> Point:
    return Point(SEVERITIES[found.severity], found.sentence)


def _decisions(facts: Facts, today: date) -> tuple[Decision, ...]:
    """Return the decisions, those still to do first, the longest overdue on top."""
    rows = facts.decisions.sort(
        ~pl.col("state").is_null() & ~pl.col("state").is_in(["à faire", "en cours"]), "due", nulls_last=True
    )
    return tuple(
        Decision(
            text=row["text"],
            owner=row["owner"] or "non renseigné",
            due=row["due"],
            state=row["state"] or "à faire",
            overdue=bool(row["due"] and row["due"] < today and row["state"] in OPEN_STATES),
        )
        for row in rows.iter_rows(named=True)
    )


def _definition(indicator: Indicator) -> Definition:
    return Definition(
        indicator.key,
        indicator.label,
        indicator.pillar.value,
        indicator.unit.value,
        indicator.definition,
        indicator.formula,
        indicator.limits,
        indicator.source,
    )


def _disclosure(facts: Facts) -> Disclosure:
    """Say who may read the figures, and which are not told."""
    if not isinstance(facts, SharedFacts):
        return Disclosure(public=False, below=None, said=EVERYTHING_TOLD)
    below = facts.rule.threshold
    if facts.rule.crossings_only:
        said = (
            "Réservé à l'équipe : dans un quartier prioritaire, un effectif par genre, âge ou statut social "
            f"inférieur à {number(below)} n'est pas donné."
        )
        return Disclosure(public=False, below=below, said=said)
    said = f"Secret statistique : un effectif de personnes inférieur à {number(below)} n'est pas donné."
    return Disclosure(public=True, below=below, said=said)


def _sources(facts: Facts, view: Overview) -> tuple[str, ...]:
    """Say what each pillar's data go up to and which files they come from."""
    fresh = [
        f"{each.pillar.value} : données au {day(each.freshest)}" for each in view.pillars if each.freshest
    ]
    files = [
        f"{each.source} : {each.file_name}, importé le {short_day(each.committed_at)}"
        for each in (() if is_outside(facts) else facts.imports)
    ]
    return (*fresh, *files)


def _names(facts: Facts) -> dict[str, str]:
    """Return the name of each area by code."""
    return {code: area_name(code, facts.territory) for code in sorted(facts.territory.codes)}
