"""Compares the rows to store with those in place: what is added, changed, removed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_access.importing.linking import Accepted
from data_access.importing.report import Action, Difference, SheetReport
from data_access.importing.sheets import BY_NAME, SHEETS, Key, Row, Sheet, Values
from data_access.importing.stored import Stored, StoredRow


@dataclass(slots=True)
class Change:
    """A row to write: its full new values, and what is in place."""

    key: Key
    action: Action
    row: int | None
    values: Values
    stored: StoredRow | None


@dataclass(slots=True)
class Changes:
    """What happens to a sheet."""

    sheet: Sheet
    rows: list[Change] = field(default_factory=list)
    unchanged: int = 0

    def of(self, action: Action) -> list[Change]:
        """Return the rows of one action."""
        return [change for change in self.rows if change.action is action]


def compare(accepted: Accepted, stored: Stored) -> dict[str, Changes]:
    """Return the additions and changes by sheet."""
    return {name: _compare_sheet(BY_NAME[name], rows, stored) for name, rows in accepted.items()}


def parents_first(changes: Mapping[str, Changes]) -> dict[str, Changes]:
    """Return the changes in the order of the sheets."""
    return {sheet.name: changes[sheet.name] for sheet in SHEETS if sheet.name in changes}


def _compare_sheet(sheet: Sheet, rows: Mapping[Key, Row], stored: Stored) -> Changes:
    changes = Changes(sheet)
    in_place = stored.sheet(sheet.name)
    for key, row in rows.items():
        known = in_place.get(key)
        if known is None:
            values = sheet.defaults | row.values
            changes.rows.append(Change(key, Action.ADDED, row.number, values, None))
        elif any(known.values[name] != value for name, value in row.values.items()):
            values = known.values | row.values
            changes.rows.append(Change(key, Action.CHANGED, row.number, values, known))
        else:
            changes.unchanged += 1
    return changes


def report(changes: Changes, refused: int) -> SheetReport:
    """Return the counts and differences of a sheet."""
    return SheetReport(
        added=len(changes.of(Action.ADDED)),
        changed=len(changes.of(Action.CHANGED)),
        unchanged=changes.unchanged,
        removed=len(changes.of(Action.REMOVED)),
        refused=refused,
        differences=tuple(_difference(changes.sheet, change) for change in changes.rows),
    )


def _difference(sheet: Sheet, change: Change) -> Difference:
    title = sheet.title(change.key, change.row)
    if change.action is not Action.CHANGED or change.stored is None:
        return Difference(title, change.action, change.row)
    before = change.stored.values
    cells = {
        sheet.by_field[name].name: _cells(sheet, name, before[name], value)
        for name, value in change.values.items()
        if before[name] != value
    }
    return Difference(title, change.action, change.row, cells)


def _cells(sheet: Sheet, name: str, before: object, after: object) -> tuple[str, str]:
    column = sheet.by_field[name]
    if column.hashed:
        words = (f"{column.hashed} …", f"autre {column.hashed}")
        return (words[0] if before else "vide", (words[1] if before else words[0]) if after else "vide")
    show = column.kind.show
    return show(before), show(after)
