"""The worked examples that the tests check, read as they are written: one Markdown file per indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data_access.errors import SettingsError

PACKAGED = Path(__file__).with_name("spec")
CHECKOUT = Path(__file__).resolve().parents[2] / "tests" / "spec"
RESULT = "Résultat"
SPLIT = "Par "


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of cells as they are written; `title` is the sheet's, « Résultat » or « Par … »."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What happens in words, rows of the workbook, what they give, and how the first result splits."""

    text: str
    sheets: tuple[Grid, ...]
    result: Grid
    splits: tuple[Grid, ...]


def folder(places: Iterable[Path] = (PACKAGED, CHECKOUT)) -> Path:
    """Return where the examples are: in the installed package, else in the project; raises SettingsError."""
    found = next((place for place in places if any(place.glob("*.md"))), None)
    if found is None:
        raise SettingsError(
            "Les exemples chiffrés de la page Méthode ne sont pas installés. Réinstallez le tableau de bord."
        )
    return found


@cache
def example(key: str, where: Path | None = None) -> Example:
    """Return an indicator's example; raises SettingsError when it has none or when it cannot be read."""
    path = (where or folder()) / f"{key}.md"
    try:
        return _parse(path.read_text("utf-8"))
    except (OSError, ValueError, StopIteration) as error:
        raise SettingsError(
            f"L'exemple chiffré de l'indicateur « {key} » manque ou n'est pas lisible. "
            "Réinstallez le tableau de bord."
        ) from error


def _parse(text: str) -> Example:
    head, *sections = text.split("\n## ")
    grids = [_grid(section) for section in sections]
    return Example(
        head.partition("\n")[2].strip(),
        tuple(grid for grid in grids if grid.title != RESULT and not grid.title.startswith(SPLIT)),
        next(grid for grid in grids if grid.title == RESULT),
        tuple(grid for grid in grids if grid.title.startswith(SPLIT)),
    )


def _grid(section: str) -> Grid:
    title, *lines = (line.strip() for line in section.splitlines() if line.strip())
    header, _, *rows = (tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines)
    if any(len(row) != len(header) for row in rows):
        raise ValueError(title)
    return Grid(title, header, tuple(rows))
