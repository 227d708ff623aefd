import csv
import io
from datetime import UTC, date, datetime

import pytest

from dashboard.exports import digest, freeze
from dashboard.exports.csv import FRENCH, OPEN, french_csv, open_data
from data_access.errors import UsageError

MOMENT = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)


def french(document):
    file = french_csv(document)
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")), delimiter=";"))


def opened(document):
    return list(csv.DictReader(io.StringIO(open_data(document).decode("utf-8"))))


def test_french_excel_reads_commas_and_days(document):
    rows = {row["Indicateur"]: row for row in french(document) if not row["Ventilation"]}
    assert set(rows["Participations"]) == set(FRENCH)
    assert len(rows) == len(document.figures)
    for quote in document.figures:
        assert float(rows[quote.label]["Valeur"].replace(",", ".")) == pytest.approx(quote.value)
        assert rows[quote.label]["Du"] == "01/11/2024"
        assert rows[quote.label]["Nature des données"] == "Données de démonstration"


def test_french_excel_reads_every_split(document):
    rows = [row for row in french(document) if row["Ventilation"]]
    shares = [share for section in document.sections for each in section.splits for share in each.shares]
    assert [row["Groupe"] for row in rows] == [share.name for share in shares]


def test_french_excel_runs_nothing(hostile):
    text = french_csv(hostile).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        for cell in row:
            if cell.startswith(("=", "+", "-", "@")):
                float(cell.replace(",", "."))


def test_open_data_tell_one_figure_per_row(public):
    rows = opened(public)
    assert tuple(rows[0]) == OPEN
    assert len({(row["indicateur"], row["maille"], row["nom_territoire"]) for row in rows}) == len(rows)
    whole = [row for row in rows if row["maille"] == "plan"]
    assert [row["indicateur"] for row in whole] == [quote.key for quote in public.figures]
    assert {row["empreinte"] for row in rows} == {digest(public)}
    assert {row["etat"] for row in rows} == {"provisoire (démonstration)"}


def test_open_data_cover_whole_months_in_iso_days(public):
    for row in opened(public):
        assert date.fromisoformat(row["du"]).day == 1
        assert date.fromisoformat(row["au"]) == date(2026, 10, 31)


def test_open_data_have_a_value_exactly_when_it_is_told(public):
    rows = opened(public)
    assert {row["statut"] for row in rows} == {"diffusé", "secret statistique", "sans donnée"}
    for row in rows:
        assert bool(row["valeur"]) == (row["statut"] == "diffusé")
        if row["valeur"]:
            float(row["valeur"])


def test_open_data_keep_small_counts_of_people_untold(public):
    people = {
        "beneficiaires",
        "nouveaux_beneficiaires",
        "foyers_equipes",
        "appareils_remis",
        "participations",
    }
    told = [float(row["valeur"]) for row in opened(public) if row["indicateur"] in people and row["valeur"]]
    assert told
    assert all(value == 0 or value >= 11 for value in told)


def test_the_team_s_figures_never_become_open_data(document):
    with pytest.raises(UsageError, match="ceux de l'équipe"):
        open_data(document)


def test_frozen_open_data_bear_their_print(public):
    frozen = freeze(public, MOMENT)
    (print_,) = {row["empreinte"] for row in opened(frozen)}
    assert print_ == frozen.frozen.digest
    assert opened(frozen)[0]["etat"] == "figé (démonstration)"


def test_an_empty_plan_has_its_rows(empty):
    assert "aucune donnée" in {row["Valeur"] for row in french(empty)}
