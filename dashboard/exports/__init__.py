"""What leaves the dashboard as files, all made from one document of values and words; pure."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from dashboard.exports.codec import digest, freeze, from_json, is_intact, to_json
from dashboard.exports.composing import compose
from dashboard.exports.csv import french_csv, open_data
from dashboard.exports.document import Document, Frozen
from dashboard.exports.pdf import report, summary
from dashboard.exports.pptx import pptx
from dashboard.exports.xlsx import xlsx


class Format(StrEnum):
    """A kind of file."""

    PPTX = "pptx"
    PDF = "pdf"
    SUMMARY = "resume"
    XLSX = "xlsx"
    CSV = "csv"
    OPEN_DATA = "opendata"

    @property
    def suffix(self) -> str:
        """Return how the file's name ends."""
        return SUFFIXES.get(self, f".{self.value}")


SUFFIXES = {Format.SUMMARY: ".pdf", Format.OPEN_DATA: ".csv"}
WRITERS: Mapping[Format, Callable[[Document], bytes]] = {
    Format.PPTX: pptx,
    Format.PDF: report,
    Format.SUMMARY: summary,
    Format.XLSX: xlsx,
    Format.CSV: french_csv,
    Format.OPEN_DATA: open_data,
}


def write(document: Document, chosen: Format) -> bytes:
    """Return the document as a file; raises UsageError when it may not leave in that form."""
    return WRITERS[chosen](document)


__all__ = [
    "Document",
    "Format",
    "Frozen",
    "compose",
    "digest",
    "freeze",
    "from_json",
    "is_intact",
    "to_json",
    "write",
]
