"""Imports the tracking workbook: reads, checks, compares, writes in one transaction, undoes."""

from data_access.importing.journal import Entry, journal
from data_access.importing.options import Mode, Options
from data_access.importing.raw import RawSheet, RawWorkbook
from data_access.importing.reading import read
from data_access.importing.report import Action, Difference, Problem, Refused, Report, SheetReport
from data_access.importing.run import import_workbook
from data_access.importing.template import template
from data_access.importing.undoing import undo

__all__ = [
    "Action",
    "Difference",
    "Entry",
    "Mode",
    "Options",
    "Problem",
    "RawSheet",
    "RawWorkbook",
    "Refused",
    "Report",
    "SheetReport",
    "import_workbook",
    "journal",
    "read",
    "template",
    "undo",
]
