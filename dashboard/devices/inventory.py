"""Every device of the plan, one row each, and the history of one of them."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from dashboard.devices.states import State, inside
from dashboard.exhibits import Listing, table
from dashboard.indicators.devices import FOLLOW_UP
from dashboard.selection import Selection
from dashboard.wording import count
from dashboard.wording import day as said_day
from data_access.territory import Territory
from data_access.vocabulary import UNKNOWN

COLUMNS = {
    "key": table.text("Numéro"),
    "type": table.text("Type"),
    "state": table.text("État"),
    "days": table.number("Depuis (jours)"),
    "received": table.day("Reçu le"),
    "ready": table.day("Prêt le"),
    "handed": table.day("Remis le"),
    "commune": table.text("Commune du foyer", absent=""),
    "qpv": table.text("Quartier du foyer", absent=""),
    "origin": table.text("Origine"),
    "batch": table.text("Lot"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """A day in a device's history, what happened, and the days since the event before."""

    day: date
    name: str
    detail: str
    after: int | None


@dataclass(frozen=True, slots=True)
class Device:
    """A device as readers open it: what it is, where it stands, its history, what is odd in it."""

    key: str
    traits: tuple[tuple[str, str], ...]
    state: str
    days: int
    events: tuple[Event, ...]
    accompaniment: str
    oddity: str


def inventory(devices: pl.DataFrame, selection: Selection, territory: Territory) -> Listing:
    """Return the devices as they stand, those handed over in the perimeter when there is one.

    Numbers are only unique within a source: a repeated one is told apart in its id.
    """
    rank = pl.int_range(pl.len()).over("key")
    frame = devices.filter(inside(selection)).with_columns(
        _area("commune", territory),
        _area("qpv", territory),
        id=pl.when(rank == 0).then(pl.col("key")).otherwise(pl.format("{} ({})", "key", rank + 1)),
    )
    return Listing("appareils", "Liste des appareils", frame, COLUMNS)


def lead(selection: Selection, day: date) -> str:
    """Say which devices are listed, and as of when."""
    which = "Ceux qui ont été remis dans le périmètre" if selection.territories else "Reçus jusque-là"
    return f"{which}, tels qu'ils étaient au {said_day(day)}."


def device(listing: Listing, asked: str) -> Device:
    """Return the device of that id."""
    row = listing.frame.row(by_predicate=pl.col("id") == asked, named=True)
    traits = {"Type": row["type"], "Origine": row["origin"], "Lot": row["batch"], "Modalité": _terms(row)}
    return Device(
        key=row["key"],
        traits=tuple((name, value or "non renseigné") for name, value in traits.items() if value != ""),
        state=row["state"],
        days=row["days"],
        events=_events(row),
        accompaniment=_accompaniment(row),
        oddity=_oddity(row),
    )


def _area(kind: str, territory: Territory) -> pl.Expr:
    """Return the name of the household's area; nothing before the handover."""
    codes = pl.col(f"home_{kind}").cast(pl.String)
    areas = territory.communes if kind == "commune" else {**territory.qpvs, **territory.former_qpvs}
    said = codes.replace({code: area.name for code, area in areas.items()}).fill_null(UNKNOWN)
    return pl.when(pl.col("handed").is_not_null()).then(said).alias(kind)


def _terms(row: dict[str, Any]) -> str:
    """Return the terms of the handover; nothing to say before it."""
    return (row["terms"] or "non renseigné") if row["handed"] else ""


def _events(row: dict[str, Any]) -> tuple[Event, ...]:
    known = [
        (row["received"], "Reçu", ""),
        (row["ready"], "Prêt à être remis", ""),
        (row["handed"], "Remis à un foyer", _where(row)),
        (row["returned"], "Rendu", f"motif : {row['return_reason'] or 'non renseigné'}"),
        (row["left"], "Sorti du stock", ""),
    ]
    happened = sorted((each for each in known if each[0]), key=lambda each: each[0])
    days = [None, *((b[0] - a[0]).days for a, b in pairwise(happened))]
    return tuple(Event(*each, after) for each, after in zip(happened, days, strict=True))


def _where(row: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(each for each in (row["commune"], row["qpv"]) if each))


def _accompaniment(row: dict[str, Any]) -> str:
    """Say whether a member of the household came to a workshop, never when."""
    if row["handed"] is None:
        return ""
    if row["visited"]:
        return f"Un membre du foyer est venu à un atelier dans les {FOLLOW_UP.days} jours de la remise."
    left = FOLLOW_UP.days - row["days"]
    if row["state"] == State.HANDED and left >= 0:
        return f"Pas encore d'atelier : il reste {count(left, 'jour')} sur {FOLLOW_UP.days}."
    return f"Aucun membre du foyer n'est venu à un atelier dans les {FOLLOW_UP.days} jours de la remise."


def _oddity(row: dict[str, Any]) -> str:
    if row["handed"] and row["ready"] and row["ready"] > row["handed"]:
        return "La date « prêt » vient après la remise : à vérifier dans le classeur."
    if row["handed"] and not row["ready"]:
        return "La date « prêt » manque, alors que l'appareil a été remis."
    if row["handed"] and row["left"] and row["left"] < row["handed"]:
        return "La sortie du stock vient avant la remise : à vérifier dans le classeur."
    return ""
