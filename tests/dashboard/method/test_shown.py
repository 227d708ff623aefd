"""Worked examples in the readers' French."""

import re

import pytest

from dashboard.indicators import ALL, BY_KEY
from dashboard.method.examples import example
from dashboard.method.shown import COLUMNS, worked
from tests.spec.reading import COLUMNS as SHEETS

CODES = re.compile(r"\b(Q[NP]\d{3}\w{3}|\d{4}-\d{2}(-\d{2})?|\d+\.\d+|residence|None)\b")


def tables(key, territory):
    shown = worked(example(key), BY_KEY[key], territory)
    return {table.caption: table for table in shown.tables}


def headers(table):
    return [column.label for column in table.columns]


def test_every_column_of_the_workbook_has_a_french_header():
    assert {name for columns in SHEETS.values() for name in columns} <= set(COLUMNS)


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_no_code_nor_machine_date_is_shown(indicator, territory):
    shown = worked(example(indicator.key), indicator, territory)
    for table in shown.tables:
        cells = [*headers(table), *(cell for row in table.shown() for cell in row)]
        assert [cell for cell in cells if CODES.search(cell)] == []


def test_rows_are_dated_and_named_in_french(territory):
    sheet = tables("participations", territory)["Feuille « ateliers »"]
    assert headers(sheet)[:2] == ["Atelier", "Date"]
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", sheet.shown()[0][1])
    assert "Maubeuge" in sheet.shown()[0]
    attendance = tables("participations", territory)["Feuille « presences »"]
    assert "Commune de résidence" in headers(attendance)


def test_money_is_in_euros_to_the_cent(territory):
    rows = tables("budget_prevu", territory)["Feuille « budget »"].shown()
    assert ["B3", "03/03/2025", "prévu", "État", "\u221260,50\u00a0€", ""] in rows


def test_a_rate_shows_its_division(territory):
    found = tables("foyers_accompagnes", territory)["Ce que cela donne"]
    assert headers(found) == ["Période", "Territoire", "Calcul", "Résultat", "Lignes comptées"]
    assert found.shown()[0] == [
        "du 01/01/2025 au 31/12/2025", "toute l'agglomération", "1 ÷ 4 × 100", "25\u00a0%", "1",
    ]  # fmt: skip
    assert found.shown()[-1][2:4] == ["", "aucune donnée"]


def test_the_basis_is_said_when_there_is_a_choice(territory):
    found = tables("beneficiaires", territory)["Ce que cela donne"]
    assert headers(found) == ["Période", "Territoire", "Compté selon", "Résultat", "Lignes comptées"]
    assert found.shown()[2][1:4] == ["Maubeuge", "le lieu", "2 personnes"]
    assert found.shown()[1][3] == "1 personne"


def test_a_tolerance_is_said(territory):
    values = [row[3] for row in tables("population_qpv_couverte", territory)["Ce que cela donne"].shown()]
    assert values[2] == "environ 41,94\u00a0%"


def test_groups_are_named(territory):
    shown = tables("beneficiaires", territory)
    assert shown["Le premier résultat, par quartier prioritaire"].shown()[1] == ["Hors QPV", "1 personne"]
    months = tables("ateliers", territory)["Le premier résultat, par mois"].shown()
    assert months[0][0] == "janvier\u00a02025"
