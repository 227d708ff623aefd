"""What an import did, or would do, said in French."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data_access.errors import DataError
from data_access.importing.wording import count

SHOWN_PROBLEMS = 50
COUNTS = ("added", "changed", "unchanged", "removed", "refused")


class Action(StrEnum):
    """What happens to a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """Return the action in French."""
        return {"added": "ajoutée", "changed": "modifiée", "removed": "supprimée"}[self.value]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is added, changed or removed; `changes` is {column: (before, after)} in French."""

    key: str
    action: Action
    row: int | None = None
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How many rows of a sheet were added, changed… and which."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts alone."""
        return {name: getattr(self, name) for name in COUNTS}

    @property
    def written(self) -> int:
        """Number of rows written or removed."""
        return self.added + self.changed + self.removed

    def text(self, *, done: bool = True) -> str:
        """Return « 3 ajoutées, 1 modifiée… », or « 3 seraient ajoutées… » when nothing is done."""
        one, many = ("", "") if done else ("serait ", "seraient ")
        words = (
            (self.added, f"{one}ajoutée", f"{many}ajoutées"),
            (self.changed, f"{one}modifiée", f"{many}modifiées"),
            (self.unchanged, "inchangée", "inchangées"),
            (self.removed, f"{one}supprimée", f"{many}supprimées"),
            (self.refused, "refusée", "refusées"),
        )
        return ", ".join(count(*each) for each in words if each[0]) or "aucune ligne"


@dataclass(frozen=True, slots=True)
class Problem:
    """A refused cell: where, what was read, what is expected.

    `row` is None for a whole column, `column` is empty for a whole row or sheet.
    """

    sheet: str
    row: int | None
    column: str
    read: str
    expected: str

    @property
    def sentence(self) -> str:
        """Return the problem as a French sentence."""
        line = "" if self.row is None else f", ligne {self.row}"
        column = f", colonne « {self.column} »" if self.column else ""
        where = f"Feuille « {self.sheet} »{line}{column}"
        return f"{where} : lu {self.read} ; attendu {self.expected}."


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an import, a dry run or an undo; `revision` is the database's after it.

    With `all_or_nothing`, any problem keeps the whole file out.
    """

    import_id: int | None
    revision: int
    dry_run: bool
    sheets: Mapping[str, SheetReport]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    title: str = "Import"
    all_or_nothing: bool = False

    @property
    def written(self) -> int:
        """Number of rows written or removed, all sheets together."""
        return sum(sheet.written for sheet in self.sheets.values())

    @property
    def refused(self) -> int:
        """Number of rows refused."""
        return sum(sheet.refused for sheet in self.sheets.values())

    def text(self) -> str:
        """Return the French summary for the command line."""
        lines = [self._headline()]
        done = self.import_id is not None
        lines += [f"  {name} : {sheet.text(done=done)}" for name, sheet in self.sheets.items()]
        if self.problems:
            lines += ["", f"{count(len(self.problems), 'problème')} :"]
            lines += [f"  {problem.sentence}" for problem in self.problems[:SHOWN_PROBLEMS]]
            hidden = len(self.problems) - SHOWN_PROBLEMS
            lines += [f"  … et {count(hidden, 'autre')}."] if hidden > 0 else []
        if self.warnings:
            lines += ["", "À vérifier :", *(f"  {warning}" for warning in self.warnings)]
        return "\n".join(lines)

    def _headline(self) -> str:
        title = f"{self.title} à blanc" if self.dry_run else self.title
        if self.problems and self.all_or_nothing:
            outcome = "rien ne serait écrit" if self.dry_run else "rien n'a été écrit"
            return f"{title} : {outcome}, à cause de {self._causes()}. Sans {self._pronoun()} :"
        if self.dry_run:
            return f"{title} : rien n'a été écrit."
        if self.import_id is None:
            outcome = "rien n'a été écrit" if self.problems else "rien n'a changé"
            return f"{title} : {outcome}."
        return f"{title} n° {self.import_id} : {count(self.written, 'ligne écrite', 'lignes écrites')}."

    def _causes(self) -> str:
        if self.refused:
            return count(self.refused, "ligne refusée", "lignes refusées")
        return count(len(self.problems), "problème")

    def _pronoun(self) -> str:
        if self.refused:
            return "elle" if self.refused == 1 else "elles"
        return "lui" if len(self.problems) == 1 else "eux"


class Refused(DataError):  # noqa: N818 -- what happened, said to the caller
    """Rows are refused, so nothing was written; `report` says which and why."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.text())
        self.report = report
