"""The chain of the devices received in a period: received, ready, handed over, household accompanied."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from dashboard.devices.delays import Delay, Waiting, delay, waiting
from dashboard.devices.states import State, inside
from dashboard.indicators.devices import FOLLOW_UP
from dashboard.selection import Selection

RECEIVED, READY, HANDED, ACCOMPANIED = "Reçus", "Prêts", "Remis", "Accompagnés"


class Passage(StrEnum):
    """From one step of the chain to the next, as readers say it."""

    TO_READY = "de la réception à « prêt »"
    TO_HANDED = "de « prêt » à la remise"
    TO_VISIT = "de la remise à l'atelier"


@dataclass(frozen=True, slots=True)
class Step:
    """A step: how many devices reached it, how long it took from the step before, who waits for it."""

    name: str
    count: int
    delay: Delay | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """What became of the devices received in a period; only those handed over to it, in a perimeter.

    `gone` left the stock before any handover; `unvisited` are handed over, their 90 days passed (or the
    device came back) without a visit; `undated` were handed over without a date « prêt », `reversed` have
    one after their handover: both count as ready, in no delay.
    """

    steps: tuple[Step, ...]
    delays: Mapping[Passage, Delay | None]
    gone: int
    returned: int
    unvisited: int
    undated: int
    reversed: int

    @property
    def count(self) -> int:
        """Return how many devices entered the chain."""
        return self.steps[0].count

    @property
    def slowest(self) -> Passage | None:
        """Return the passage with the longest median delay."""
        known = [(found.median, passage) for passage, found in self.delays.items() if found]
        return max(known, key=lambda each: each[0])[1] if known else None


def chain(devices: pl.DataFrame, selection: Selection) -> Chain:
    """Return the chain of the devices, as they stand, that were received in the selection."""
    cohort = devices.filter(pl.col("received") >= selection.start, inside(selection))
    handed = cohort.filter(pl.col("handed").is_not_null())
    unvisited = handed.filter(pl.col("visited").is_null())
    still_time = pl.col("state").eq(State.HANDED.value) & pl.col("days").le(FOLLOW_UP.days)
    in_time = unvisited.filter(still_time)
    delays = _delays(cohort)
    return Chain(
        steps=(
            *(() if selection.territories else _before_handover(cohort, delays)),
            Step(HANDED, len(handed), delays[Passage.TO_HANDED], _waiting(cohort, State.READY)),
            Step(
                ACCOMPANIED,
                len(handed) - len(unvisited),
                delays[Passage.TO_VISIT],
                waiting(in_time["days"]),
            ),
        ),
        delays=delays,
        gone=len(cohort.filter(pl.col("handed").is_null(), _is(State.OUT))),
        returned=len(handed.filter(pl.col("returned").is_not_null())),
        unvisited=len(unvisited) - len(in_time),
        undated=len(handed.filter(pl.col("ready").is_null())),
        reversed=len(handed.filter(pl.col("ready") > pl.col("handed"))),
    )


def _before_handover(cohort: pl.DataFrame, delays: Mapping[Passage, Delay | None]) -> tuple[Step, Step]:
    """Return the steps that belong to the whole plan: where a device goes is known at its handover."""
    ready = cohort.filter(pl.col("ready").is_not_null() | pl.col("handed").is_not_null())
    waits = _waiting(cohort, State.PREPARING)
    return Step(RECEIVED, len(cohort)), Step(READY, len(ready), delays[Passage.TO_READY], waits)


def _delays(cohort: pl.DataFrame) -> dict[Passage, Delay | None]:
    """Return the delay of each passage over the devices that made it, in the right order."""
    ordered = cohort.filter(pl.col("handed").is_null() | (pl.col("ready") <= pl.col("handed")))
    return {
        Passage.TO_READY: _between(ordered, "received", "ready"),
        Passage.TO_HANDED: _between(ordered, "ready", "handed"),
        Passage.TO_VISIT: _between(cohort, "handed", "visited"),
    }


def _between(devices: pl.DataFrame, start: str, end: str) -> Delay | None:
    return delay(devices.select((pl.col(end) - pl.col(start)).dt.total_days()).to_series())


def _waiting(cohort: pl.DataFrame, state: State) -> Waiting:
    return waiting(cohort.filter(_is(state))["days"])


def _is(state: State) -> pl.Expr:
    return pl.col("state") == state.value
