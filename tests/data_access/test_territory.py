import pytest
from shapely import Point

from data_access import settings, territory
from data_access.database import reading, writing
from data_access.errors import SettingsError
from data_access.schema import Plan
from data_access.territory.projection import metres
from data_access.territory.reading import read

MAUBEUGE, PONT_DE_PIERRE, SOUS_LE_BOIS = "59392", "QN05915M", "QN05918M"


@pytest.fixture
def area(engine):
    with reading(engine) as connection:
        return read(connection)


def test_the_embedded_territory_is_whole(area):
    assert (len(area.communes), len(area.qpvs), len(area.former_qpvs)) == (43, 11, 9)
    assert area.population() == 122_247
    assert all(commune.outline.is_valid for commune in area.communes.values())


def test_outlines_add_up_to_the_agglomeration(area):
    surface = sum(commune.outline.area for commune in area.communes.values()) / 1e6
    assert surface == pytest.approx(345, abs=5)


@pytest.mark.parametrize(
    ("latitude", "longitude", "commune", "qpv"),
    [
        (50.282316, 3.952028, MAUBEUGE, PONT_DE_PIERRE),
        (50.23618, 4.15488, "59157", None),
        (50.297298, 4.09993, "59324", "QN05913M"),
        (48.8566, 2.3522, None, None),
    ],
)
def test_a_point_falls_in_an_area(area, latitude, longitude, commune, qpv):
    assert area.commune_at(latitude, longitude) == commune
    assert area.qpv_at(latitude, longitude) == qpv


def test_distances_are_metres():
    north, south = metres(3.95, 50.28), metres(3.95, 50.27)
    assert isinstance(north, Point)
    assert north.distance(south) == pytest.approx(1112, rel=0.005)


def test_discs_are_said_approximate_and_fit_their_population(area):
    disc = area.qpvs[SOUS_LE_BOIS]
    assert disc.approximate
    assert disc.population / (disc.outline.area / 1e6) == pytest.approx(6000, rel=0.01)


@pytest.mark.parametrize(
    ("codes", "population"),
    [
        ((), 122_247),
        ((MAUBEUGE,), 28_767),
        ((PONT_DE_PIERRE,), 2_000),
        ((MAUBEUGE, PONT_DE_PIERRE), 28_767),
        (("59157", PONT_DE_PIERRE), 4_153),
        (("QN05919M",), None),
        (("QN05919M", PONT_DE_PIERRE), None),
        (("59033", "QN05993N"), 8_612),
    ],
)
def test_nobody_is_counted_twice(area, codes, population):
    assert area.population(codes) == population


def test_a_qpv_over_several_communes_counts_for_the_part_that_sticks_out(area):
    both = area.population((MAUBEUGE, SOUS_LE_BOIS))
    assert 28_767 < both < 28_767 + 8_536


def test_pieces_do_not_overlap(area):
    commune, rest = area.pieces((MAUBEUGE, SOUS_LE_BOIS))
    assert commune.outline.intersection(rest.outline).area < 1
    assert commune.population + rest.population == area.population((MAUBEUGE, SOUS_LE_BOIS))


def test_another_territory_can_be_given(tmp_path, engine):
    (tmp_path / "plan.toml").write_text(
        'titre = "Plan"\nterritoire = "Ailleurs"\nzonage = 2024\ntaux_exclusion = 0.2\nrayon = 500\n'
        "passages_min = 2\n"
    )
    (tmp_path / "communes.csv").write_text("code_insee,nom,population,annee\n59350,Lille,236710,2021\n")
    (tmp_path / "qpv.csv").write_text(
        "code,nom,zonage,communes_insee,population,annee,latitude,longitude,repere\n"
    )
    with writing(engine) as connection:
        connection.execute(Plan.__table__.delete())
        territory.install(connection, tmp_path)
    with reading(engine) as connection:
        other = read(connection)
    assert list(other.communes) == ["59350"]
    assert other.commune_at(50.6366, 3.0635) == "59350"


def test_a_broken_territory_is_said_in_french(tmp_path, engine):
    with writing(engine) as connection:
        connection.execute(Plan.__table__.delete())
    with pytest.raises(SettingsError, match=r"docs/territoire\.md"), writing(engine) as connection:
        territory.install(connection, tmp_path)


def test_the_territory_folder_is_a_setting(tmp_path):
    given = settings.load({"INCLUSION_DATA_DIR": str(tmp_path), "INCLUSION_TERRITORY": "/ailleurs"})
    assert str(given.territory) == "/ailleurs"
