"""What is coming, by week: workshops and stops planned from today on; and past ones left without a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

import polars as pl

from dashboard.disclosure import is_outside
from dashboard.exhibits import Table, table
from dashboard.wording import count, day, hours, named_day
from dashboard.workshops.located import MOBILE, area_names, located, within
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, PLANNED

STOP = "passage"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A workshop or a stop of the mobile third place that is planned; `room` says what is known of places."""

    day: date
    start: time | None
    end: time | None
    title: str
    kind: str
    place: str
    area: str
    room: str
    warning: str = ""

    @property
    def is_stop(self) -> bool:
        """Say whether it is a stop that no planned workshop takes up."""
        return self.kind == STOP

    @property
    def hours(self) -> str:
        """Return « 9 h 30 – 12 h », or that they are not known."""
        return hours(self.start, self.end) if self.start and self.end else "horaires non renseignés"


@dataclass(frozen=True, slots=True)
class Week:
    """The meetings of a week, from its Monday."""

    monday: date
    title: str
    days: tuple[tuple[str, tuple[Meeting, ...]], ...]

    @property
    def size(self) -> int:
        """Return how many meetings there are."""
        return sum(len(meetings) for _, meetings in self.days)


def coming(facts: Facts, territories: frozenset[str], today: date) -> tuple[Meeting, ...]:
    """Return everything planned from today on inside the perimeter, in the order of time."""
    ahead = pl.col("date") >= today
    workshops = _planned(facts, territories).filter(ahead)
    stops = within(facts.stops, facts, territories, "home").filter(ahead, status=PLANNED)
    free = stops.join(
        workshops.select(id="stop_id", starts_at="starts_at", ends_at="ends_at"),
        on=["id", "starts_at", "ends_at"],
        how="anti",
    )
    return _in_order([*_meetings(workshops), *_stops(facts, free)])


def overdue(facts: Facts, territories: frozenset[str], today: date) -> tuple[Meeting, ...]:
    """Return the workshops still planned whose day has passed: held or cancelled, nobody said.

    The team has to say it: nobody else is told.
    """
    if is_outside(facts):
        return ()
    return _in_order(_meetings(_planned(facts, territories).filter(pl.col("date") < today)))


def weeks(meetings: Iterable[Meeting], today: date) -> tuple[Week, ...]:
    """Return the meetings by week, then by day."""
    return tuple(
        Week(monday, _week_title(monday, today), _by_day(within_week))
        for monday, within_week in groupby(meetings, lambda each: _monday(each.day))
    )


def as_table(meetings: Iterable[Meeting]) -> Table:
    """Return what is coming, one row per meeting."""
    columns = [table.day("Date"), *map(table.text, ("Horaires", "Intitulé", "Type", "Lieu", "Territoire"))]
    return Table(
        "Ce qui vient",
        (*columns, table.text("Places")),
        tuple((each.day, each.hours, each.title, each.kind, each.place, each.area, each.room)
              for each in meetings),
    )  # fmt: skip


def _planned(facts: Facts, territories: frozenset[str]) -> pl.DataFrame:
    return within(located(facts), facts, territories, "place").filter(status=PLANNED)


def _meetings(workshops: pl.DataFrame) -> list[Meeting]:
    return [
        Meeting(
            day=row["date"],
            start=row["starts_at"],
            end=row["ends_at"],
            title=row["title"],
            kind=row["type"],
            place=row["place"] or "",
            area=_area(row),
            room=_room(row["capacity"], row["expected"]),
            warning="passage annulé" if row["stop_status"] == CANCELLED else "",
        )
        for row in workshops.iter_rows(named=True)
    ]


def _stops(facts: Facts, stops: pl.DataFrame) -> list[Meeting]:
    named = stops.with_columns(**area_names(facts, "home"))
    return [
        Meeting(
            row["date"], row["starts_at"], row["ends_at"], MOBILE, STOP, row["name"] or "", _area(row), "",
        )
        for row in named.iter_rows(named=True)
    ]  # fmt: skip


def _area(row: dict[str, str | None]) -> str:
    """Return « Maubeuge, QPV Pont de Pierre » as far as it is known."""
    qpv = row["qpv"]
    named = f"QPV {qpv}" if qpv and not qpv.startswith("Hors") else None
    return ", ".join(filter(None, (row["commune"], named)))


def _room(capacity: int | None, expected: int | None) -> str:
    """Return « 3 places restantes sur 12 », « complet », « 12 places », « 4 inscrits », as far as known."""
    if capacity is None:
        return count(expected, "inscrit") if expected else ""
    if expected is None:
        return count(capacity, "place")
    left = capacity - expected
    if left <= 0:
        return f"complet ({count(capacity, 'place')})"
    return f"{count(left, 'place restante', 'places restantes')} sur {capacity}"


def _in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    return tuple(sorted(meetings, key=lambda each: (each.day, each.start or time.min, each.title, each.area)))


def _monday(at: date) -> date:
    return at - timedelta(days=at.weekday())


def _by_day(meetings: Iterable[Meeting]) -> tuple[tuple[str, tuple[Meeting, ...]], ...]:
    return tuple(
        (named_day(at), tuple(within_day)) for at, within_day in groupby(meetings, lambda each: each.day)
    )


def _week_title(monday: date, today: date) -> str:
    if monday == _monday(today):
        return "Cette semaine"
    if monday == _monday(today) + WEEK:
        return "La semaine prochaine"
    return f"Semaine du {day(monday)}"
