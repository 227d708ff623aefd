"""Mode « remplacement »: which rows in place go, because the file no longer holds them over its period."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_access.importing.checking import Checked
from data_access.importing.differences import Change, Changes
from data_access.importing.linking import Accepted
from data_access.importing.report import Action
from data_access.importing.sheets import (
    ATTENDANCE,
    COMMITTEES,
    DECISIONS,
    PLACES,
    SHEETS,
    WORKSHOPS,
    Key,
    Row,
    Sheet,
    Values,
)
from data_access.importing.stored import Stored
from data_access.importing.wording import count, listing
from data_access.purging import is_forgotten

REFERRERS = tuple((sheet, column) for sheet in SHEETS for column in sheet.references)


@dataclass(frozen=True, slots=True)
class _File:
    """What the file holds, refused rows included, beside what is in place."""

    checked: Mapping[str, Checked]
    accepted: Accepted
    stored: Stored

    def keyless(self, sheet: Sheet) -> list[Row]:
        """Return the refused rows whose key cannot be read: any row in place may be theirs."""
        own = self.checked.get(sheet.name)
        return [row for row in own.rows if row.number in own.keyless] if own else []

    def day(self, sheet: Sheet, values: Values) -> date | None:
        """Return the date of a row; a decision has its committee's, else when it is due."""
        if sheet is DECISIONS:
            key = (values.get("committee"),)
            held = self.accepted.get(COMMITTEES.name, {}).get(key)
            known = self.stored.sheet(COMMITTEES.name).get(key)
            found = held.values if held else known.values if known else {}
            day: date | None = found.get("held_on") or values.get("due_on")
            return day
        return values.get(sheet.dated) if sheet.dated else None

    def period(self, sheet: Sheet) -> tuple[date, date] | None:
        """Return the first and last dates of a sheet of the file."""
        in_place = self.stored.sheet(sheet.name)
        rows = self.accepted.get(sheet.name, {}).items()
        full = ((in_place[key].values if key in in_place else {}) | row.values for key, row in rows)
        dates = [day for values in full if (day := self.day(sheet, values))]
        return (min(dates), max(dates)) if dates else None


def remove(
    checked: Mapping[str, Checked], accepted: Accepted, stored: Stored, changes: dict[str, Changes]
) -> list[str]:
    """Add the removals, children first, keeping what rows that stay refer to; return warnings."""
    file = _File(checked, accepted, stored)
    warnings: list[str] = []
    gone: dict[str, set[Key]] = {}
    for sheet in reversed(SHEETS):
        if sheet is ATTENDANCE or not accepted.get(sheet.name):
            continue
        unreadable = file.keyless(sheet)
        if unreadable:
            warnings.append(_kept_whole(sheet, unreadable))
        wanted = set() if unreadable else set(_absent(sheet, file))
        held = wanted & _referred(sheet, file, gone)
        if held:
            warnings.append(_kept(sheet, held))
        gone[sheet.name] = wanted - held
        _record(changes.setdefault(sheet.name, Changes(sheet)), gone[sheet.name], stored)
    return warnings + _remove_attendance(file, changes, gone.get(WORKSHOPS.name, set()))


def _kept_whole(sheet: Sheet, unreadable: Collection[Row]) -> str:
    lines = f"{count(len(unreadable), 'ligne refusée', 'lignes refusées')} ({_numbers(unreadable)})"
    return f"Feuille « {sheet.name} » : rien n'est supprimé, l'identifiant de {lines} est illisible."


def _kept(sheet: Sheet, held: Collection[Key]) -> str:
    names = listing(sorted(key[0] for key in held))
    kept = count(len(held), "ligne absente du fichier gardée", "lignes absentes du fichier gardées")
    return f"Feuille « {sheet.name} » : {kept}, d'autres lignes s'y réfèrent ({names})."


def _numbers(rows: Collection[Row]) -> str:
    return listing(sorted(row.number for row in rows))


def _absent(sheet: Sheet, file: _File) -> Iterator[Key]:
    """Yield the keys in place, within the file's period, that the file does not hold, even refused.

    Places have no date: they are replaced whole.
    """
    period = file.period(sheet)
    in_file = {sheet.key_of(row.values) for row in file.checked[sheet.name].rows}
    for key, row in file.stored.sheet(sheet.name).items():
        day = file.day(sheet, row.values)
        covered = sheet is PLACES or (period and day and period[0] <= day <= period[1])
        if key not in in_file and covered:
            yield key


def _referred(sheet: Sheet, file: _File, gone: Mapping[str, set[Key]]) -> set[Key]:
    """Return the keys of a sheet that rows of the file, or rows in place that stay, refer to."""
    found: set[Key] = set()
    for other, column in REFERRERS:
        if column.refers_to != sheet.name:
            continue
        in_file = file.accepted.get(other.name, {})
        found |= {(row.values.get(column.field),) for row in in_file.values()}
        found |= _referred_by_refused(other, column.field, sheet, file)
        for key, row in file.stored.sheet(other.name).items() if other is not ATTENDANCE else ():
            overwritten = key in in_file and column.field in in_file[key].values
            if not overwritten and key not in gone.get(other.name, ()):
                found.add((row.values[column.field],))
    return found


def _referred_by_refused(other: Sheet, field: str, sheet: Sheet, file: _File) -> set[Key]:
    """Return what refused attendance names; where that cannot be read, every workshop."""
    if other is not ATTENDANCE or other.name not in file.checked:
        return set()
    refused = [row for row in file.checked[other.name].rows if row.refused]
    if any(field not in row.values for row in refused):
        return set(file.stored.sheet(sheet.name))
    return {(row.values[field],) for row in refused}


def _remove_attendance(file: _File, changes: dict[str, Changes], gone_workshops: set[Key]) -> list[str]:
    """Remove the attendance of removed workshops, and what the file no longer holds of the covered ones."""
    covered: set[Any] = {key[0] for key in gone_workshops}
    in_file: set[Key] = set()
    warnings: list[str] = []
    if file.accepted.get(ATTENDANCE.name):
        rows = file.checked[ATTENDANCE.name].rows
        in_file = {ATTENDANCE.key_of(row.values) for row in rows}
        replaced, warnings = _replaced_workshops(file, rows)
        covered |= replaced
    file.stored.attend(covered)
    removed: list[Key] = []
    kept = 0
    for key, row in file.stored.sheet(ATTENDANCE.name).items():
        if (key[0],) in gone_workshops:
            removed.append(key)
        elif key[0] in covered and key not in in_file:
            kept += is_forgotten(row.values["person"])
            removed += [] if is_forgotten(row.values["person"]) else [key]
    if removed or ATTENDANCE.name in changes:
        _record(changes.setdefault(ATTENDANCE.name, Changes(ATTENDANCE)), removed, file.stored)
    if kept:
        lines = count(kept, "ligne gardée", "lignes gardées")
        warnings.append(
            f"Feuille « presences » : {lines} telles quelles, de personnes oubliées par la purge."
        )
    return warnings


def _replaced_workshops(file: _File, rows: Collection[Row]) -> tuple[set[Any], list[str]]:
    """Return the workshops whose attendance is replaced: not those of a row whose key cannot be read."""
    unreadable = file.keyless(ATTENDANCE)
    if any("workshop" not in row.values for row in unreadable):
        return set(), [_kept_whole(ATTENDANCE, unreadable)]
    doubtful = {row.values["workshop"] for row in unreadable}
    replaced = {row.values.get("workshop", "") for row in rows} | _workshops_of_period(file)
    if not unreadable:
        return replaced, []
    sentence = (
        f"Feuille « presences » : rien n'est supprimé de {count(len(doubtful), 'atelier')}, "
        f"une personne ou un rang y est illisible (lignes {_numbers(unreadable)})."
    )
    return replaced - doubtful, [sentence]


def _workshops_of_period(file: _File) -> set[str]:
    period = file.period(WORKSHOPS)
    if not period:
        return set()
    held = file.stored.sheet(WORKSHOPS.name).items()
    return {key[0] for key, row in held if period[0] <= row.values["held_on"] <= period[1]}


def _record(changes: Changes, keys: Collection[Key], stored: Stored) -> None:
    in_place = stored.sheet(changes.sheet.name)
    for key in sorted(keys, key=lambda key: in_place[key].id):
        row = in_place[key]
        changes.rows.append(Change(key, Action.REMOVED, None, row.values, row))
