"""Attendance counted row by row in plain Python, the slow way."""

from collections import Counter

from data_access.vocabulary import PRESENT, UNKNOWN


def present(facts, selection, where="home"):
    """Return the rows of people present in the period, inside the perimeter."""
    codes = selection.territories
    return [
        row
        for row in facts.attendance.iter_rows(named=True)
        if selection.start <= row["date"] <= selection.end
        and row["presence"] == PRESENT
        and (not codes or row[f"{where}_commune"] in codes or row[f"{where}_qpv"] in codes)
    ]


def participations(facts, selection, column):
    """Return the headcount by group."""
    counts = Counter()
    for row in present(facts, selection):
        counts[row[column] or UNKNOWN] += row["headcount"]
    return counts
