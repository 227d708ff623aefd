"""Population points from INSEE's 200 m squares (Filosofi): the territory's, each by its centre."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import shapely
from polars.exceptions import PolarsError
from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access.database import reading, writing
from data_access.errors import DataError, UsageError, reason
from data_access.schema import Plan, PopulationPoint
from data_access.territory.areas import Area, Territory
from data_access.territory.projection import bounds_in_squares, squares_to_metres
from data_access.territory.reading import read as read_territory

SIDE_M = 200
IDENTIFIERS = ("idcar_200m", "idinspire")
PEOPLE = "ind"
SOUTH_WEST = rf"^\s*CRS3035RES{SIDE_M}mN(\d{{1,8}})E(\d{{1,8}})\s*$"
EXPECTED = (
    "Donnez le fichier .csv des carreaux de 200 m de l'INSEE pour la métropole (Filosofi) : "
    "une colonne « idcar_200m » (ou « IdINSPIRE ») et une colonne « ind »."
)
SEPARATORS = ";,\t"
HEADER_BYTES = 64_000

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a grid brought: its squares and people inside the territory; communes that have no square."""

    squares: int
    people: float
    empty_communes: tuple[str, ...]
    changed: bool


def load(engine: Engine, path: Path) -> Loaded:
    """Put the territory's squares in the place of those known; raises UsageError, DataError, StorageError."""
    with reading(engine) as connection:
        territory = read_territory(connection)
        before = _stored(connection)
    points = read(path, territory)
    after = (points.rows(), path.name.encode(errors="replace").decode())
    if before != after:
        with writing(engine) as connection:
            _replace(connection, *after)
    empty = tuple(commune.name for commune in territory.communes.values() if not _holds(commune, points))
    return Loaded(len(points), float(points["people"].sum()), empty, before != after)


def remove(engine: Engine) -> int:
    """Forget the population points and return how many there were; raises DataError when there is none."""
    with reading(engine) as connection:
        points, _ = _stored(connection)
    if not points:
        raise DataError("La base ne contient pas de carreaux de population : il n'y a rien à retirer.")
    with writing(engine) as connection:
        _replace(connection, [], None)
    return len(points)


def read(path: Path, territory: Territory) -> pl.DataFrame:
    """Return `x`, `y` (Lambert-93) and `people` of the populated squares centred in the communes.

    Raises UsageError when there is no such file, DataError when it is not INSEE's.
    """
    rows = _parsed(path, _scan(path))
    outlines = [commune.outline for commune in territory.communes.values() if commune.outline is not None]
    ground = shapely.union_all(outlines)
    if ground.is_empty:
        raise DataError(
            "Les communes du territoire n'ont pas de contour : aucun carreau ne peut y être placé."
        )
    near = _near(path, rows, ground)
    half = SIDE_M // 2
    x, y = squares_to_metres(near["east"].to_numpy() + half, near["north"].to_numpy() + half)
    shapely.prepare(ground)
    inside = pl.Series(shapely.contains_xy(ground, x, y), dtype=pl.Boolean)
    points = near.with_columns(x=pl.Series(x, dtype=pl.Float64), y=pl.Series(y, dtype=pl.Float64))
    found = points.filter(inside, pl.col("people") > 0).select(pl.col("x", "y").round(2), "people")
    if found.is_empty():
        raise DataError(f"Aucun carreau habité de « {path.name} » n'est dans le territoire. {EXPECTED}")
    return found.sort("x", "y")


def _scan(path: Path) -> pl.LazyFrame:
    """Return the file's rows as text, with `line`; nothing is read but the header."""
    if not path.exists():
        raise UsageError(f"Fichier introuvable : {path}")
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
    except OSError as error:
        raise DataError(f"« {path.name} » ne peut pas être lu ({reason(error)}).") from error
    if b"\0" in head or head.startswith((b"PK", b"7z")):
        raise DataError(
            f"« {path.name} » n'est pas un fichier .csv. Si c'est une archive, extrayez-en d'abord le "
            f"fichier. {EXPECTED}"
        )
    first = head.decode("utf-8-sig", "replace").partition("\n")[0]
    return pl.scan_csv(
        path,
        separator=max(SEPARATORS, key=first.count),
        infer_schema=False,
        encoding="utf8-lossy",
        row_index_name="line",
        row_index_offset=2,
    )


def _parsed(path: Path, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Return each square's `line`, `north` and `east` (its south-west corner), `people`; null when unread."""
    try:
        names = {name.strip().lower(): name for name in rows.collect_schema().names()}
    except PolarsError as error:
        raise _unreadable(path) from error
    identifier = next((names[name] for name in IDENTIFIERS if name in names), None)
    if identifier is None or PEOPLE not in names:
        raise DataError(f"« {path.name} » n'a pas les colonnes attendues. {EXPECTED}")
    corner, people = pl.col(identifier), pl.col(names[PEOPLE])
    return rows.select(
        "line",
        corner.alias("square"),
        corner.str.extract(SOUTH_WEST, 1).cast(pl.Int64).alias("north"),
        corner.str.extract(SOUTH_WEST, 2).cast(pl.Int64).alias("east"),
        people.alias("given"),
        people.str.strip_chars().str.replace(",", ".").cast(pl.Float64, strict=False).alias("people"),
    )


def _near(path: Path, rows: pl.LazyFrame, ground: shapely.Geometry) -> pl.DataFrame:
    """Return the squares round the territory; one that cannot be read is refused by its line."""
    west, south, east, north = bounds_in_squares(ground)
    box = pl.col("east").is_between(west - SIDE_M, east) & pl.col("north").is_between(south - SIDE_M, north)
    unplaced = rows.filter(pl.col("north").is_null()).head(1)
    try:
        strange, near = pl.collect_all([unplaced, rows.filter(box)], engine="streaming")
    except PolarsError as error:
        raise _unreadable(path) from error
    _refuse(path, strange, "n'est pas un carreau de 200 m de métropole", "square")
    uncounted = ~pl.col("people").is_finite().fill_null(False) | (pl.col("people") < 0)
    _refuse(path, near.filter(uncounted), "n'est pas un nombre d'habitants", "given")
    _refuse(path, near.filter(~pl.col("square").is_first_distinct()), "est donné deux fois", "square")
    return near


def _refuse(path: Path, rows: pl.DataFrame, why: str, column: str) -> None:
    if len(rows):
        row = rows.row(0, named=True)
        raise DataError(f"« {path.name} », ligne {row['line']} : « {row[column] or ''} » {why}. {EXPECTED}")


def _unreadable(path: Path) -> DataError:
    return DataError(
        f"« {path.name} » ne se lit pas comme un fichier .csv : une ligne a plus de colonnes que l'en-tête, "
        f"un guillemet n'est pas refermé, ou le fichier est vide. {EXPECTED}"
    )


def _holds(commune: Area, points: pl.DataFrame) -> bool:
    inside = shapely.intersects_xy(commune.outline, points["x"].to_numpy(), points["y"].to_numpy())
    return bool(inside.any())


def _stored(connection: Connection) -> tuple[list[Point], str | None]:
    p = PopulationPoint.__table__.c
    rows = connection.execute(select(p.x, p.y, p.people).order_by(p.x, p.y)).all()
    return [(row.x, row.y, row.people) for row in rows], connection.scalar(select(Plan.grid_source))


def _replace(connection: Connection, points: Iterable[Point], source: str | None) -> None:
    connection.execute(delete(PopulationPoint))
    rows = [{"x": x, "y": y, "people": people} for x, y, people in points]
    if rows:
        connection.execute(insert(PopulationPoint), rows)
    connection.execute(update(Plan).values(grid_source=source))
