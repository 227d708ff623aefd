import random

import polars as pl
import pytest
import shapely
from pyproj import Transformer

from data_access import facts
from data_access.database import reading, revision, writing
from data_access.errors import DataError, UsageError
from data_access.schema import Commune, Plan
from data_access.territory import grid, install, read

HEADER = ("idcar_200m", "idcar_1km", "lcog_geo", "ind", "men")
MAUBEUGE = (50.2778, 3.9715)
COUSOLRE = (50.2451, 4.1539)
PARIS = (48.8566, 2.3522)
TO_GRID = Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True)
TO_LAMBERT = Transformer.from_crs("EPSG:3035", "EPSG:2154", always_xy=True)


def square(latitude, longitude, east_steps=0):
    """Return the identifier of the 200 m square that holds a point, or of one further east."""
    east, north = TO_GRID.transform(longitude, latitude)
    return f"CRS3035RES200mN{int(north // 200) * 200}E{(int(east // 200) + east_steps) * 200}"


def centre(identifier):
    """Return the square's centre in Lambert-93."""
    north, east = identifier.removeprefix("CRS3035RES200mN").split("E")
    return TO_LAMBERT.transform(int(east) + 100, int(north) + 100)


@pytest.fixture
def csv(tmp_path):
    """Write squares (identifier, people) as INSEE does; return the path."""

    def write(squares, header=HEADER, separator=",", name="carreaux_200m_met.csv", encoding="utf-8"):
        rows = [header, *((identifier, "x", "59392", people, "1") for identifier, people in squares)]
        path = tmp_path / name
        path.write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding=encoding)
        return path

    return write


def number(engine):
    with reading(engine) as connection:
        return revision(connection)


def test_squares_of_the_territory_are_kept_by_their_centre(engine, csv):
    here, there = square(*MAUBEUGE), square(*COUSOLRE)
    loaded = grid.load(engine, csv([(here, "12.5"), (square(*PARIS), "900"), (there, "3")]))
    assert (loaded.squares, loaded.people, loaded.changed) == (2, 15.5, True)
    assert len(loaded.empty_communes) == 41
    assert "Maubeuge" not in loaded.empty_communes
    read_back = facts.read(engine)
    expected = sorted([(*centre(here), 12.5), (*centre(there), 3)])
    assert read_back.population_points.rows() == [pytest.approx(row, abs=0.01) for row in expected]
    assert read_back.plan.grid_source == "carreaux_200m_met.csv"


@pytest.mark.parametrize(
    ("header", "separator", "people", "encoding"),
    [
        (HEADER, ";", "7,5", "utf-8"),
        (("Idcar_200m", "Idcar_1km", "lcog_geo", "Ind", "Men"), ",", "7.5", "utf-8-sig"),
        (("IdINSPIRE", "Id_carr1km", "Depcom", "Ind", "Men"), "\t", " 7.5 ", "cp1252"),
        (('"idcar_200m"', '"a"', '"é"', '"ind"', '"men"'), ",", '"7.5"', "cp1252"),
    ],
)
def test_every_vintage_is_read(sqlite_engine, csv, header, separator, people, encoding):
    path = csv([(square(*MAUBEUGE), people)], header, separator, encoding=encoding)
    assert grid.load(sqlite_engine, path).people == 7.5


def test_only_centres_in_a_commune_count(sqlite_engine, csv):
    """Squares over the border of the territory are in or out by their centre, whatever their corners."""
    with reading(sqlite_engine) as connection:
        ground = shapely.union_all([each.outline for each in read(connection).communes.values()])
    row = [square(50.35, 3.95, step) for step in range(-60, 200)]
    row += [square(50.24, 4.17, step) for step in range(30)]
    inside = [each for each in row if ground.contains(shapely.Point(centre(each)))]
    assert 0 < len(inside) < len(row)
    random.Random(1).shuffle(row)
    assert grid.load(sqlite_engine, csv([(each, "1") for each in dict.fromkeys(row)])).squares == len(inside)


def test_uninhabited_squares_are_left_out(sqlite_engine, csv):
    loaded = grid.load(sqlite_engine, csv([(square(*MAUBEUGE), "0"), (square(*MAUBEUGE, 1), "4")]))
    assert loaded.squares == 1


def test_a_new_grid_takes_the_place_of_the_former(engine, csv):
    grid.load(engine, csv([(square(*MAUBEUGE), "10"), (square(*MAUBEUGE, 1), "4")]))
    before = number(engine)
    grid.load(engine, csv([(square(*COUSOLRE), "2")], name="autre.csv"))
    assert number(engine) == before + 1
    assert facts.read(engine).population_points["people"].to_list() == [2]
    assert facts.read(engine).plan.grid_source == "autre.csv"


def test_the_same_grid_again_writes_nothing(engine, csv):
    path = csv([(square(*MAUBEUGE), "10.25"), (square(*MAUBEUGE, 1), "4")])
    grid.load(engine, path)
    before = number(engine)
    assert not grid.load(engine, path).changed
    assert number(engine) == before


def test_a_grid_is_removed(engine, csv):
    grid.load(engine, csv([(square(*MAUBEUGE), "10")]))
    before = number(engine)
    assert grid.remove(engine) == 1
    assert number(engine) == before + 1
    assert facts.read(engine).population_points.is_empty()
    assert facts.read(engine).plan.grid_source is None
    with pytest.raises(DataError, match="rien à retirer"):
        grid.remove(engine)


def test_another_territory_starts_without_a_grid(sqlite_engine, csv):
    grid.load(sqlite_engine, csv([(square(*MAUBEUGE), "10")]))
    with writing(sqlite_engine) as connection:
        connection.execute(Plan.__table__.delete())
        install(connection)
    assert facts.read(sqlite_engine).population_points.is_empty()
    assert facts.read(sqlite_engine).plan.grid_source is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "ne se lit pas comme un fichier .csv"),
        ("a;b\n1;2\n", "n'a pas les colonnes attendues"),
        ("idcar_1km,ind\nCRS3035RES1000mN3020000E3920000,4\n", "n'a pas les colonnes attendues"),
        ("idcar_200m,men\nCRS3035RES200mN3020000E3920000,4\n", "n'a pas les colonnes attendues"),
        (
            "idcar_200m,ind\nCRS3035RES1000mN3020000E3920000,4\n",
            "ligne 2 : « CRS3035RES1000mN3020000E3920000 »",
        ),
        ("idcar_200m,ind\n{here},1\n59392,4\n", "ligne 3 : « 59392 » n'est pas un carreau"),
        ("idcar_200m,ind\n{here},1\n,4\n", "ligne 3 : «  » n'est pas un carreau"),
        ("idcar_200m,ind\n{here},douze\n", "ligne 2 : « douze » n'est pas un nombre d'habitants"),
        ("idcar_200m,ind\n{here},\n", "ligne 2 : «  » n'est pas un nombre d'habitants"),
        ("idcar_200m,ind\n{here},-4\n", "ligne 2 : « -4 » n'est pas un nombre d'habitants"),
        ("idcar_200m,ind\n{here},NaN\n", "ligne 2 : « NaN » n'est pas un nombre d'habitants"),
        ("idcar_200m,ind\n{here},inf\n", "ligne 2 : « inf » n'est pas un nombre d'habitants"),
        ("idcar_200m,ind\n{here},1\n{here},2\n", "ligne 3 : « {here} » est donné deux fois"),
        ("idcar_200m,ind\n{here},1,2,3\n", "ne se lit pas comme un fichier .csv"),
        ("idcar_200m,ind\n{away},4\n", "Aucun carreau habité"),
        ("idcar_200m,ind\n{here},0\n", "Aucun carreau habité"),
        ("idcar_200m,ind\n", "Aucun carreau habité"),
        ("PK\x03\x04rien", "Si c'est une archive"),
        ("i\0d\0", "Si c'est une archive"),
    ],
)
def test_what_is_not_a_grid_is_refused_in_french(sqlite_engine, tmp_path, content, sentence):
    here, away = square(*MAUBEUGE), square(*PARIS)
    path = tmp_path / "carreaux.csv"
    path.write_text(content.replace("{here}", here).replace("{away}", away))
    before = number(sqlite_engine)
    with pytest.raises(DataError) as refusal:
        grid.load(sqlite_engine, path)
    assert sentence.replace("{here}", here) in str(refusal.value)
    assert number(sqlite_engine) == before


def test_a_missing_file_is_wrong_usage(sqlite_engine, tmp_path):
    with pytest.raises(UsageError, match="Fichier introuvable"):
        grid.load(sqlite_engine, tmp_path / "absent.csv")
    with pytest.raises(DataError, match="c'est un dossier"):
        grid.load(sqlite_engine, tmp_path)


def test_without_outlines_no_square_can_be_placed(sqlite_engine, csv):
    with writing(sqlite_engine) as connection:
        connection.execute(Commune.__table__.update().values(outline=None))
    with pytest.raises(DataError, match="contour"):
        grid.load(sqlite_engine, csv([(square(*MAUBEUGE), "1")]))


def test_without_a_grid_there_are_no_points(sqlite_engine):
    assert facts.read(sqlite_engine).population_points.schema == {
        "x": pl.Float64,
        "y": pl.Float64,
        "people": pl.Float64,
    }
    assert facts.read(sqlite_engine).population_points.is_empty()
