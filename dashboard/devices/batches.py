"""The batches in which devices were received: what is left to hand over, how long the handovers took."""

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
class Batch:
    """A batch: when its first device came, where its devices stand, the days until their handover."""

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


def batches(devices: pl.DataFrame, selection: Selection) -> list[Batch]:
    """Return the batches received in the period, whatever the perimeter, the oldest first."""
    cohort = devices.filter(pl.col("received") >= selection.start).with_columns(
        pl.col("batch").fill_null(UNKNOWN)
    )
    return sorted(
        (_batch(rows) for _, rows in cohort.group_by("batch")), key=lambda batch: (batch.received, batch.name)
    )


def batches_exhibit(found: Sequence[Batch]) -> Exhibit:
    """Return where the devices of each batch stand."""
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
            _labels(shown),
            [
                Series(name, counts, [number(each) for each in counts])
                for state, name in DRAWN.items()
                if any(counts := [batch.states[state] for batch in shown])
            ],
        ),
        note="Tous les appareils du plan reçus dans la période. "
        + (
            f"Les {SHOWN} derniers lots sont tracés, tous sont dans les données."
            if len(found) > SHOWN
            else ""
        ),
    )


def _batch(rows: pl.DataFrame) -> Batch:
    first = rows["received"].min()
    assert isinstance(first, date)
    return Batch(
        rows["batch"][0],
        first,
        {state: int((rows["state"] == state.value).sum()) for state in State},
        delay(rows.select((pl.col("handed") - pl.col("received")).dt.total_days()).to_series()),
    )


def _labels(shown: Sequence[Batch]) -> list[str]:
    """Return the names under the columns: cut short, two of them never become the same column."""
    names = [escape(shortened(batch.name, LONGEST_NAME)) for batch in shown]
    return [name if names.count(name) == 1 else f"{rank}. {name}" for rank, name in enumerate(names, start=1)]


def _title(found: Sequence[Batch]) -> str:
    left, most = sum(batch.left for batch in found), max(found, key=lambda batch: batch.left)
    if not left:
        return "Tous les lots reçus sont remis"
    rest = count(left, "appareil qui reste", "appareils qui restent")
    return f"{most.name} : {number(most.left)} {'du' if left < 2 else 'des'} {rest} à remettre"


def _sentence(found: Sequence[Batch]) -> str:
    timed = [(batch.name, batch.delay.median) for batch in found if batch.delay]
    if not timed:
        return "Aucune remise n'a encore eu lieu."
    (first, before), (last, after) = timed[0], timed[-1]
    start = f"Délai médian de la réception à la remise : {in_days(before)} ({first})"
    return f"{start}." if len(timed) == 1 else f"{start}, {in_days(after)} ({last})."


def _table(found: Sequence[Batch]) -> Table:
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
                batch.name,
                batch.received,
                batch.size,
                *(batch.states[state] for state in DRAWN),
                batch.delay.median if batch.delay else None,
            )
            for batch in found
        ),
    )
