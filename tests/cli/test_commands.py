import json

import pytest

from dashboard.indicators import ALL

ENGLISH = ("usage:", "error:", "required", "show this help", "optional", "Traceback", "unrecognized")

WORKSHOPS = [
    ("id_atelier", "date", "type", "statut", "commune_insee"),
    ("A1", "04/03/2025", "initiation", "tenu", "59392"),
    ("A2", "11/03/2025", "permanence", "tenu", "59291"),
]
ATTENDANCE = [
    ("id_atelier", "id_personne", "present", "nombre", "genre", "commune_insee", "qpv_code"),
    ("A1", "12", "présent", "", "féminin", "59392", "QN05915M"),
    ("A1", "13", "absent", "", "", "", ""),
    ("A2", "12", "présent", "", "féminin", "59392", "QN05915M"),
    ("A2", "", "présent", "5", "", "", ""),
]
BAD = [WORKSHOPS[0], ("A9", "31/02/2025", "initiation", "tenu", "59392")]


def kpis(inclusion, *arguments):
    code, out, err = inclusion("kpis", "--du", "2025-01-01", "--au", "2025-12-31", *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_workbook_goes_in_and_figures_come_out(inclusion, workbook):
    code, _, err = inclusion("import", workbook(ateliers=WORKSHOPS, presences=ATTENDANCE))
    assert (code, err) == (0, "")
    found = kpis(inclusion)
    assert found["revision"] == 2
    assert found["selection"] == {
        "du": "2025-01-01",
        "au": "2025-12-31",
        "territoire": [],
        "base": "residence",
    }
    assert list(found["indicateurs"]) == [indicator.key for indicator in ALL]
    assert found["indicateurs"]["participations"] == {
        "valeur": 7,
        "numerateur": 7,
        "denominateur": None,
        "lignes": 3,
        "unite": "participations",
    }
    assert found["indicateurs"]["beneficiaires"]["valeur"] == 1
    assert found["indicateurs"]["foyers_equipes"]["valeur"] is None


def test_figures_are_split(inclusion, workbook):
    inclusion("import", workbook(ateliers=WORKSHOPS, presences=ATTENDANCE))
    found = kpis(inclusion, "--par", "commune")["indicateurs"]
    groups = {each["groupe"]: each["valeur"] for each in found["participations"]["groupes"]}
    assert groups == {"59392": 2, "Non renseigné": 5}
    assert found["budget_paye"]["groupes"] == []
    assert found["appareils_disponibles"]["groupes"] is None


@pytest.mark.parametrize("asked", ["thematique", "thème", "THEME", "Thématique"])
def test_figures_are_split_by_theme_under_any_spelling(inclusion, workbook, asked):
    header, first, second = WORKSHOPS
    themed = [(*header, "thematiques"), (*first, "Santé | E-mail"), (*second, "")]
    inclusion("import", workbook(ateliers=themed, presences=ATTENDANCE))
    found = kpis(inclusion, "--par", asked)["indicateurs"]["participations"]["groupes"]
    assert {each["groupe"]: each["valeur"] for each in found} == {"E-mail": 1, "Santé": 1, "Non renseigné": 6}


def test_figures_follow_perimeter_and_basis(inclusion, workbook):
    inclusion("import", workbook(ateliers=WORKSHOPS, presences=ATTENDANCE))
    at_home = kpis(inclusion, "--territoire", "59291")["indicateurs"]["participations"]["valeur"]
    on_the_spot = kpis(inclusion, "--territoire", "59291", "--base", "lieu")["indicateurs"]
    assert at_home is None
    assert on_the_spot["participations"]["valeur"] == 6


def test_several_areas_can_be_given_both_ways(inclusion):
    twice = kpis(inclusion, "--territoire", "59392", "--territoire", "QN05913M")["selection"]
    once = kpis(inclusion, "--territoire", "59392", "QN05913M")["selection"]
    assert twice == once
    assert twice["territoire"] == ["59392", "QN05913M"]


def test_a_new_installation_has_no_figures(inclusion):
    figures = kpis(inclusion)["indicateurs"].values()
    assert {figure["valeur"] for figure in figures} == {None}


def test_refused_rows_exit_with_1_and_write_nothing(inclusion, workbook):
    code, _, err = inclusion("import", workbook(ateliers=BAD))
    assert code == 1
    assert "31/02/2025" in err
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] is None


def test_valid_rows_only(inclusion, workbook):
    path = workbook(ateliers=[*WORKSHOPS, BAD[1]])
    assert inclusion("import", path, "--valid-rows-only")[0] == 0
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] == 2


def test_dry_run_writes_nothing(inclusion, workbook):
    code, out, _ = inclusion("import", workbook(ateliers=WORKSHOPS), "--dry-run")
    assert code == 0
    assert "2" in out
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] is None


def test_undo_takes_figures_back(inclusion, workbook):
    inclusion("import", workbook(ateliers=WORKSHOPS))
    assert inclusion("undo", 1)[0] == 0
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] is None
    assert "annulé" in inclusion("imports")[1]
    assert inclusion("undo", 1)[0] == 1


def test_replacement_removes_what_the_file_no_longer_holds(inclusion, workbook):
    inclusion("import", workbook(ateliers=[*WORKSHOPS, ("A3", "07/03/2025", *WORKSHOPS[1][2:])]))
    inclusion("import", workbook(ateliers=WORKSHOPS), "--mode", "remplacement")
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] == 2


def test_the_template_reads_back_as_nothing(inclusion, tmp_path):
    assert inclusion("template", tmp_path / "vide.xlsx")[0] == 0
    assert inclusion("import", tmp_path / "vide.xlsx")[0] == 0
    assert inclusion("revision")[1].strip() == "1"


def test_the_demonstration_comes_and_goes(inclusion, workbook):
    assert inclusion("demo", "--date", "2026-11-23")[0] == 0
    assert inclusion("demo", "--remove")[0] == 0
    assert kpis(inclusion)["indicateurs"]["ateliers"]["valeur"] is None


def test_the_demonstration_does_not_mix_with_real_data(inclusion, workbook):
    inclusion("import", workbook(ateliers=WORKSHOPS))
    code, _, err = inclusion("demo")
    assert code == 1
    assert "rien n'a été écrit" in err


def test_purging_moves_no_figure(inclusion, workbook):
    inclusion("import", workbook(ateliers=WORKSHOPS, presences=ATTENDANCE))
    before = kpis(inclusion)["indicateurs"]
    code, out, _ = inclusion("purge", "--before", "2026-01-01")
    assert code == 0
    assert "2 personnes" in out
    assert kpis(inclusion)["indicateurs"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("inconnue",),
        ("kpis", "--du", "hier"),
        ("kpis", "--du", "2025-02-01", "--au", "2025-01-01"),
        ("kpis", "--territoire", "00000"),
        ("kpis", "--par", "humeur"),
        ("kpis", "--base", "ailleurs"),
        ("import",),
        ("import", "absent.xlsx"),
        ("import", "x", "--mode", "fusion"),
        ("undo", "premier"),
        ("purge",),
        ("template", "classeur.ods"),
        ("serve", "--port", "huit"),
        ("kpis", "--inconnu"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_a_french_sentence(inclusion, arguments):
    code, _, err = inclusion(*arguments)
    assert code == 2
    assert err
    assert not [word for word in ENGLISH if word in err]


@pytest.mark.parametrize(
    "command",
    ["serve", "migrate", "demo", "template", "import", "undo", "imports", "revision", "purge", "kpis"],
)
def test_help_is_french(inclusion, command):
    code, out, _ = inclusion(command, "--help")
    assert code == 0
    assert "usage : " in out
    assert not [word for word in ENGLISH if word in out]


def test_an_unreachable_database_is_one_sentence(inclusion, monkeypatch):
    monkeypatch.setenv("INCLUSION_DATABASE_URL", "postgresql://personne@127.0.0.1:1/rien")
    code, _, err = inclusion("revision")
    assert code == 1
    assert "ne répond pas" in err
    assert "Traceback" not in err
