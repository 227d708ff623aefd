"""The printed report and its one-page summary: tagged for assistive technologies, vector charts."""

from dashboard.exports.pdf.report import report, summary

__all__ = ["report", "summary"]
