"""What the invented plan writes down only after its last committee: presences at workshops held before it."""

from collections.abc import Mapping, Sequence
from datetime import date

from data_access.demo.period import Row

WORKSHOPS = 3

Sheets = Mapping[str, Sequence[Row]]


def last_committee(sheets: Sheets, today: date) -> date:
    """Return the day of the last committee held."""
    return max(held for row in sheets["comites"] if (held := _day(row)) < today)


def parted(sheets: Sheets, committee: date) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Return the rows known at a committee or dated after it, and the late ones that correct its figures."""
    attended = {row["id_atelier"] for row in sheets["presences"]}
    before = [row for row in sheets["ateliers"] if _day(row) < committee and row["id_atelier"] in attended]
    forgotten = {row["id_atelier"] for row in sorted(before, key=_day)[-WORKSHOPS:]}
    known = [row for row in sheets["presences"] if row["id_atelier"] not in forgotten]
    late = [row for row in sheets["presences"] if row["id_atelier"] in forgotten]
    workshops = [row for row in sheets["ateliers"] if row["id_atelier"] in forgotten]
    whole = {name: list(rows) for name, rows in sheets.items()}
    return whole | {"presences": known}, {"ateliers": workshops, "presences": late}


def _day(row: Row) -> date:
    held = row["date"]
    assert isinstance(held, date)
    return held
