import pytest

from dashboard.charts import Bar, Series, balance, bars, columns, steps
from dashboard.charts.balance import Balance, Side
from dashboard.charts.steps import Step
from dashboard.exports.document import Grid, Piece
from dashboard.exports.drawing import Kind, Role, drawing
from dashboard.exports.formats import decimals_of, is_number, pattern, percent_pattern, symbol_of
from dashboard.wording import HARD, THIN

NOTHING = Grid("", ("Quoi", "Nombre"), (False, True), ())


def _drawn(figure):
    return drawing(Piece("essai", "Essai : 3", "Phrase.", NOTHING, figure))


def test_bars_keep_their_labels_and_words():
    found = _drawn(
        bars([Bar("L'Épinette & Cie", 12, "12"), Bar("Autre", 3, "3", strong=False)], 7, "moyenne 7")
    )
    assert found.kind is Kind.BARS
    assert found.labels == ("L'Épinette & Cie", "Autre")
    assert found.series[0].values == (12, 3)
    assert found.series[0].faded == (False, True)
    assert found.mean == (7, "moyenne 7")


def test_a_bar_without_a_number_has_no_value():
    found = _drawn(
        bars([Bar("A", 12, "12"), Bar("B", None, "secret statistique"), Bar("C", None, "aucune donnée")])
    )
    assert found.series[0].values == (12, None, None)


def test_columns_keep_what_is_missing_missing():
    found = _drawn(columns(["jan.<br>26", "fév.<br>26"], [Series("Ateliers", [None, 4], ["", "4"])]))
    assert (found.labels, found.series[0].values) == (("jan. 26", "fév. 26"), (None, 4))


def test_sides_of_a_whole_are_series():
    row = Balance(
        "Notifié", Side("Agglomération", 51.3, "<b>51,3 %</b>"), Side("État", 48.7, "<b>48,7 %</b>")
    )
    found = _drawn(balance([row], "parité"))
    assert found.kind is Kind.SHARES
    assert [series.name for series in found.series] == ["Agglomération", "État"]


def test_steps_are_named_and_said():
    found = _drawn(steps(Step("Notifié", 0, 10, "10 €"), [Step("Payé", 0, 4, "4 €")]))
    assert (found.labels, found.series[0].said) == (("Notifié", "Payé"), ("10 €", "4 €"))


def test_every_chart_of_the_demonstration_is_read_to_its_last_value(document):
    pieces = [piece for section in document.sections for piece in section.pieces if piece.figure]
    assert len(pieces) > 10
    for piece in pieces:
        found = drawing(piece)
        assert found.labels, piece.key
        assert all(len(series.values) == len(found.labels) for series in found.series), piece.key
        assert all(series.name for series in found.series), piece.key


def test_a_course_has_its_target_and_its_outlook(document):
    piece = document.sections[0].pieces[0]
    found = drawing(piece)
    assert [series.role for series in found.series] == [Role.VALUE, Role.PATH, Role.OUTLOOK]
    assert found.is_dated
    column = [row[1].raw for row in piece.grid.rows]
    assert [value for value in found.series[0].values if value is not None] == column


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["1\u202f240"], "#,##0"),
        ([f"49{THIN}842,00{HARD}€", f"3,10{HARD}€"], f'#,##0.00"{HARD}€"'),
        ([f"70,0{HARD}%, 34{THIN}888,58{HARD}€"], f'#,##0.0"{HARD}%"'),
        (["14 (70 %)", "12 personnes"], "#,##0"),
        (["aucune donnée"], "#,##0"),
    ],
)
def test_numbers_look_as_they_are_said(words, expected):
    assert pattern(words) == expected


def test_shares_are_real_shares():
    assert percent_pattern([f"45,2{HARD}%"]) == "0.0%"
    assert symbol_of(["12 personnes", "1 personne"]) == ""
    assert decimals_of(["1,25", "3"]) == 2


@pytest.mark.parametrize("words", ["secret statistique", "aucune donnée", "", f"<{HARD}11"])
def test_words_in_the_place_of_a_number_are_none(words):
    assert not is_number(words)
