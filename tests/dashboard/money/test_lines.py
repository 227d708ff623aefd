"""The lines: searched, summed, exported, opened."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.money.lines import line, lines
from dashboard.selection import Selection
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, PERIMETERS, START, budgets, read_back, to_cents

ASKED = ["", "état", "ateliers", "2025", "zzz"]
PLAN = Selection(START, END)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def said_sums(words):
    """Return « engagé 1,00 € et payé 2,00 € » as {nature: cents}."""
    pieces = [piece.partition(" ") for piece in re.split(", | et ", words) if piece]
    return {nature: read_back(amount) for nature, _, amount in pieces}


@FEW
@given(
    written=budgets(),
    territories=st.sampled_from(PERIMETERS),
    asked=st.sampled_from(["", "état", "ateliers", "2025", "zzz"]),
)
def test_the_list_and_its_sums_are_those_of_the_lines_found(recorded, written, territories, asked):
    known, selection = recorded(written), replace(PLAN, territories=territories)
    found, rows = lines(known, selection).found(asked), counting.inside(known, selection)
    if not asked:
        assert sorted(map(to_cents, found.frame["amount"])) == sorted(row["cents"] for row in rows)
    keys = set(found.frame["key"])
    kept = [row for row in rows if row["key"] in keys]
    sums = {nature: counting.cents(kept, nature=nature) for nature in counting.KEYS}
    assert said_sums(found.sums) == {nature: cents for nature, cents in sums.items() if cents is not None}


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("1 248,00", 1),
        ("1 248,00 €", 1),
        ("-328,50", 1),
        ("sous-le-bois engagé", 1),
        ("non-dit", 0),
        ("13/02/2025", 1),
    ],
)
def test_amounts_are_found_as_they_are_read(facts, asked, count):
    assert len(lines(facts, PLAN).found(asked).frame) == count


def test_sorted_by_amount_not_by_spelling(facts):
    amounts = lines(facts, PLAN).sorted("amount", descending=True).frame["amount"].to_list()
    assert amounts == sorted(amounts, reverse=True)
    natures = lines(facts, PLAN).sorted("nature", descending=False).frame["nature"].cast(str).to_list()
    assert [each for rank, each in enumerate(natures) if each not in natures[:rank]] == list(counting.KEYS)


def test_exported_with_both_decimals(facts):
    table = lines(facts, PLAN).table()
    read = list(csv.DictReader(io.StringIO(table.csv().decode("utf-8-sig")), delimiter=";"))
    assert all(row["Montant"][-3] == "," for row in read)
    cents = sum(int(row["Montant"].replace(",", "")) for row in read if row["Nature"] == "payé")
    assert cents == counting.cents(counting.inside(facts, PLAN), nature="payé")
    assert {"-328,50"} <= {row["Montant"] for row in read}


def test_territories_are_named(facts):
    listing = lines(facts, PLAN)
    named = dict(listing.frame.select("key", "territory").rows())
    for row in facts.budget.iter_rows(named=True):
        qpv = facts.territory.qpvs.get(row["home_qpv"])
        assert named[row["key"]] == (f"QPV {qpv.name}" if qpv else None)
    assert "non fléché" in {cell for row in listing.table().shown() for cell in row}


def test_a_commune_and_what_is_outside_are_named_too(recorded):
    areas = [("59392", "Hors QPV"), ("Hors territoire", "Hors territoire"), (None, "QN05915M"), (None, None)]
    known = recorded([(START, "payé", "État", None, area, 1) for area in areas])
    named = dict(lines(known, PLAN).frame.select("key", "territory").rows())
    assert [named[f"B-{rank}"] for rank in range(4)][:2] == ["Maubeuge", "Hors territoire"]
    assert named["B-2"].startswith("QPV ")
    assert named["B-3"] is None


def test_a_line_opens_with_its_whole_spending(facts):
    listing = lines(facts, PLAN).found("permanences paye")
    opened = line(facts, listing.frame["id"][0])
    assert dict(opened.fields)["Montant"] == "624,00\u00a0€"
    assert [(nature, amount) for _, nature, _, amount in opened.kin.rows] == [
        ("engagé", Decimal("1248.00")),
        ("mandaté", Decimal("624.00")),
        ("payé", Decimal("624.00")),
    ]


def test_lines_without_a_label_have_no_kin(recorded):
    known = recorded([(START, "payé", "État", None, (None, None), 1)] * 2)
    bare = replace(known, budget=known.budget.with_columns(label=None).cast(known.budget.schema))
    opened = line(bare, "0")
    assert dict(opened.fields)["Libellé"] == "sans libellé"
    assert opened.kin.rows == ()


@given(st.integers(-(10**12), 10**12))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_amount_is_read_back_as_written(recorded, cents):
    shown = lines(recorded([(START, "payé", "État", None, (None, None), cents)]), PLAN).page(1)[1]
    assert read_back(shown[0][2]) == cents
