"""The stock of the whole plan: month after month, and how long devices have been waiting in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.charts import Series, columns
from dashboard.devices.delays import Waiting, in_days, waiting
from dashboard.devices.states import State
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.measuring import month_ends
from dashboard.wording import count, day, number, short_month
from data_access.facts import Facts

OLD, LONGEST = 90, "90 j et plus"
BANDS = {"0 à 29 j": 30, "30 à 59 j": 60, "60 à 89 j": OLD, LONGEST: None}
SAID = {
    State.READY: ("appareil prêt", "appareils prêts"),
    State.PREPARING: ("appareil en préparation", "appareils en préparation"),
}
WAITING = {State.READY: "Prêts", State.PREPARING: "En préparation"}


@dataclass(frozen=True, slots=True)
class StockPoint:
    """Devices ready and in preparation at the end of a day."""

    day: date
    ready: int
    preparing: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Devices that wait in one state: how many in each age band, since when, which one the longest."""

    state: State
    bands: dict[str, int]
    waiting: Waiting
    oldest_key: str | None


def stock_points(facts: Facts, start: date, end: date) -> list[StockPoint]:
    """Return the stock at the end of each month of the period; none when it has not begun."""
    if start > end:
        return []
    devices = facts.devices.select("received", "ready", gone=pl.min_horizontal("handed", "left"))
    return [_point(devices, at) for at in month_ends(start, end)]


def shelf(devices: pl.DataFrame, state: State) -> Shelf:
    """Return the age of the devices that wait in a state."""
    waits = devices.filter(pl.col("state") == state.value).sort("days", "key", descending=[True, False])
    oldest = next(iter(waits["key"]), None)
    return Shelf(state, _bands(waits["days"]), waiting(waits["days"]), oldest)


def stock_exhibit(points: Sequence[StockPoint]) -> Exhibit:
    """Return the stock at the end of each month."""
    key, caption = "appareils-stock", "Stock à la fin de chaque mois"
    rows = Table(
        caption,
        (table.day("Au"), table.number("Prêts"), table.number("En préparation")),
        tuple((each.day, each.ready, each.preparing) for each in points),
    )
    if not any(each.ready or each.preparing for each in points):
        return Exhibit(key, caption, "Aucun appareil en stock sur cette période.", rows)
    last, most = points[-1], max(points, key=lambda each: each.ready)
    return Exhibit(
        key,
        title=f"{count(last.ready, 'appareil prêt', 'appareils prêts')} en stock au {day(last.day)}, "
        f"{number(last.preparing)} en préparation",
        sentence=f"Au plus haut, {count(most.ready, 'appareil prêt', 'appareils prêts')} au {day(most.day)}.",
        table=rows,
        figure=columns(
            [short_month(each.day) for each in points],
            [
                Series("Prêts", [each.ready for each in points], [number(each.ready) for each in points]),
                Series(
                    "En préparation",
                    [each.preparing for each in points],
                    [number(each.preparing) for each in points],
                ),
            ],
        ),
        note="Stock de tout le plan, au dernier jour de chaque mois (au dernier jour de la période pour le "
        "dernier) ; « prêts » : ni remis ni sortis.",
    )


def ages_exhibit(shelves: Sequence[Shelf]) -> Exhibit:
    """Return how long the devices at hand have been waiting."""
    key, caption = "appareils-attente", "Depuis combien de temps ils attendent"
    rows = _ages_table(caption, shelves)
    known = [each for each in shelves if each.waiting.oldest is not None]
    if not known:
        return Exhibit(key, caption, "Aucun appareil en stock ni en préparation.", rows)
    return Exhibit(
        key,
        title=_ages_title(known[0]),
        sentence=" ".join(_ages_sentence(each) for each in known),
        table=rows,
        figure=columns(
            list(BANDS),
            [
                Series(
                    WAITING[each.state], list(each.bands.values()), [number(n) for n in each.bands.values()]
                )
                for each in known
            ],
            mode="group",
        ),
        note="Les prêts attendent depuis leur date « prêt », les autres depuis leur réception.",
    )


def _point(devices: pl.DataFrame, at: date) -> StockPoint:
    there = devices.filter(pl.col("received") <= at, pl.col("gone").is_null() | (pl.col("gone") > at))
    ready = int((there["ready"] <= at).sum())
    return StockPoint(at, ready, len(there) - ready)


def _bands(days: pl.Series) -> dict[str, int]:
    counts, low = {}, 0
    for name, high in BANDS.items():
        counts[name] = int(((days >= low) & (days < high)).sum() if high else (days >= low).sum())
        low = high or low
    return counts


def _ages_title(shelf: Shelf) -> str:
    singular, plural = SAID[shelf.state]
    long = shelf.bands[LONGEST]
    if long:
        return f"{count(long, singular, plural)} depuis {OLD} jours ou plus"
    return f"Le plus ancien {singular} attend depuis {in_days(shelf.waiting.oldest or 0)}"


def _ages_sentence(shelf: Shelf) -> str:
    return (
        f"{WAITING[shelf.state]} : {number(shelf.waiting.count)}, le plus ancien ({shelf.oldest_key}) "
        f"depuis {in_days(shelf.waiting.oldest or 0)}."
    )


def _ages_table(caption: str, shelves: Sequence[Shelf]) -> Table:
    columns_ = (table.text("État"), *(table.number(name) for name in BANDS))
    return Table(
        caption,
        (
            *columns_,
            Column("Le plus ancien attend depuis", in_days, is_number=True, absent=""),
            table.text("Le plus ancien", absent=""),
        ),
        tuple(
            (WAITING[each.state], *each.bands.values(), each.waiting.oldest, each.oldest_key)
            for each in shelves
        ),
    )
