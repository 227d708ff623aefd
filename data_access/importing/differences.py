"""Compares the rows to store with those in place: what is added, changed, removed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from data_access.importing.checking import Checked
from data_access.importing.linking import Accepted
from data_access.importing.options import Mode
from data_access.importing.report import Action, Difference, SheetReport
from data_access.importing.sheets import ATTENDANCE, BY_NAME, SHEETS, WORKSHOPS, Key, Row, Sheet, Values
from data_access.importing.stored import Stored, StoredRow
from data_access.importing.wording import count, listing
from data_access.purging import is_forgotten

REFERRERS = tuple((sheet, column) for sheet in SHEETS for column in sheet.references)


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


def compare(
    checked: Mapping[str, Checked], accepted: Accepted, stored: Stored, mode: Mode
) -> tuple[dict[str, Changes], list[str]]:
    """Return the changes by sheet, parents first, and warnings about rows that cannot be removed."""
    changes = {name: _compare_sheet(BY_NAME[name], rows, stored) for name, rows in accepted.items()}
    warnings = _remove(checked, accepted, stored, changes) if mode is Mode.REPLACE else []
    return {sheet.name: changes[sheet.name] for sheet in SHEETS if sheet.name in changes}, warnings


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


def _remove(
    checked: Mapping[str, Checked], accepted: Accepted, stored: Stored, changes: dict[str, Changes]
) -> list[str]:
    """Add the removals, children first, keeping what rows that stay refer to."""
    warnings: list[str] = []
    gone: dict[str, set[Key]] = {}
    for sheet in reversed(SHEETS):
        if sheet is ATTENDANCE or not accepted.get(sheet.name):
            continue
        wanted = set(_absent(sheet, checked[sheet.name], accepted[sheet.name], stored))
        held = wanted & _referred(sheet, accepted, stored, gone)
        if held:
            names = listing(sorted(key[0] for key in held))
            kept = count(len(held), "ligne absente du fichier gardée", "lignes absentes du fichier gardées")
            warnings.append(f"Feuille « {sheet.name} » : {kept}, d'autres lignes s'y réfèrent ({names}).")
        gone[sheet.name] = wanted - held
        _record(changes.setdefault(sheet.name, Changes(sheet)), gone[sheet.name], stored)
    warnings += _remove_attendance(checked, accepted, stored, changes, gone.get(WORKSHOPS.name, set()))
    return warnings


def _absent(sheet: Sheet, checked: Checked, accepted: Mapping[Key, Row], stored: Stored) -> Iterator[Key]:
    """Yield the keys in place, within the file's period, that the file does not hold, even refused."""
    period = _period(sheet, accepted)
    in_file = {sheet.key_of(row.values) for row in checked.rows}
    for key, row in stored.sheet(sheet.name).items():
        day = row.values[sheet.dated] if sheet.dated else None
        if key not in in_file and (period is None or (day and period[0] <= day <= period[1])):
            yield key


def _period(sheet: Sheet, accepted: Mapping[Key, Row]) -> tuple[date, date] | None:
    if sheet.dated is None:
        return None
    dates = [row.values[sheet.dated] for row in accepted.values()]
    return min(dates), max(dates)


def _referred(sheet: Sheet, accepted: Accepted, stored: Stored, gone: Mapping[str, set[Key]]) -> set[Key]:
    """Return the keys of a sheet that rows of the file, or rows in place that stay, refer to."""
    found: set[Key] = set()
    for other, column in REFERRERS:
        if column.refers_to != sheet.name:
            continue
        in_file = accepted.get(other.name, {})
        found |= {(row.values.get(column.field),) for row in in_file.values()}
        for key, row in stored.sheet(other.name).items() if other is not ATTENDANCE else ():
            overwritten = key in in_file and column.field in in_file[key].values
            if not overwritten and key not in gone.get(other.name, ()):
                found.add((row.values[column.field],))
    return found


def _remove_attendance(
    checked: Mapping[str, Checked],
    accepted: Accepted,
    stored: Stored,
    changes: dict[str, Changes],
    gone_workshops: set[Key],
) -> list[str]:
    """Remove the attendance of removed workshops, and what the file no longer holds of the covered ones."""
    covered = {key[0] for key in gone_workshops}
    in_file: set[Key] = set()
    if accepted.get(ATTENDANCE.name):
        rows = checked[ATTENDANCE.name].rows
        in_file = {ATTENDANCE.key_of(row.values) for row in rows}
        covered |= {row.values.get("workshop", "") for row in rows} | _workshops_of_period(accepted, stored)
    stored.attend(covered)
    removed: list[Key] = []
    kept = 0
    for key, row in stored.sheet(ATTENDANCE.name).items():
        if (key[0],) in gone_workshops:
            removed.append(key)
        elif key[0] in covered and key not in in_file:
            kept += is_forgotten(row.values["person"])
            removed += [] if is_forgotten(row.values["person"]) else [key]
    if removed or ATTENDANCE.name in changes:
        _record(changes.setdefault(ATTENDANCE.name, Changes(ATTENDANCE)), removed, stored)
    if not kept:
        return []
    lines = count(kept, "ligne gardée", "lignes gardées")
    return [f"Feuille « presences » : {lines} telles quelles, de personnes oubliées par la purge."]


def _workshops_of_period(accepted: Accepted, stored: Stored) -> set[str]:
    workshops = accepted.get(WORKSHOPS.name)
    if not workshops:
        return set()
    first, last = _period(WORKSHOPS, workshops) or (date.max, date.min)
    return {
        key[0] for key, row in stored.sheet(WORKSHOPS.name).items() if first <= row.values["held_on"] <= last
    }


def _record(changes: Changes, keys: Collection[Key], stored: Stored) -> None:
    in_place = stored.sheet(changes.sheet.name)
    for key in sorted(keys, key=lambda key: in_place[key].id):
        row = in_place[key]
        changes.rows.append(Change(key, Action.REMOVED, None, row.values, row))


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
