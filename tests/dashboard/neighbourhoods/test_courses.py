"""Courses by month counted by hand, and the drawings that show them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from dashboard.indicators import BY_KEY
from dashboard.neighbourhoods.courses import courses
from dashboard.neighbourhoods.panels import panels, summary, told
from dashboard.neighbourhoods.scales import Scale
from dashboard.ui.drawing import against
from data_access.vocabulary import PRESENT
from tests.dashboard.neighbourhoods.conftest import SELECTIONS, UNSAID
from tests.dashboard.neighbourhoods.test_comparing import EVERY, NAMES, people

PARTICIPATIONS = BY_KEY["participations"]


def by_month(facts, selection):
    counts = Counter()
    for row in facts.attendance.iter_rows(named=True):
        if selection.start <= row["date"] <= selection.end and row["presence"] == PRESENT:
            counts[row["home_qpv"], row["date"].year, row["date"].month] += row["headcount"]
    return counts


def test_attendances_per_inhabitant_by_month_and_their_mean(facts, today, selection):
    found, counts = courses(facts, PARTICIPATIONS, selection, Scale.QPV, today), by_month(facts, selection)
    known = people(facts)
    assert found.months[0] == date(2024, 11, 30)
    assert found.months[-1] == date(2026, 10, 31)
    for place, month in enumerate(found.months):
        of_month = {code: counts[code, month.year, month.month] for code in facts.territory.qpvs}
        mean = 1000 * sum(of_month[code] for code in known) / sum(known.values())
        assert found.mean[place] == pytest.approx(mean)
        for each in found.areas:
            code = each.area.code
            value = 1000 * of_month[code] / known[code] if code in known else None
            assert each.values[place] == pytest.approx(value)


def test_only_whole_months_from_the_first_with_data(facts, today, selection):
    since_2010 = replace(selection, start=date(2010, 1, 15))
    found = courses(facts, PARTICIPATIONS, since_2010, Scale.QPV, today)
    assert found.months[0] == date(2024, 11, 30)
    cut = replace(selection, start=date(2026, 2, 10), end=date(2026, 5, 20))
    months = courses(facts, PARTICIPATIONS, cut, Scale.QPV, today).months
    assert months == (date(2026, 3, 31), date(2026, 4, 30))


def test_months_above_the_mean_are_counted(facts, today, selection):
    found = courses(facts, PARTICIPATIONS, selection, Scale.QPV, today)
    for each in told(found):
        pairs = zip(each.course.values, found.mean, strict=True)
        assert each.above == sum(value > mean for value, mean in pairs)
        assert each.months == len(found.months)
    shown = panels(found)
    assert f"{told(found)[0].above} mois sur {len(found.months)}" in shown.title
    assert [row[0] for row in shown.table.rows][-1] == "Moyenne des QPV"


@pytest.mark.parametrize(("scale", "indicator"), EVERY, ids=NAMES)
def test_every_course_can_be_drawn_and_read(facts, today, selection, scale, indicator):
    for changes in (SELECTIONS["tout"], SELECTIONS["avant le plan"], SELECTIONS["futur"]):
        found = courses(facts, indicator, replace(selection, **changes), scale, today)
        exhibit = panels(found)
        cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
        assert exhibit.sentence.endswith(".")
        assert not UNSAID.search(f"{exhibit.title} {exhibit.sentence} {cells}")
        if not told(found):
            assert "aucune donnée" in exhibit.sentence or "ne se suit pas" in exhibit.sentence
        for each in told(found):
            assert not UNSAID.search(summary(each, found))
            picture = unquote(against(each.course.values, found.mean, found.lowest, found.highest))
            assert picture.startswith("data:image/svg+xml,<svg")
            assert "nan" not in picture


def test_a_drawing_lifts_its_pen_over_unknown_months():
    picture = unquote(against([1, None, 3, 4], [2, 2, 2, 2], 0, 4))
    course = picture.split('<path d="')[1].split('"')[0]
    assert course.count("M") == 2
    assert course.count("L") == 1


def test_all_drawings_stand_on_one_scale():
    low, high = (unquote(against([value, value], [0, 0], 0, 10)) for value in (5, 10))
    assert low != high
    assert low == unquote(against([5, 5], [0, 0], 0, 10))
