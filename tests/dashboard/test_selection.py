from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.selection import Basis, Preset, Selection, period

KNOWN = frozenset({"59392", "59291", "QN05915M"})
DEFAULT = Selection(date(2025, 1, 1), date(2025, 12, 31))
TODAY = date(2026, 11, 23)

dates = st.dates(date(2020, 1, 1), date(2030, 1, 1))
selections = st.builds(
    lambda a, b, codes, basis: Selection(min(a, b), max(a, b), codes, basis),
    dates,
    dates,
    st.frozensets(st.sampled_from(sorted(KNOWN))),
    st.sampled_from(Basis),
)


def as_address(selection):
    return {
        name: value if isinstance(value, list) else [value] for name, value in selection.to_query().items()
    }


@given(selections)
def test_selection_survives_an_address(selection):
    assert Selection.from_query(as_address(selection), KNOWN, DEFAULT) == selection


@given(
    st.dictionaries(st.sampled_from(["du", "au", "territoire", "base", "x"]), st.lists(st.text(), max_size=3))
)
def test_any_address_opens(query):
    selection = Selection.from_query(query, KNOWN, DEFAULT)
    assert selection.start <= selection.end
    assert selection.territories <= KNOWN


def test_inverted_dates_are_refused():
    with pytest.raises(ValueError, match="avant de commencer"):
        Selection(date(2025, 2, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (Preset.PLAN, (date(2024, 11, 1), TODAY)),
        (Preset.SINCE_COMMITTEE, (date(2026, 9, 11), TODAY)),
        (Preset.THIS_MONTH, (date(2026, 11, 1), TODAY)),
        (Preset.LAST_MONTH, (date(2026, 10, 1), date(2026, 10, 31))),
        (Preset.QUARTER, (date(2026, 10, 1), TODAY)),
        (Preset.YEAR, (date(2026, 1, 1), TODAY)),
        (Preset.SCHOOL_YEAR, (date(2026, 9, 1), TODAY)),
    ],
)
def test_presets(preset, expected):
    committees = [date(2026, 3, 1), date(2026, 9, 10), date(2026, 12, 10)]
    assert period(preset, TODAY, date(2024, 11, 1), committees) == expected


def test_school_year_before_september_started_last_year():
    assert period(Preset.SCHOOL_YEAR, date(2026, 8, 31), None)[0] == date(2025, 9, 1)


def test_without_committee_the_period_is_the_whole_plan():
    assert period(Preset.SINCE_COMMITTEE, TODAY, date(2025, 1, 1)) == (date(2025, 1, 1), TODAY)


@given(st.sampled_from(Preset), dates, dates | st.none(), st.lists(dates, max_size=3))
def test_every_preset_is_a_period(preset, today, plan_start, committees):
    start, end = period(preset, today, plan_start, committees)
    assert start <= end <= today
