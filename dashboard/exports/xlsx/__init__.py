"""The workbook: figures, splits and definitions, as numbers that a spreadsheet can work with."""

from dashboard.exports.xlsx.workbook import xlsx

__all__ = ["xlsx"]
