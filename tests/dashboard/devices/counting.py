"""Devices followed one by one in plain Python, the slow way."""

from datetime import timedelta
from statistics import median, quantiles

from data_access.vocabulary import PRESENT

FOLLOWED = timedelta(days=90)


def happened(day, limit):
    return day is not None and day <= limit


def state(row, day):
    """Return where a device stands on a day."""
    for name, said in (("left", "sorti"), ("returned", "rendu"), ("handed", "remis"), ("ready", "prêt")):
        if happened(row[name], day):
            return said, row[name]
    return "en préparation", row["received"]


def inside(row, selection, day):
    codes = selection.territories
    is_there = row["home_commune"] in codes or row["home_qpv"] in codes
    return not codes or (happened(row["handed"], day) and is_there)


def received(facts, selection, day):
    """Return the devices received in the period up to a day, handed over in the perimeter if there is one."""
    return [
        row
        for row in facts.devices.iter_rows(named=True)
        if selection.start <= row["received"] <= day and inside(row, selection, day)
    ]


def handed(facts, selection, day):
    """Return the devices handed over in the period up to a day, inside the perimeter."""
    return [
        row
        for row in facts.devices.iter_rows(named=True)
        if row["handed"] and selection.start <= row["handed"] <= day and inside(row, selection, day)
    ]


def visit(facts, row, day):
    """Return the first day when the household came to a workshop after the handover, by a day."""
    days = [
        each["date"]
        for each in facts.attendance.iter_rows(named=True)
        if each["household"] is not None
        and each["household"] == row["household"]
        and each["presence"] == PRESENT
        and row["handed"] <= each["date"] <= min(row["handed"] + FOLLOWED, day)
    ]
    return min(days, default=None)


def delay(days):
    """Return (count, median, first quarter, third quarter, shortest, longest); None without days."""
    if not days:
        return None
    low, _, high = quantiles(days, n=4, method="inclusive") if len(days) > 1 else days * 3
    return len(days), median(days), low, high, min(days), max(days)


def waiting(rows, said, day):
    """Return how many devices stand in a state, and the longest wait."""
    waits = [(day - since).days for where, since in (state(row, day) for row in rows) if where == said]
    return len(waits), max(waits, default=None)
