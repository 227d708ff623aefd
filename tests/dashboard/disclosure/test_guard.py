"""Shared facts: what a reader outside the team is told, whatever the page that measures."""

import gc
import weakref
from dataclasses import replace
from datetime import date

import pytest

from dashboard.disclosure import INSIDE, NOT_SHARED, OUTSIDE, SECRET, Mask, guard_of, shared, window
from dashboard.indicators import ALL, BY_KEY
from dashboard.measuring import Measurer, course, measure, measure_all, split
from dashboard.selection import Basis, Selection

QUARTER = "QN05918M"
PARTICIPATIONS, BENEFICIARIES = BY_KEY["participations"], BY_KEY["beneficiaires"]
STOCK = BY_KEY["appareils_disponibles"]


@pytest.fixture(scope="module")
def months(facts, today):
    return window(None, None, facts.plan.started_on, today)


@pytest.fixture(scope="module")
def whole(months):
    return Selection(*months.period(0, months.steps))


@pytest.fixture(scope="module")
def partner(facts, months):
    return shared(facts, OUTSIDE, {QUARTER}, months)


def test_the_team_sees_everything(facts):
    assert guard_of(facts) is None


def test_a_window_is_asked_for_outside_the_team(facts):
    with pytest.raises(ValueError, match="fenêtre de mois entiers"):
        shared(facts, OUTSIDE)


@pytest.mark.parametrize("indicator", [each for each in ALL if not each.personal], ids=lambda each: each.key)
def test_what_is_not_about_people_is_told_to_the_day(facts, partner, today, indicator):
    ours = Selection(date(2025, 2, 3), today, frozenset({QUARTER}))
    if indicator is STOCK:
        assert measure(indicator, partner, ours).masked == NOT_SHARED
        return
    assert measure(indicator, partner, replace(ours, territories=frozenset())) == measure(
        indicator, facts, ours
    )


@pytest.mark.parametrize("indicator", [each for each in ALL if each.personal], ids=lambda each: each.key)
def test_a_figure_of_people_is_the_team_s_or_nothing(facts, partner, whole, indicator):
    ours = measure(indicator, facts, replace(whole, territories=frozenset({QUARTER})))
    theirs = measure(indicator, partner, whole)
    assert theirs.rows is None
    if theirs.masked:
        assert theirs.value is theirs.numerator is theirs.denominator is None
    else:
        assert theirs == replace(ours, rows=None)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("codes", [set(), {"59392"}, {"QN05915M", "59291"}])
def test_groups_are_the_team_s_or_nothing(facts, months, whole, codes, basis):
    theirs = shared(facts, OUTSIDE, codes, months)
    ours = replace(whole, territories=frozenset(codes), basis=basis)
    for indicator in ALL:
        for dimension in () if indicator is STOCK and codes else indicator.dimensions:
            measured = {group.code: group.figure for group in split(indicator, facts, ours, dimension)}
            found = split(indicator, theirs, replace(whole, basis=basis), dimension)
            for group in found:
                rows = None if indicator.personal else measured[group.code].rows
                assert group.figure.masked or group.figure == replace(measured[group.code], rows=rows)
            assert measured.keys() <= {group.code for group in found}


def test_a_figure_of_people_is_told_for_whole_months_only(partner, months, today):
    for start, end in [(date(2024, 11, 2), date(2026, 10, 31)), (date(2024, 11, 1), today)]:
        assert measure(PARTICIPATIONS, partner, Selection(start, end)).masked == SECRET
        assert all(
            each.figure.masked for each in split(PARTICIPATIONS, partner, Selection(start, end), "genre")
        )
    assert not measure(PARTICIPATIONS, partner, Selection(*months.period(0, months.steps))).masked


def test_areas_outside_the_perimeter_answer_for_the_perimeter(partner, whole):
    elsewhere = replace(whole, territories=frozenset({"59033"}))
    assert measure(PARTICIPATIONS, partner, elsewhere) == measure(PARTICIPATIONS, partner, whole)
    assert Measurer(partner, elsewhere).selection.territories == {QUARTER}


def test_every_door_to_figures_is_guarded(partner, whole):
    days = [date(2025, 1, 17), date(2025, 1, 29), date(2025, 6, 30), date(2026, 10, 31), date(2026, 11, 20)]
    points = course(PARTICIPATIONS, partner, whole, days)
    assert [day for day, _ in points] == [date(2024, 12, 31), date(2025, 6, 30), date(2026, 10, 31)]
    figures = measure_all(partner, whole, [BENEFICIARIES])
    assert figures["beneficiaires"] == measure(BENEFICIARIES, partner, whole)
    assert Measurer(partner, whole).figure(BENEFICIARIES) == figures["beneficiaires"]


def test_the_frames_of_people_are_empty(partner):
    for name in ("attendance", "first_attendance", "devices", "first_equipment"):
        assert partner.frame(name).is_empty()
    assert partner.workshops["registered"].null_count() == len(partner.workshops)
    assert Measurer(partner, Selection(date(2024, 11, 1), date(2026, 10, 31))).facts is partner


def test_months_not_told_show_up_even_when_nobody_came(partner, whole):
    found = split(BENEFICIARIES, partner, whole, "mois")
    assert [group.code for group in found][:2] == ["2024-11", "2024-12"]
    assert len(found) == 24


def test_a_count_that_is_small_everywhere_says_under_which_threshold(facts, months, whole):
    quarter = shared(facts, OUTSIDE, {"QN05919M"}, replace(months, is_open=False))
    devices = measure(BY_KEY["appareils_remis"], quarter, whole)
    assert devices.masked == Mask(11)
    assert measure(BY_KEY["delai_remise"], quarter, whole).masked == SECRET
    assert measure(BY_KEY["cout_par_foyer"], quarter, whole).masked == SECRET


def test_an_open_window_never_says_that_a_count_is_still_small(facts, months, whole):
    quarter = shared(facts, OUTSIDE, {"QN05919M"}, months)
    assert months.is_open
    assert measure(BY_KEY["appareils_remis"], quarter, whole).masked == SECRET


def test_inside_the_team_only_crossings_are_held(facts, whole):
    reader = shared(facts, INSIDE)
    here = replace(whole, territories=frozenset({"QN05919M"}))
    assert measure(BENEFICIARIES, reader, here) == measure(BENEFICIARIES, facts, here)
    assert split(BENEFICIARIES, reader, here, "mois") == split(BENEFICIARIES, facts, here, "mois")
    ours, theirs = (split(BENEFICIARIES, each, here, "tranche_age") for each in (facts, reader))
    small = [group.code for group in ours if group.figure.value and group.figure.value < 5]
    untold = {group.code for group in theirs if group.figure.masked}
    assert small
    assert set(small) < untold
    assert reader.attendance is facts.attendance


def test_a_plan_starts_with_the_window_s_month(facts, months):
    late = replace(facts, plan=replace(facts.plan, started_on=date(2025, 3, 14)))
    assert shared(late, OUTSIDE, (), months).plan.started_on == date(2025, 3, 1)
    early = replace(facts, plan=replace(facts.plan, started_on=date(2020, 3, 14)))
    assert shared(early, OUTSIDE, (), months).plan.started_on == months.bounds[0]


def test_facts_are_let_go_of(facts, months, whole):
    held = shared(facts, OUTSIDE, {QUARTER}, months)
    measure(BENEFICIARIES, held, whole)
    gone = weakref.ref(held)
    del held
    gc.collect()
    assert gone() is None
