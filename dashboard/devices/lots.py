"""The lots in which devices were received: what is left to hand over, how long the handovers took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl

from dashboard.charts import Series, columns
from dashboard.charts.look import shortened
from dashboard.devices.delays import Delay, delay, in_days
from dashboard.devices.states import State
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.selection import Selection
from dashboard.wording import count, number
from data_access.vocabulary import UNKNOWN

SHOWN = 12
LONGEST_NAME = 14
DRAWN = {
    State.HANDED: "Remis",
    State.READY: "Prêts",
    State.PREPARING: "En préparation",
    State.RETURNED: "Rendus",
    State.OUT: "Sortis",
}


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot: when its first device came, where its devices stand, the days until their handover."""

    name: str
    received: date
    states: dict[State, int]
    delay: Delay | None

    @property
    def size(self) -> int:
        """Return how many devices were received."""
        return sum(self.states.values())

    @property
    def left(self) -> int:
        """Return how many devices can still be handed over."""
        return self.states[State.READY] + self.states[State.PREPARING]


def lots(devices: pl.DataFrame, selection: Selection) -> list[Lot]:
    """Return the lots received in the period, whatever the perimeter, the oldest first."""
    cohort = devices.filter(pl.col("received") >= selection.start).with_columns(
        pl.col("batch").fill_null(UNKNOWN)
    )
    return sorted(
        (_lot(rows) for _, rows in cohort.group_by("batch")), key=lambda lot: (lot.received, lot.name)
    )


def lots_exhibit(found: Sequence[Lot]) -> Exhibit:
    """Return where the devices of each lot stand."""
    key, title, rows = "appareils-lots", "Où en est chaque lot", _table(found)
    if not found:
        return Exhibit(key, title, "Aucun appareil reçu sur cette période.", rows)
    shown = found[-SHOWN:]
    return Exhibit(
        key,
        title=_title(found),
        sentence=_sentence(found),
        table=rows,
        figure=columns(
            [escape(shortened(lot.name, LONGEST_NAME)) for lot in shown],
            [
                Series(name, counts, [number(each) for each in counts])
                for state, name in DRAWN.items()
                if any(counts := [lot.states[state] for lot in shown])
            ],
        ),
        note="Tous les appareils du plan reçus dans la période. "
        + (
            f"Les {SHOWN} derniers lots sont tracés, tous sont dans les données."
            if len(found) > SHOWN
            else ""
        ),
    )


def _lot(rows: pl.DataFrame) -> Lot:
    first = rows["received"].min()
    assert isinstance(first, date)
    return Lot(
        rows["batch"][0],
        first,
        {state: int((rows["state"] == state.value).sum()) for state in State},
        delay(rows.select((pl.col("handed") - pl.col("received")).dt.total_days()).to_series()),
    )


def _title(found: Sequence[Lot]) -> str:
    left, most = sum(lot.left for lot in found), max(found, key=lambda lot: lot.left)
    if not left:
        return "Tous les lots reçus sont remis"
    rest = count(left, "appareil qui reste", "appareils qui restent")
    return f"{most.name} : {number(most.left)} {'du' if left < 2 else 'des'} {rest} à remettre"


def _sentence(found: Sequence[Lot]) -> str:
    timed = [(lot.name, lot.delay.median) for lot in found if lot.delay]
    if not timed:
        return "Aucune remise n'a encore eu lieu."
    (first, before), (last, after) = timed[0], timed[-1]
    start = f"Délai médian de la réception à la remise : {in_days(before)} ({first})"
    return f"{start}." if len(timed) == 1 else f"{start}, {in_days(after)} ({last})."


def _table(found: Sequence[Lot]) -> Table:
    return Table(
        "Où en est chaque lot",
        (
            table.text("Lot"),
            table.day("Premier reçu le"),
            table.number("Reçus"),
            *(table.number(name) for name in DRAWN.values()),
            Column("Délai médian de remise", in_days, is_number=True),
        ),
        tuple(
            (
                lot.name,
                lot.received,
                lot.size,
                *(lot.states[state] for state in DRAWN),
                lot.delay.median if lot.delay else None,
            )
            for lot in found
        ),
    )
