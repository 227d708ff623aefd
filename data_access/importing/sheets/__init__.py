"""The workbook's sheets, each declared once, parents before the sheets that refer to them."""

from data_access.importing.sheets.declaring import (
    EXAMPLE,
    TRANSIENT,
    Column,
    Context,
    Fault,
    Key,
    Kind,
    Line,
    Row,
    Sheet,
    Values,
)
from data_access.importing.sheets.equipment_and_budget import BUDGET, DEVICES, KNOWN_SPELLINGS
from data_access.importing.sheets.places import DROPPED, PLACES, STOPS
from data_access.importing.sheets.steering import COMMITTEES, DECISIONS, TARGETS
from data_access.importing.sheets.workshops import ATTENDANCE, WORKSHOPS
from data_access.importing.wording import fold_name

SHEETS = (PLACES, STOPS, WORKSHOPS, ATTENDANCE, DEVICES, BUDGET, TARGETS, COMMITTEES, DECISIONS)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
READ_ME = "Lisez-moi"


def named(name: str) -> Sheet | None:
    """Return the sheet that a name means, whatever its case, accents and spaces."""
    return next((sheet for sheet in SHEETS if fold_name(sheet.name) == fold_name(name)), None)


__all__ = [
    "ATTENDANCE",
    "BY_NAME",
    "COMMITTEES",
    "DECISIONS",
    "DROPPED",
    "EXAMPLE",
    "KNOWN_SPELLINGS",
    "PLACES",
    "READ_ME",
    "SHEETS",
    "TRANSIENT",
    "WORKSHOPS",
    "Column",
    "Context",
    "Fault",
    "Key",
    "Kind",
    "Line",
    "Row",
    "Sheet",
    "Values",
    "named",
]
