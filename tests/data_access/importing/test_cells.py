from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing import cells
from data_access.importing.cells import UnreadableError
from data_access.importing.sheets import SHEETS
from data_access.importing.wording import euros

KINDS = [(sheet.name, column) for sheet in SHEETS for column in sheet.columns]
ANY_CELL = st.one_of(
    st.text(st.characters(), max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(),
    st.decimals(),
)


@pytest.mark.parametrize(
    "cell",
    ["12/03/2024", "2024-03-12", "12-03-2024", "12.3.2024", " 12/03/2024 ", "2024-03-12T00:00:00",
     date(2024, 3, 12), datetime.fromisoformat("2024-03-12T14:30")],
)  # fmt: skip
def test_dates_as_offices_write_them(cell):
    assert cells.day(cell) == date(2024, 3, 12)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/02/2024", "calendrier"),
        ("2024-02-31", "calendrier"),
        ("12/3/24", "quatre chiffres"),
        (45363.0, "format Date"),
        ("12/03/1999", "entre 2000 et 2099"),
        (date(2100, 1, 1), "entre 2000 et 2099"),
    ],
)
def test_refused_dates_say_why(cell, expected):
    with pytest.raises(UnreadableError, match=expected):
        cells.day(cell)


@pytest.mark.parametrize(
    "cell", ["14h30", "14 h 30", "14:30", "14:30:00", "14H30", time(14, 30), 0.6041666666666666,
             timedelta(hours=14, minutes=30), datetime.fromisoformat("1899-12-31T14:30")],
)  # fmt: skip
def test_times_as_offices_write_them(cell):
    assert cells.hour(cell) == time(14, 30)


@pytest.mark.parametrize("cell", ["25h00", "24:00", "14:60", "midi", 1.5, -0.1, "1430", True])
def test_refused_times(cell):
    with pytest.raises(UnreadableError):
        cells.hour(cell)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_money_with_each_kind_of_space(space):
    assert cells.money(f"25{space}560,00{space}€") == Decimal("25560.00")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("25560.5", "25560.50"),
        (25560.5, "25560.50"),
        (25560, "25560.00"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567", "1234567.00"),
        ("-12,30", "-12.30"),
        ("−12,30 €", "-12.30"),
        ("- 1 000 €", "-1000.00"),
        (0.1 + 0.2, "0.30"),
        ("12 EUR", "12.00"),
        ("9999999999,99", "9999999999.99"),
    ],
)
def test_money_is_exact(cell, amount):
    assert str(cells.money(cell)) == amount


@pytest.mark.parametrize(
    "cell", ["12,345", 12.345, "1.234", "25 56,00", "2 5 5", "1,2,3", "mille", "--5", "5 %", float("nan"),
             float("inf"), True, 1e15, "1e3", "٣"],
)  # fmt: skip
def test_doubtful_money_is_refused(cell):
    with pytest.raises(UnreadableError):
        cells.money(cell)


@pytest.mark.parametrize("cell", ["oui", "OUI", " vrai ", "1", 1, 1.0, "x", "X", True, "TRUE"])
def test_yes(cell):
    assert cells.boolean(cell) is True


@pytest.mark.parametrize("cell", ["non", "Faux", "0", 0, 0.0, False])
def test_no(cell):
    assert cells.boolean(cell) is False


@pytest.mark.parametrize(("cell", "key"), [(12, "12"), (12.0, "12"), ("12", "12"), (" a  b ", "a b")])
def test_keys_are_texts(cell, key):
    assert cells.text(cell) == key


@pytest.mark.parametrize("cell", [date(2024, 3, 8), datetime.fromisoformat("2024-03-08"), time(8, 3)])
def test_a_key_that_excel_turned_into_a_date_is_refused(cell):
    with pytest.raises(UnreadableError, match="format Texte"):
        cells.text(cell)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (59392, "59392"),
        (59392.0, "59392"),
        ("59 392", "59392"),
        (1001, "01001"),
        ("1001", "01001"),
        ("2a004", "2A004"),
    ],
)
def test_commune_codes(cell, code):
    assert cells.insee(cell) == code


@pytest.mark.parametrize("cell", ["Maubeuge", "596", "593920", "2C004", ""])
def test_refused_commune_codes(cell):
    with pytest.raises(UnreadableError):
        cells.insee(cell)


@pytest.mark.parametrize("cell", [0, -3, "0", 1.5, "douze", 10_001])
def test_whole_numbers_out_of_bounds_are_refused(cell):
    with pytest.raises(UnreadableError):
        cells.whole(1, 10_000)(cell)


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#valeur!", " #DIV/0! "])
def test_calculation_errors_are_refused(cell):
    with pytest.raises(UnreadableError, match="erreur de calcul"):
        cells.refuse_fault(cell)


def _column(sheet, name):
    return next(column for each, column in KINDS if each == sheet and column.name == name)


@pytest.mark.parametrize(
    ("sheet", "name", "cell", "label"),
    [
        ("presences", "tranche_age", "12-17 ans", "12 - 17 ans"),
        ("presences", "tranche_age", "12 – 17 ANS", "12 - 17 ans"),
        ("presences", "tranche_age", "douze_dix_huit", "12 - 17 ans"),
        ("presences", "tranche_age", "Non communiqué", None),
        ("presences", "genre", "  FEMININ ", "féminin"),
        ("presences", "genre", "non communique", None),
        ("presences", "statut_social", "retraite", "Retraité"),
        ("presences", "statut_social", "Non communiqué ou hétérogène", None),
        ("presences", "present", "Excuse", "excusé"),
        ("ateliers", "type", "Événement", "évènement"),
        (
            "ateliers",
            "thematiques",
            "email\nnavigation  sur internet|E-mail",
            "E-mail|Navigation sur internet",
        ),
        ("ateliers", "thematiques", "Papiers-Élections-Citoyenneté", "Papiers - Élections - Citoyenneté"),
        ("appareils", "motif_retour", "FIN DE PRET", "fin de prêt"),
        ("decisions", "etat", "a faire", "à faire"),
    ],
)
def test_closed_lists_forgive_case_accents_and_spaces(sheet, name, cell, label):
    assert _column(sheet, name).kind.parse(cell) == label


@given(cell=ANY_CELL)
@pytest.mark.parametrize("kind", {id(column.kind): column.kind for _, column in KINDS}.values())
def test_any_cell_is_read_or_refused(kind, cell):
    try:
        value = kind.parse(cell)
    except UnreadableError:
        return
    assert kind.show(value)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_written_amounts_are_read_back(amount):
    assert cells.money(euros(amount)) == amount


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_written_dates_are_read_back(day):
    assert cells.day(f"{day:%d/%m/%Y}") == cells.day(day.isoformat()) == day


@given(st.times().map(lambda moment: moment.replace(microsecond=0)))
def test_excel_fractions_are_read_back(moment):
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    assert cells.hour(seconds / 86_400) == cells.hour(moment.isoformat()) == moment
