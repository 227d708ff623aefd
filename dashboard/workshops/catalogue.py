"""The list of workshops of a period and perimeter, by their place."""

import polars as pl

from dashboard.exhibits import Column, Listing, table
from dashboard.selection import Selection
from dashboard.wording import HARD, number
from dashboard.workshops.located import located, within
from data_access.facts import Facts
from data_access.vocabulary import HELD

NOT_ENTERED = f"{HELD}, à saisir"
COLUMNS = {
    "date": table.day("Date"),
    "title": table.text("Intitulé"),
    "hours": table.text("Horaires", absent=""),
    "type": table.text("Type"),
    "commune": table.text("Commune"),
    "qpv": table.text("Quartier"),
    "status": table.text("État"),
    "organiser": table.text("Organisateur", absent=""),
    "registered": table.number("Inscrits", absent=""),
    "present": table.number("Présents", absent=""),
    "anonymous": table.number("dont anonymes", absent=""),
    "capacity": table.number("Places", absent=""),
    "fill": Column("Remplissage", lambda value: f"{number(value)}{HARD}%", is_number=True, absent=""),
}
HOUR = f"%H{HARD}h{HARD}%M"


def catalogue(facts: Facts, selection: Selection) -> Listing:
    """Return the workshops of the period, whatever their state; `id` is their chronological rank."""
    rows = within(located(facts), facts, selection.territories, "place").filter(
        pl.col("date").is_between(selection.start, selection.end)
    )
    frame = rows.select(
        "date",
        "title",
        "commune",
        "qpv",
        "organiser",
        "present",
        "anonymous",
        "capacity",
        id=pl.col("workshop"),
        registered=pl.when("registration").then("registered"),
        hours=pl.col("starts_at").dt.strftime(HOUR) + " – " + pl.col("ends_at").dt.strftime(HOUR),
        type=pl.col("type").cast(pl.String),
        status=pl.when((pl.col("status") == HELD) & pl.col("present").is_null())
        .then(pl.lit(NOT_ENTERED))
        .otherwise(pl.col("status").cast(pl.String)),
        fill=100 * pl.col("present") / pl.col("capacity"),
    )
    return Listing("ateliers", "Ateliers de la période, au lieu de l'atelier", frame, COLUMNS)
