"""Every indicator has a worked example, and the plain computation agrees with it."""

from datetime import date
from decimal import Decimal

import pytest

from tests.reference import KEYS, groups, reference
from tests.spec.comparing import close, differences
from tests.spec.reading import FOLDER, SPLIT_COLUMNS, read, specs

SPECS = specs()
CASES = [pytest.param(spec, each, id=f"{spec.key} {each}") for spec in SPECS for each in spec.expectations]
SPLITS = [
    pytest.param(spec, dimension, id=f"{spec.key} {dimension}") for spec in SPECS for dimension in spec.splits
]
DIMENSIONS = {
    "mois",
    "commune",
    "qpv",
    "genre",
    "tranche_age",
    "statut_social",
    "type",
    "thematique",
    "financeur",
    "action",
}


def test_every_indicator_has_an_example():
    assert sorted(spec.key for spec in SPECS) == sorted(KEYS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_an_example_is_well_formed(spec):
    assert spec.label
    assert spec.text
    assert spec.rows
    assert spec.expectations
    assert set(spec.splits) <= DIMENSIONS
    for each in spec.expectations:
        assert each.du <= each.au
        assert each.base in {"residence", "lieu"}
        assert each.lignes is not None


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_an_example_shows_a_figure_and_what_it_leaves_out(spec):
    values = {each.valeur for each in spec.expectations}
    assert len(values) > 1


@pytest.mark.parametrize(("spec", "expectation"), CASES)
def test_reference_gives_the_expected_figure(spec, expectation, territory):
    each = expectation
    selection = each.du, each.au, each.territoires, each.base
    answer = reference(spec.rows, territory, *selection, keys=[spec.key])[spec.key]
    assert not differences(each, answer.valeur, answer.numerateur, answer.denominateur, answer.lignes)


@pytest.mark.parametrize(("spec", "dimension"), SPLITS)
def test_reference_gives_the_expected_groups(spec, dimension, territory):
    first, expected = spec.expectations[0], spec.splits[dimension]
    found = groups(
        spec.rows, territory, spec.key, dimension, first.du, first.au, first.territoires, first.base
    )
    assert found.keys() == expected.keys()
    assert all(close(expected[group], found[group]) for group in expected)


def test_cells_are_typed():
    spec = read(FOLDER / "budget_prevu.md")
    assert spec.rows["budget"][2] == {
        "id_ligne": "B3",
        "date": date(2025, 3, 3),
        "nature": "prévu",
        "financeur": "État",
        "montant": Decimal("-60.50"),
        "commune_insee": None,
    }


@pytest.mark.parametrize("line", ["| A1 |", "| A1 | 2025-13-01 |", "| A1 | 2025-01-01 | tenu |"])
def test_a_bad_row_says_which_file(tmp_path, line):
    path = tmp_path / "bad.md"
    path.write_text(f"# Bad\n\n## ateliers\n\n| id_atelier | date |\n| --- | --- |\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.md"):
        read(path)


def test_an_unknown_column_is_refused(tmp_path):
    path = tmp_path / "bad.md"
    path.write_text(f"# Bad\n\n## ateliers\n\n| {next(iter(SPLIT_COLUMNS))} |\n| --- |\n| A1 |\n", "utf-8")
    with pytest.raises(ValueError, match="groupe"):
        read(path)
