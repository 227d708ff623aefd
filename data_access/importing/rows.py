"""Whole table rows as JSON text, for undo records."""

import json
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Date, Table, Time

from data_access.schema import Euros


def dump(row: Mapping[str, Any]) -> str:
    """Return a row as JSON; dates, times and amounts as text."""
    return json.dumps(row, default=_as_text, ensure_ascii=False)


def load(table: Table, text: str) -> dict[str, Any]:
    """Return a row of that table from its JSON."""
    values = json.loads(text)
    return {column.name: _typed(column, values.get(column.name)) for column in table.columns}


def _as_text(value: date | time | Decimal) -> str:
    return str(value) if isinstance(value, Decimal) else value.isoformat()


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Euros):
        return Decimal(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return time.fromisoformat(value) if isinstance(column.type, Time) else value
