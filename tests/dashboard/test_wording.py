from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import wording
from dashboard.indicators import BY_KEY


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 0, "0"),
        (12345.678, 2, "12 345,68"),
        (-0.04, 1, "0,0"),
        (-12.5, 1, "−12,5"),
        (1_000_000, 0, "1 000 000"),
    ],
)
def test_numbers(value, decimals, expected):
    assert wording.number(value, decimals).replace("\u202f", " ") == expected


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_reads_back(value, decimals):
    text = wording.number(value, decimals).replace("\u202f", "").replace(",", ".").replace("−", "-")
    assert float(text) == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-6)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("foyers_equipes", 1, "1 foyer"),
        ("foyers_equipes", 74, "74 foyers"),
        ("foyers_equipes", None, "aucune donnée"),
        ("budget_paye", 25560, "25 560 €"),
        ("budget_paye", 12.5, "12,50 €"),
        ("taux_presence", 81.25, "81,2 %"),
        ("qpv_desservis", 9, "9 QPV"),
        ("ateliers", 0, "0 atelier"),
    ],
)
def test_quantities(key, value, expected):
    said = wording.quantity(BY_KEY[key], value)
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("participations", 37, "+37 participations"),
        ("participations", 0, "inchangé"),
        ("part_femmes", -2.14, "−2,1 points"),
        ("part_femmes", 0.5, "+0,5 point"),
        ("reste_a_engager", -1500, "−1 500 €"),
    ],
)
def test_changes(key, value, expected):
    said = wording.change(BY_KEY[key], value)
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == expected


def test_days():
    assert wording.day(date(2026, 3, 1)) == "1er\u00a0mars\u00a02026"
    assert wording.day(date(2026, 8, 12)) == "12\u00a0août\u00a02026"


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_listings(items, expected):
    assert wording.listing(items) == expected


def test_hours_and_durations_are_said_in_french():
    assert wording.hours(time(9, 30), time(12)) == "9\u00a0h\u00a030 – 12\u00a0h"
    assert [wording.duration(minutes) for minutes in (45, 120, 150)] == [
        "45\u00a0min",
        "2\u00a0h",
        "2\u00a0h\u00a030",
    ]
    assert wording.named_day(date(2026, 3, 3)) == "mardi 3\u00a0mars"
    assert wording.named_day(date(2026, 11, 1)) == "dimanche 1er\u00a0novembre"


@given(st.integers(-(10**14), 10**14))
def test_euros_keep_their_cents(cents):
    said = wording.euros(Decimal(cents).scaleb(-2))
    assert said.endswith(f",{abs(cents) % 100:02}\u00a0€")
    assert int(said[:-2].replace("\u202f", "").replace(",", "").replace("−", "-")) == cents


def test_percent():
    assert wording.percent(68.75) == "68,8\u00a0%"
