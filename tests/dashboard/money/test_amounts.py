"""Amounts by funder, by action and by territory add up to the indicators, in whole cents."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.money import amounts
from dashboard.money.amounts import AMOUNTS, by_group, exact, less, plan_to_date, unearmarked, whole
from dashboard.selection import Selection
from data_access.vocabulary import UNKNOWN
from tests.dashboard.money import counting
from tests.dashboard.money.counting import PERIMETERS, START, budgets, of_natures, to_cents
from tests.reference import embedded, product
from tests.reference.strategies import selections, workbooks

COLUMNS = {"financeur": "funder", "action": "action"}
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
ENDS = st.integers(0, 900).map(lambda days: date.fromordinal(START.toordinal() + days))


@given(st.integers(-(10**13), 10**13))
def test_no_cent_is_lost_between_a_figure_and_its_amount(cents):
    assert to_cents(exact(cents / 100)) == cents


@FEW
@given(lines=budgets(), end=ENDS, territories=st.sampled_from(PERIMETERS))
def test_groups_add_up_to_the_indicators_in_cents(recorded, lines, end, territories):
    known, selection = recorded(lines), Selection(START, end, territories)
    rows, total = counting.inside(known, selection), whole(known, selection)
    for dimension, column in COLUMNS.items():
        groups = by_group(known, selection, dimension)
        assert {label: of_natures(each) for label, each in groups.items()} == counting.by_group(rows, column)
        for key in AMOUNTS:
            parts = [to_cents(each.amounts[key]) for each in groups.values() if key in each.amounts]
            assert sum(parts) == to_cents(total.or_zero(key))
            assert bool(parts) == (key in total.amounts)
    for key in AMOUNTS:
        value = measure(BY_KEY[key], known, selection).value
        assert (None if value is None else round(value * 100)) == (
            to_cents(total.amounts[key]) if key in total.amounts else None
        )


@FEW
@given(lines=budgets(), end=ENDS, territories=st.sampled_from(PERIMETERS))
def test_what_remains_is_a_subtraction_of_cents(recorded, lines, end, territories):
    known, selection = recorded(lines), Selection(START, end, territories)
    for each in (whole(known, selection), *by_group(known, selection, "action").values()):
        granted, committed, paid = (
            to_cents(each.or_zero(key)) for key in ("budget_notifie", "budget_engage", "budget_paye")
        )
        assert to_cents(each.or_zero("reste_a_engager")) == granted - committed
        assert to_cents(each.or_zero("reste_a_payer")) == committed - paid


@FEW
@given(lines=budgets(), end=ENDS, territories=st.sampled_from(PERIMETERS[1:]))
def test_inside_elsewhere_and_not_earmarked_make_the_whole(recorded, lines, end, territories):
    known, selection = recorded(lines), Selection(START, end, territories)
    rows = counting.inside(known, replace(selection, territories=frozenset()))
    chosen = [row for row in rows if {row["home_commune"], row["home_qpv"]} & territories]
    free = [row for row in rows if row["home_commune"] is None and row["home_qpv"] is None]
    others = [row for row in rows if row not in chosen and row not in free]
    everything = whole(known, replace(selection, territories=frozenset()))
    inside, aside = whole(known, selection), unearmarked(known, selection)
    elsewhere = less(everything, inside, aside, label="Ailleurs")
    for chain, part in ((inside, chosen), (aside, free), (elsewhere, others)):
        assert of_natures(chain) == counting.by_group([{**row, "one": "tout"} for row in part], "one").get(
            "tout", {}
        )
    for key in AMOUNTS:
        assert sum(each.or_zero(key) for each in (inside, elsewhere, aside)) == everything.or_zero(key)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("argent"))
    yield engine
    engine.dispose()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=workbooks(), chosen=selections())
def test_a_workbook_comes_out_to_the_cent(installed, rows, chosen):
    known = product.load(installed, rows)
    selection = Selection(chosen["du"], chosen["au"], chosen["territoires"])
    sheet = [
        row
        for row in rows["budget"]
        if chosen["du"] <= row["date"] <= chosen["au"]
        and (not chosen["territoires"] or {row["commune_insee"], row["qpv_code"]} & chosen["territoires"])
    ]
    total = whole(known, selection)
    for dimension, column in {"financeur": "financeur", "action": "action"}.items():
        groups = by_group(known, selection, dimension)
        for nature, key in counting.KEYS.items():
            lines = [row for row in sheet if row["nature"] == nature]
            for label, chain in groups.items():
                mine = [row["montant"] for row in lines if (row[column] or UNKNOWN) == label]
                assert chain.amounts.get(key) == (sum(mine) if mine else None)
            assert total.or_zero(key) == sum(row["montant"] for row in lines)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 10, 1), date(2026, 11, 24), (START, date(2026, 11, 24))),
        (START, date(2027, 6, 1), (START, date(2026, 11, 24))),
        (date(2027, 1, 1), date(2027, 6, 1), (START, date(2026, 11, 24))),
        (date(2025, 1, 1), date(2025, 1, 31), (START, date(2025, 1, 31))),
        (date(2001, 1, 1), date(2001, 2, 1), (date(2001, 1, 1), date(2001, 2, 1))),
    ],
)
def test_the_plan_to_date_never_passes_today_or_the_period(facts, today, start, end, expected):
    found = plan_to_date(facts, Selection(start, end), today)
    assert (found.start, found.end) == expected


def test_words_keep_the_cents(facts, today):
    words = whole(facts, Selection(START, today)).words([amounts.GRANTED, amounts.PAID])
    assert words == "notifié 49\u202f842,00\u00a0€, payé 27\u202f359,43\u00a0€"
