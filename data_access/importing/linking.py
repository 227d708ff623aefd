"""Checks that need the other sheets and the database: references, completions, rules of the whole row."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, select

from data_access import territory
from data_access.importing.checking import Checked
from data_access.importing.masking import shown
from data_access.importing.options import Options
from data_access.importing.sheets import (
    ATTENDANCE,
    KNOWN_SPELLINGS,
    SHEETS,
    WORKSHOPS,
    Context,
    Fault,
    Key,
    Line,
    Row,
    Sheet,
    Values,
)
from data_access.importing.stored import Stored
from data_access.importing.wording import count, listing
from data_access.schema import BudgetLine, Plan

Accepted = dict[str, dict[Key, Row]]


def link(
    connection: Connection, checked: Mapping[str, Checked], stored: Stored, options: Options
) -> Accepted:
    """Return the rows to store, by sheet and key; the others are refused in `checked`."""
    context = _context(connection, options)
    accepted: Accepted = {}
    for sheet in SHEETS:
        if sheet.name in checked:
            if sheet is ATTENDANCE:
                _prepare_attendance(context, checked, stored, accepted)
            if context.purged_before and sheet.hashed:
                known = stored.met_before(_pseudonyms(checked[sheet.name]), context.purged_before)
                context.met_before_purge = known
            accepted[sheet.name] = _link_sheet(checked[sheet.name], checked, stored, accepted, context)
    for (name, sentence), rows in context.notes.items():
        checked[name].warnings.append(_warning(name, sentence, rows))
    return accepted


def _context(connection: Connection, options: Options) -> Context:
    context = Context(
        territory.read(connection),
        options.known_indicators,
        connection.execute(select(Plan.purged_before)).scalar(),
    )
    for name, spellings in KNOWN_SPELLINGS.items():
        column = BudgetLine.__table__.c[name]
        known = connection.scalars(select(column).where(column.is_not(None)).distinct().order_by(column))
        for spelling in (*spellings, *known):
            context.canonical(name, spelling)
    return context


def _prepare_attendance(
    context: Context, checked: Mapping[str, Checked], stored: Stored, accepted: Accepted
) -> None:
    stored.attend({row.values.get("workshop", "") for row in checked[ATTENDANCE.name].rows})
    dates: dict[str, date] = {
        key[0]: row.values["held_on"] for key, row in stored.sheet(WORKSHOPS.name).items()
    }
    dates |= {key[0]: row.values["held_on"] for key, row in accepted.get(WORKSHOPS.name, {}).items()}
    context.workshop_dates = dates


def _pseudonyms(checked: Checked) -> Iterator[str]:
    fields = [column.field for column in checked.sheet.hashed]
    for row in checked.rows:
        yield from (row.values[field] for field in fields if row.values.get(field))


def _link_sheet(
    own: Checked, checked: Mapping[str, Checked], stored: Stored, accepted: Accepted, context: Context
) -> dict[Key, Row]:
    sheet, in_place = own.sheet, stored.sheet(own.sheet.name)
    links = [
        _Link(column.name, column.field, column.refers_to or "", checked, stored, accepted)
        for column in sheet.references
    ]
    kept: dict[Key, Row] = {}
    for row in own.rows:
        if row.refused:
            continue
        key = sheet.key_of(row.values)
        known = in_place.get(key)
        line = Line(sheet, row, known.values if known else None, context)
        for fault in _faults(line, links):
            own.refuse(row, fault.column, fault.read or _read(sheet, row, fault), fault.expected)
        if not row.refused and not row.ignored:
            kept[key] = row
    return kept


def _faults(line: Line, links: "list[_Link]") -> Iterator[Fault]:
    broken = [fault for link in links for fault in link.check(line.row.values)]
    if broken:
        yield from broken
        return
    sheet = line.sheet
    if sheet.complete:
        sheet.complete(line)
    if line.row.ignored:
        return
    values = line.merged()
    for rule in sheet.rules:
        yield from rule(line, values)


def _read(sheet: Sheet, row: Row, fault: Fault) -> str:
    column = next(column for column in sheet.columns if column.name == fault.column)
    value = row.values.get(column.field)
    return shown(sheet, column, None if value is None else column.kind.show(value))


class _Link:
    """A reference to another sheet: what it may name, and what the file refused."""

    def __init__(  # noqa: PLR0913 -- built in one place
        self,
        column: str,
        field: str,
        target: str,
        checked: Mapping[str, Checked],
        stored: Stored,
        accepted: Accepted,
    ) -> None:
        self.column, self.field, self.target = column, field, target
        self.known = {key[0] for key in (*stored.sheet(target), *accepted.get(target, {}))}
        rows = checked[target].rows if target in checked else []
        self.refused = {row.values["key"]: row.number for row in rows if row.refused and "key" in row.values}

    def check(self, values: Values) -> Iterator[Fault]:
        given = values.get(self.field)
        if given is None or given in self.known:
            return
        if given in self.refused:
            where = f"celle de la feuille « {self.target} », ligne {self.refused[given]}"
            expected = f"une ligne acceptée : {where}, est refusée"
        else:
            expected = f"un identifiant de la feuille « {self.target} », du fichier ou déjà importé"
        yield Fault(self.column, expected)


def _warning(sheet: str, sentence: str, rows: list[int]) -> str:
    return f"Feuille « {sheet} » : {sentence} — {count(len(rows), 'ligne')} ({listing(rows)})."
