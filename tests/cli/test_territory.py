import json

import pytest

NEAR_MAUBEUGE = "CRS3035RES200mN3036000E3891800"
FAR_IN_MAUBEUGE = "CRS3035RES200mN3038000E3891800"
PLACE = [
    ("id", "nom", "commune", "code_insee", "latitude", "longitude"),
    ("L1", "Médiathèque", "Maubeuge", "59392", "50.2778", "3.9715"),
]


@pytest.fixture
def squares(tmp_path):
    """Write two squares of Maubeuge: three people in four live near its library."""
    path = tmp_path / "carreaux_200m_met.csv"
    path.write_text(f"idcar_200m,ind\n{NEAR_MAUBEUGE},30\n{FAR_IN_MAUBEUGE},10\n")
    return path


def covered(inclusion):
    _, out, err = inclusion("kpis", "--territoire", "59392", "--json")
    assert not err
    return json.loads(out)["indicateurs"]["population_couverte"]["valeur"]


def test_squares_change_the_figures_until_they_are_removed(inclusion, workbook, squares):
    inclusion("import", workbook(lieux=PLACE))
    evenly = covered(inclusion)
    code, out, err = inclusion("territory", "grid", squares)
    assert (code, err) == (0, "")
    assert out.startswith("2 carreaux habités (40 habitants d'après le fichier) : la population y est")
    assert "Sans aucun carreau, donc répartie sur leur surface : Aibes," in out
    assert "et 37 autres." in out
    assert covered(inclusion) == pytest.approx(75)
    assert "rien n'a changé" in inclusion("territory", "grid", squares)[1]
    assert inclusion("revision")[1].strip() == "3"
    code, out, _ = inclusion("territory", "grid", "--remove")
    assert (code, out.split()[0]) == (0, "2")
    assert covered(inclusion) == evenly != pytest.approx(75)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ((), 2, "il manque : COMMANDE"),
        (("grid",), 2, "Donnez le fichier"),
        (("grid", "--remove", "x.csv"), 2, "Donnez le fichier"),
        (("grid", "absent.csv"), 2, "Fichier introuvable : absent.csv"),
        (("grid", "--remove"), 1, "rien à retirer"),
    ],
)
def test_misuse_is_said(inclusion, arguments, code, sentence):
    found, out, err = inclusion("territory", *arguments)
    assert (found, out) == (code, "")
    assert sentence in err


def test_a_refused_file_changes_nothing(inclusion, tmp_path):
    path = tmp_path / "autre.csv"
    path.write_text("a,b\n1,2\n")
    code, _, err = inclusion("territory", "grid", path)
    assert (code, inclusion("revision")[1].strip()) == (1, "1")
    assert "n'a pas les colonnes attendues" in err
