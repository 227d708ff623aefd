"""Figures of one selection made fit to leave."""

import pytest

from dashboard.disclosure import (
    SECRET,
    Figure,
    Group,
    Mask,
    Rule,
    protect,
    protect_course,
    protect_groups,
    protect_series,
    protect_table,
)
from dashboard.indicators import BY_KEY

RULE = Rule()


def figure(key, numerator, denominator=None, rows=50):
    return Figure(BY_KEY[key], 1.0, numerator, denominator, rows)


def groups(key, *counts):
    return [Group(str(place), figure(key, count)) for place, count in enumerate(counts)]


def told(found):
    return [each.figure.numerator for each in found]


@pytest.mark.parametrize(
    ("case", "mask"),
    [
        (figure("beneficiaires", 10), Mask(11)),
        (figure("beneficiaires", 11), None),
        (figure("beneficiaires", 0), None),
        (figure("beneficiaires", None), None),
        (figure("taux_presence", 3, 40), SECRET),
        (figure("taux_presence", 38, 40), SECRET),
        (figure("taux_presence", 20, 40), None),
        (figure("taux_presence", 40, 40), None),
        (figure("taux_penetration", 10, 4000), SECRET),
        (figure("taux_remplissage", 4, 60), SECRET),
        (figure("taux_remplissage", 56, 60), None),
        (figure("cout_par_participation", 900, 9), SECRET),
        (figure("cout_par_participation", 9, 90), None),
        (figure("delai_remise", 60, None, rows=7), SECRET),
        (figure("delai_remise", 6, None, rows=70), None),
        (figure("budget_paye", 5), None),
        (figure("appareils_disponibles", 4), None),
        (figure("ateliers", 2), None),
    ],
)
def test_a_figure_that_rests_on_few_people_is_not_told(case, mask):
    found = protect(case, RULE)
    assert found.masked == mask
    assert found.told == (mask or case.value)


def test_a_masked_figure_holds_no_number():
    found = protect(figure("taux_presence", 3, 40), RULE)
    assert found.value is found.numerator is found.denominator is found.rows is None


def test_groups_hide_each_other():
    found = protect_groups(figure("participations", 87), groups("participations", 50, 20, 12, 5, 0), RULE)
    assert told(found) == [50, 20, None, None, 0]
    assert found[2].figure.masked == found[3].figure.masked == SECRET


def test_no_group_of_a_small_total_is_told():
    found = protect_groups(figure("participations", 9), groups("participations", 9, 0), RULE)
    assert told(found) == [None, None]


def test_overlapping_groups_are_held_to_what_is_left_of_the_total():
    found = protect_groups(
        figure("participations", 100), groups("participations", 30, 95, 5), RULE, overlapping=True
    )
    assert told(found) == [30, None, None]


def test_months_told_leave_no_small_sum_of_others():
    found = protect_series(groups("participations", 12, 3, 9, 0, 15, 2), RULE)
    assert told(found) == [12, None, None, 0, None, None]


def test_two_points_told_of_a_course_never_differ_by_few():
    points = [figure("participations", reached) for reached in (12, 15, 24, 24, 39, 41)]
    assert [each.numerator for each in protect_course(points, RULE)] == [12, None, 24, 24, None, 41]
    assert protect_course([], RULE) == []


def test_a_table_is_told_along_both_axes():
    counts = [[40, 30, 70], [25, 4, 29], [18, 22, 40], [83, 56, 139]]
    table = [[figure("participations", count) for count in line] for line in counts]
    found = [[each.numerator for each in line] for line in protect_table(table, RULE)]
    assert found == [[40, 30, 70], [None, None, 29], [None, None, 40], [83, 56, 139]]
