"""What went wrong once: each has its sentence, its exit code, and loses nothing."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import ATTENDANCE, BAD, WORKSHOPS

COMMAND = Path(sys.executable).parent / "inclusion"


def run(tmp_path, *arguments, environ=(), **options):
    return subprocess.run(
        [COMMAND, *arguments],
        env=os.environ | {"INCLUSION_DATA_DIR": str(tmp_path / "donnees")} | dict(environ),
        capture_output=True,
        check=False,
        **options,
    )


def test_a_lost_key_is_noticed_before_people_count_twice(inclusion, workbook, tmp_path):
    path = workbook(ateliers=WORKSHOPS, presences=ATTENDANCE)
    inclusion("import", path)
    (tmp_path / "donnees" / "secret").unlink()
    extra = [*ATTENDANCE, ("A2", "99", "présent", "", "", "", "")]
    code, _, err = inclusion("import", workbook(ateliers=WORKSHOPS, presences=extra))
    assert code == 1
    assert "Restaurez le fichier « secret »" in err
    assert inclusion("revision")[1].strip() == "2"


def test_money_is_exact_in_groups(inclusion, workbook):
    header = ("id_ligne", "date", "nature", "financeur", "montant")
    amounts = ("11,04", "8727,63", "2,30", "4,35", "9,95", "1278,01")
    lines = [(f"B{i}", "01/02/2025", "payé", f"F{i}", amount) for i, amount in enumerate(amounts)]
    inclusion("import", workbook(budget=[header, *lines]))
    _, out, _ = inclusion("kpis", "--par", "financeur", "--json")
    groups = json.loads(out)["indicateurs"]["budget_paye"]["groupes"]
    assert [str(group["valeur"]) for group in groups] == [
        "11.04",
        "8727.63",
        "2.3",
        "4.35",
        "9.95",
        "1278.01",
    ]


def test_a_dry_run_of_refused_rows_exits_like_the_import(inclusion, workbook):
    path = workbook(ateliers=BAD)
    assert inclusion("import", path, "--dry-run")[0] == 1
    assert inclusion("import", path, "--valid-rows-only")[0] == 1


def test_sources_and_codes_forgive_spaces_and_case(inclusion, workbook):
    path = workbook(ateliers=WORKSHOPS)
    inclusion("import", path, "--source", "s1")
    inclusion("import", path, "--source", " s1 ")
    _, out, _ = inclusion("kpis", "--territoire", "qn05915m", "--json")
    assert json.loads(out)["selection"]["territoire"] == ["QN05915M"]
    assert json.loads(inclusion("kpis", "--json")[1])["indicateurs"]["ateliers"]["valeur"] == 2


@pytest.mark.parametrize(
    "arguments",
    [("kpis", "--au", "0001-01-01"), ("kpis", "--du", "9999-12-31"), ("undo", "9" * 20), ("undo", "-1")],
    ids=" ".join,
)
def test_numbers_out_of_bounds_are_wrong_usage(inclusion, arguments):
    assert inclusion(*arguments)[0] == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_screen_that_is_not_utf8_gets_its_report(tmp_path, encoding):
    environ = {"PYTHONIOENCODING": encoding}
    done = run(tmp_path, "kpis", environ=environ)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_name_of_another_system_is_imported(tmp_path, workbook):
    path = os.fsencode(workbook(ateliers=WORKSHOPS))
    strange = path + b"\xe9"
    Path(os.fsdecode(path)).rename(os.fsdecode(strange))
    done = run(tmp_path, "import", strange)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("name", ["données ? #1", "50%25 é", "a b;c"])
def test_a_data_directory_may_have_any_name(tmp_path, name):
    folder = tmp_path / name
    assert run(tmp_path, "migrate", environ={"INCLUSION_DATA_DIR": str(folder)}).returncode == 0
    assert {path.name for path in folder.iterdir()} >= {"inclusion.db", "secret"}


def test_a_first_start_without_room_can_be_tried_again(tmp_path):
    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    done = run(tmp_path, "migrate", preexec_fn=no_room)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert not (tmp_path / "donnees" / "secret").exists()
    assert run(tmp_path, "migrate").returncode == 0


def test_usage_is_said_once(inclusion):
    assert inclusion("kpis", "--help")[1].count("usage") == 1
