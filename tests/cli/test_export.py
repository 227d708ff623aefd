"""Files written by the command hold the numbers that `inclusion kpis` prints for the same selection."""

import csv
import io
import json
import re
import zipfile

import openpyxl
import pypdf
import pytest
from pptx import Presentation

from dashboard.cli.exporting import FORMATS
from dashboard.exports import Format
from dashboard.indicators import ALL, BY_KEY
from dashboard.wording import quantity
from tests.dashboard.exports.test_xlsx import rows_under

SELECTION = ("--du", "2025-01-01", "--au", "2026-06-30", "--base", "lieu")
ONE_QPV = (*SELECTION, "--territoire", "QN05918M")
FIGURES = ("Indicateur", "Valeur")


@pytest.fixture
def loaded(inclusion):
    code, _, errors = inclusion("demo", "--date", "2026-11-24")
    assert code == 0, errors
    return inclusion


def numbers(run, *selection):
    """Return what `inclusion kpis` says of every indicator, and of each area."""
    found = json.loads(run("kpis", *selection, "--par", "qpv", "--json")[1])["indicateurs"]
    return {key: figure["valeur"] for key, figure in found.items()}, found


def written(run, tmp_path, form, *selection):
    path = tmp_path / f"export{Format(form).suffix}"
    code, out, errors = run("export", "--format", form, "--sortie", path, *selection)
    assert (code, errors) == (0, "")
    assert str(path) in out
    return path.read_bytes()


def test_the_command_knows_every_format():
    assert tuple(each.value for each in Format) == FORMATS


@pytest.mark.parametrize("selection", [(), SELECTION, ONE_QPV], ids=["plan", "période", "quartier"])
def test_numbers_are_those_of_kpis(loaded, tmp_path, selection):
    values, by_area = numbers(loaded, *selection)
    _agrees_with_workbook(written(loaded, tmp_path, "xlsx", *selection), values, by_area)
    _agrees_with_text(written(loaded, tmp_path, "csv", *selection), values)
    said = {key: quantity(BY_KEY[key], value) for key, value in values.items()}
    report = pypdf.PdfReader(io.BytesIO(written(loaded, tmp_path, "pdf", *selection)))
    words = _spaced(" ".join(page.extract_text() for page in report.pages))
    assert all(_spaced(each) in words for each in said.values())
    _agrees_with_slides(written(loaded, tmp_path, "pptx", *selection), values)


def _agrees_with_workbook(file, values, by_area):
    book = openpyxl.load_workbook(io.BytesIO(file))
    for pillar in ("Ateliers", "Équipement", "Budget", "Couverture"):
        cells = {row["Indicateur"].value: row["Valeur"] for row in rows_under(book[pillar], FIGURES)}
        for indicator in (each for each in ALL if each.pillar.value == pillar):
            _is(cells[indicator.label], values[indicator.key])
    shares = rows_under(
        book["Ventilations"], ("Pilier", "Indicateur", "Ventilation", "Code", "Groupe", "Valeur", "Unité")
    )
    found = {
        (row["Indicateur"].value, row["Groupe"].value): row["Valeur"]
        for row in shares
        if row["Ventilation"].value == "quartier prioritaire"
    }
    for indicator in ALL:
        for group in by_area[indicator.key]["groupes"] or ():
            _is(found[indicator.label, group["libelle"]], group["valeur"])


def _is(cell, value):
    if value is None:
        assert cell.value == "aucune donnée"
    else:
        scale = 100 if "%" in cell.number_format else 1
        assert cell.value * scale == pytest.approx(value)


def _agrees_with_text(file, values):
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig")), delimiter=";")
    found = {row["Indicateur"]: row["Valeur"] for row in rows if not row["Ventilation"]}
    for key, value in values.items():
        told = found[BY_KEY[key].label]
        assert (
            told == "aucune donnée"
            if value is None
            else float(told.replace(",", ".")) == pytest.approx(value)
        )


def _agrees_with_slides(file, values):
    deck = Presentation(io.BytesIO(file))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    cards = {
        frame.name: frame.text_frame.paragraphs[1].text
        for frame in frames
        if len(frame.text_frame.paragraphs) > 2
    }
    for key in ("beneficiaires", "participations", "foyers_equipes", "heures_itinerance", "reste_a_engager"):
        indicator = BY_KEY[key]
        assert _spaced(quantity(indicator, values[key])).startswith(_spaced(cards[indicator.label]))


def _spaced(text):
    return re.sub(r"\s+", " ", text)


def test_open_data_hold_the_numbers_of_whole_months(loaded, tmp_path):
    rows = list(csv.DictReader(io.StringIO(written(loaded, tmp_path, "opendata", *SELECTION).decode())))
    assert {(row["du"], row["au"]) for row in rows} == {("2025-01-01", "2026-06-30")}
    values, found = numbers(loaded, *SELECTION)
    told = [row for row in rows if row["maille"] == "plan" and row["statut"] == "diffusé"]
    assert len(told) > 20
    assert all(float(row["valeur"]) == pytest.approx(values[row["indicateur"]]) for row in told)
    areas = {
        (key, group["groupe"]): group["valeur"]
        for key, each in found.items()
        for group in each["groupes"] or ()
    }
    told = [
        row for row in rows if row["maille"] == "qpv" and row["statut"] == "diffusé" and row["territoire"]
    ]
    assert told
    assert all(
        float(row["valeur"]) == pytest.approx(areas[row["indicateur"], row["territoire"]]) for row in told
    )


def test_open_data_move_to_whole_months(loaded, tmp_path):
    file = written(loaded, tmp_path, "opendata", "--du", "2025-01-15", "--au", "2025-03-10")
    rows = list(csv.DictReader(io.StringIO(file.decode())))
    assert {(row["du"], row["au"]) for row in rows} == {("2025-01-01", "2025-03-31")}


def test_no_person_can_be_recognised(loaded, tmp_path):
    """No pseudonym, whole or in part, leaves: keys of people and households are long runs of hexadecimal."""
    for form in ("pptx", "xlsx", "csv", "opendata"):
        file = written(loaded, tmp_path, form)
        parts = [file]
        if form in ("pptx", "xlsx"):
            with zipfile.ZipFile(io.BytesIO(file)) as archive:
                parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
        own = {row for part in parts for row in re.findall(rb"\b[0-9a-f]{24,}\b", part)}
        assert len(own) <= (1 if form == "opendata" else 0), own


def test_an_empty_database_is_exported(inclusion, tmp_path):
    assert inclusion("migrate")[0] == 0
    for form in FORMATS:
        assert written(inclusion, tmp_path, form)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "pptx", "--sortie", "deck.pdf"), ".pptx"),
        (("--format", "docx", "--sortie", "deck.docx"), "n'est pas un choix possible"),
        (("--format", "csv"), "--sortie"),
        (("--format", "csv", "--sortie", "/nulle/part/x.csv"), "ne peut pas être écrit"),
        (("--format", "csv", "--sortie", "x.csv", "--territoire", "75056"), "Territoire inconnu"),
        (("--format", "csv", "--sortie", "x.csv", "--du", "2026-02-01", "--au", "2026-01-01"), "est après"),
    ],
)
def test_wrong_usage_is_said(inclusion, arguments, words):
    inclusion("migrate")
    code, out, errors = inclusion("export", *arguments)
    assert (code, out) == (2, "")
    assert words in errors
