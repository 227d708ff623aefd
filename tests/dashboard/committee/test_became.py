"""What a frozen figure has become, counted a second time by hand."""

from dataclasses import replace

from dashboard.committee.became import all_became, became, corrected
from dashboard.committee.gathering import gather
from dashboard.indicators import BY_KEY
from dashboard.selection import Selection
from tests.dashboard.committee.conftest import AUTUMN, HELD, LATE, SPRING, START, TODAY

CODE = "59392"


def attendances(*workshops, until=TODAY):
    """Count presences dated until a day, row by row."""
    return sum(len(people) for sheet, people in workshops if sheet["date"] <= until)


def at_the_committee(facts):
    return gather(facts, Selection(START, HELD), HELD)


def test_late_entries_show_as_the_difference_over_the_same_selection(plan):
    frozen = at_the_committee(plan(SPRING))
    facts = plan(SPRING, LATE, AUTUMN)
    found = became(facts, frozen, frozen.figure("participations"), TODAY)
    before, now = attendances(SPRING, until=HELD), attendances(SPRING, LATE, until=HELD)
    assert (found.frozen.value, found.same, found.difference) == (before, now, now - before)
    assert found.today == attendances(SPRING, LATE, AUTUMN)
    assert found.is_corrected
    assert found.difference_said == "+2 participations"


def test_what_happened_after_the_committee_corrects_nothing(plan):
    frozen = at_the_committee(plan(SPRING))
    assert list(corrected(plan(SPRING, AUTUMN), frozen, TODAY)) == []


def test_an_entry_taken_away_is_a_correction_too(plan):
    frozen = at_the_committee(plan(SPRING, LATE))
    found = {each.frozen.key: each for each in corrected(plan(SPRING), frozen, TODAY)}
    assert found["participations"].difference == -2
    assert found["ateliers"].difference_said == "−1 atelier"


def test_one_area_is_compared_with_itself(plan):
    frozen = at_the_committee(plan(SPRING))
    figure = frozen.figure("ateliers").of(CODE)
    found = became(plan(SPRING, LATE, AUTUMN), frozen, figure, TODAY, CODE)
    assert (found.frozen.value, found.same, found.today) == (1, 2, 3)


def test_no_data_that_becomes_a_figure_has_no_difference(plan):
    frozen = at_the_committee(plan(AUTUMN))
    found = became(plan(AUTUMN, SPRING), frozen, frozen.figure("participations"), TODAY)
    assert (found.frozen.said, found.same, found.difference) == ("aucune donnée", 3, None)
    assert found.is_corrected


def test_another_definition_is_said_rather_than_compared(plan):
    frozen = at_the_committee(plan(SPRING))
    figure = replace(frozen.figure("participations"), formula="autrement")
    assert became(plan(SPRING, LATE), frozen, figure, TODAY).redefined
    gone = became(plan(SPRING), frozen, replace(figure, key="disparu"), TODAY)
    assert (gone.redefined, gone.same_said, gone.is_corrected) == (True, "", False)


def test_every_figure_has_become_something(plan):
    facts = plan(SPRING)
    assert [each.frozen.key for each in all_became(facts, at_the_committee(facts), TODAY)] == list(BY_KEY)
