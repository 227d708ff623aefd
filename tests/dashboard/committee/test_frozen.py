"""What is frozen is what was told, and comes back from JSON as it was."""

import json
from dataclasses import replace

import pytest

from dashboard.committee.frozen import from_json
from dashboard.committee.gathering import disclosure, gather
from dashboard.disclosure.facts import shared
from dashboard.disclosure.rule import INSIDE
from dashboard.exhibits import by_area
from dashboard.indicators import ALL, BY_KEY
from dashboard.measuring import measure, split
from dashboard.selection import Basis, Selection
from dashboard.wording import quantity
from data_access.committees.snapshots import canonical

QPV, COMMUNE = "QN05915M", "59392"


@pytest.fixture(scope="module")
def whole(facts, today):
    return gather(facts, Selection(facts.plan.started_on, today), today)


def test_every_indicator_is_frozen_with_its_value_words_and_definition(facts, whole):
    assert [figure.key for figure in whole.figures] == [indicator.key for indicator in ALL]
    for figure in whole.figures:
        indicator = BY_KEY[figure.key]
        now = measure(indicator, facts, whole.selection)
        assert (figure.value, figure.numerator, figure.denominator) == (
            now.value,
            now.numerator,
            now.denominator,
        )
        assert figure.said == quantity(indicator, now.value)
        assert (figure.definition, figure.formula, figure.unit) == (
            indicator.definition, indicator.formula, indicator.unit,
        )  # fmt: skip


def test_every_area_is_frozen_too(facts, whole):
    for indicator in ALL:
        for dimension in {"qpv", "commune"}.intersection(indicator.dimensions):
            groups = split(indicator, facts, whole.selection, dimension)
            known = {group.code: group.figure.value for group in groups if facts.territory.area(group.code)}
            frozen = {part.code: part.value for part in whole.figure(indicator.key).parts}
            assert known.items() <= frozen.items()


def test_charts_keep_their_message_their_table_and_their_drawing(facts, whole):
    exhibit = by_area(facts, BY_KEY["participations"], whole.selection)
    kept = whole.exhibit("participations-qpv")
    assert kept.page == "ateliers"
    assert [list(row) for row in kept.rows] == exhibit.table.shown()
    assert kept.figure["data"][0]["type"] == exhibit.figure["data"][0]["type"]
    assert len({each.key for each in whole.exhibits}) == len(whole.exhibits)


@pytest.mark.parametrize("territories", [(), (COMMUNE,), (QPV, "59291")])
@pytest.mark.parametrize("basis", Basis)
def test_comes_back_from_json_as_it_was(facts, today, territories, basis):
    kept = gather(facts, Selection(facts.plan.started_on, today, frozenset(territories), basis), today)
    assert from_json(json.loads(canonical(kept.to_json()))) == kept


def test_an_empty_plan_is_frozen_as_no_data(no_facts, today):
    kept = gather(no_facts, Selection(today.replace(day=1), today), today)
    assert from_json(json.loads(canonical(kept.to_json()))) == kept
    assert kept.figure("participations").said == "aucune donnée"
    assert (kept.since, kept.news, kept.corrections) == (None, (), None)


@pytest.mark.parametrize("broken", [{}, {"figures": 3}, {"selection": {"du": "hier"}}])
def test_what_is_no_snapshot_is_refused(whole, broken):
    content = whole.to_json() | broken if broken else {}
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(content)


def test_disclosure_is_said(facts):
    assert disclosure(facts) == "Usage interne : aucun chiffre n'est masqué."
    assert disclosure(shared(facts, INSIDE)) == (
        "Usage interne : dans un quartier prioritaire, un effectif sous 5 par genre, âge ou statut n'est "
        "pas dit."
    )


def test_a_masked_figure_holds_no_number(facts, today):
    inside = shared(facts, INSIDE)
    kept = gather(inside, Selection(facts.plan.started_on, today, frozenset({QPV})), today)
    hidden = [figure for figure in kept.figures if figure.masked]
    assert all(figure.value is None and figure.numerator is None for figure in hidden)
    assert from_json(json.loads(canonical(kept.to_json()))) == kept


def test_one_area_of_a_figure_can_be_quoted(whole):
    figure = whole.figure("participations")
    part = next(part for part in figure.parts if part.code == QPV)
    assert figure.of(QPV).value == part.value
    assert figure.of("00000") is None
    assert replace(figure, parts=()).of(QPV) is None
