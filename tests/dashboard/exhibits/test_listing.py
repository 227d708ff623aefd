"""Lists: search, order, pages."""

import math
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits import table
from dashboard.exhibits.listing import PER_PAGE, Listing

ROWS = [
    ("1", "Médiathèque d'Aulnoye", date(2026, 3, 14), 3),
    ("2", "Maison de quartier", date(2025, 11, 2), None),
    ("3", "MÉDIATHÈQUE (annexe)", None, 12),
]


def listing(rows=ROWS):
    frame = pl.DataFrame(
        rows, {"id": pl.String, "place": pl.String, "date": pl.Date, "people": pl.Int32}, orient="row"
    )
    columns = {"place": table.text("Lieu"), "date": table.day("Date"), "people": table.number("Présents")}
    return Listing("essai", "Essai", frame, columns)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", ["1", "2", "3"]),
        ("mediatheque", ["1", "3"]),
        ("MÉDIATHÈQUE annexe", ["3"]),
        ("quartier maison", ["2"]),
        ("14/03/2026", ["1"]),
        ("rien de tel", []),
        (".*", []),
    ],
)
def test_search_sets_accents_case_and_order_of_words_aside(asked, ids):
    assert listing().found(asked).frame["id"].to_list() == ids


def test_amounts_are_searched_as_they_are_read_and_summed():
    schema = {"id": pl.String, "amount": pl.Decimal(10, 2)}
    frame = pl.DataFrame([("1", Decimal("1234.50")), ("2", Decimal(20))], schema, orient="row")
    columns = {"amount": table.euros("Montant")}
    amounts = Listing("essai", "Essai", frame, columns, lambda rows: str(rows["amount"].sum()))
    assert amounts.found("1\u202f234,50\u00a0€").frame["id"].to_list() == ["1"]
    assert (amounts.sums, amounts.found("20,00").sums, listing().sums) == ("1254.50", "20.00", "")


@pytest.mark.parametrize(
    ("name", "descending", "ids"),
    [
        ("people", False, ["1", "3", "2"]),
        ("people", True, ["3", "1", "2"]),
        ("date", True, ["1", "2", "3"]),
    ],
)
def test_unknown_values_come_last(name, descending, ids):
    assert listing().sorted(name, descending=descending).frame["id"].to_list() == ids


@given(st.integers(0, 95))
def test_pages_hold_every_row_once(count):
    whole = listing([(str(rank), "x", None, rank) for rank in range(count)])
    assert whole.pages == max(1, math.ceil(count / PER_PAGE))
    ids = [each for number in range(1, whole.pages + 1) for each in whole.page(number)[0]]
    assert ids == [str(rank) for rank in range(count)]


def test_cells_are_words():
    assert listing().page(1)[1][1] == ["Maison de quartier", "02/11/2025", "aucune donnée"]
    assert len(listing().table().rows) == 3
