"""The worked examples, from a project folder and from an installed package."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard.indicators import ALL
from dashboard.method.examples import CHECKOUT, example, folder
from data_access.errors import SettingsError
from tests.spec.reading import FOLDER, specs

PROJECT = Path(__file__).parents[3]
LISTING = (
    "from dashboard.indicators import ALL; from dashboard.method.examples import example, folder; "
    "print(folder(), *(len(example(each.key).result.rows) for each in ALL))"
)


def test_the_project_reads_the_examples_that_the_tests_check():
    assert folder() == CHECKOUT == FOLDER


def test_the_installed_ones_come_first(tmp_path):
    installed, project = tmp_path / "installed", tmp_path / "project"
    for place in (installed, project):
        place.mkdir()
        (place / "ateliers.md").write_text("# Ateliers tenus\n", "utf-8")
    assert folder((installed, project)) == installed
    assert folder((tmp_path / "nowhere", project)) == project


def test_no_example_at_all_is_said(tmp_path):
    (tmp_path / "readme.txt").write_text("rien", "utf-8")
    with pytest.raises(SettingsError, match="Réinstallez"):
        folder((tmp_path, tmp_path / "nowhere"))


@pytest.mark.parametrize(
    "text", [None, "# Sans résultat\n\nRien.\n", "# X\n\n## Résultat\n\n| du | au |\n| --- | --- |\n| 1 |\n"]
)
def test_a_missing_or_broken_example_names_its_indicator(tmp_path, text):
    if text:
        (tmp_path / "ateliers.md").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match="« ateliers »"):
        example("ateliers", tmp_path)


@pytest.mark.parametrize("spec", specs(), ids=lambda spec: spec.key)
def test_shows_what_the_tests_check(spec):
    shown = example(spec.key)
    assert shown.text == spec.text
    assert {grid.title: len(grid.rows) for grid in shown.sheets} == {
        name: len(rows) for name, rows in spec.rows.items()
    }
    assert len(shown.result.rows) == len(spec.expectations)
    assert {grid.title: len(grid.rows) for grid in shown.splits} == {
        f"Par {dimension}": len(groups) for dimension, groups in spec.splits.items()
    }


def test_a_wheel_carries_every_example(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        assert not [name for name in wheel.namelist() if name.startswith("tests/")]
        wheel.extractall(tmp_path / "site")
    run = [sys.executable, "-c", LISTING]
    said = subprocess.run(
        run, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "site")}, check=True, capture_output=True
    ).stdout.decode()
    where, *rows = said.split()
    assert where == str(tmp_path / "site" / "dashboard" / "method" / "spec")
    assert len(rows) == len(ALL)
    assert all(int(each) > 1 for each in rows)
