"""Tables: what readers see, what Excel opens."""

import csv
import io
from datetime import date, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.exhibits import table
from dashboard.exhibits.table import FORMULA, Table
from dashboard.indicators import BY_KEY


def of(*cells):
    return Table("Essai", tuple(table.text(f"C{rank}") for rank in range(len(cells))), (cells,))


def exported(*cells):
    return next(csv.reader(io.StringIO(of(*cells).csv().decode("utf-8-sig").splitlines()[1]), delimiter=";"))


def test_shown_in_french():
    shown = Table(
        "Essai",
        (table.day("Au"), table.values(BY_KEY["budget_paye"]), table.number("Part", 1), table.text("Lieu")),
        ((date(2026, 3, 1), 1250.5, 45.25, None),),
    ).shown()
    assert shown == [["01/03/2026", "1\u202f250\u00a0€", "45,2", "non renseigné"]]


def test_exported_as_french_excel_reads_it():
    cells = exported(1250.5, 0.1 + 0.2, date(2026, 3, 1), time(9, 5), True, None, "a;b")
    assert cells == ["1250,5", "0,3", "01/03/2026", "09:05", "oui", "", "a;b"]
    assert of("é").csv().startswith(b"\xef\xbb\xbf")


def test_an_exact_amount_keeps_its_cents():
    cells = (Decimal("25560.00"),), (Decimal("-0.05"),), (None,)
    amounts = Table("Essai", (table.euros("Montant"),), cells)
    assert amounts.shown() == [["25\u202f560,00\u00a0€"], ["−0,05\u00a0€"], ["aucune ligne"]]
    assert exported(Decimal("25560.00"), Decimal("-0.05")) == ["25560,00", "-0,05"]


@given(st.sampled_from(FORMULA), st.text(st.characters(exclude_categories=["C"]), max_size=20))
def test_no_cell_is_a_formula(sign, rest):
    text = of(f"{sign}{rest}").csv().decode("utf-8-sig")
    row = next(iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]))
    assert not row[0].startswith(FORMULA)


def test_a_negative_number_stays_a_number():
    assert exported(-2.5) == ["-2,5"]
