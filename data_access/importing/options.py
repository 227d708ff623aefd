"""What the reader chose for an import."""

from dataclasses import dataclass
from enum import StrEnum

from data_access.committees import SCREEN
from data_access.errors import UsageError

LONGEST_SOURCE = 100


class Mode(StrEnum):
    """Add and update, or also remove what the file no longer holds over its period."""

    UPDATE = "maj"
    REPLACE = "remplacement"


@dataclass(frozen=True, slots=True)
class Options:
    """How to import; `known_indicators`, when given, refuses other keys. Raises UsageError."""

    source: str = "classeur"
    mode: Mode = Mode.UPDATE
    dry_run: bool = False
    valid_rows_only: bool = False
    author: str = "ligne de commande"
    known_indicators: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if not self.source.strip() or len(self.source) > LONGEST_SOURCE or not self.source.isprintable():
            raise UsageError(f"Le nom de la source doit compter de 1 à {LONGEST_SOURCE} caractères.")
        if self.source.strip().casefold() == SCREEN:
            raise UsageError(f"« {SCREEN} » désigne ce qui est saisi à l'écran : donnez un autre nom.")
