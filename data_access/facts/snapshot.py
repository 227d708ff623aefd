"""One revision of everything the figures are computed from."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from data_access.territory import Territory


@dataclass(frozen=True, slots=True)
class PlanParameters:
    """The plan's name and parameters; `started_on` is the first fact's date when the plan gives none.

    `grid_source` is the name of the file that `population_points` come from.
    """

    title: str
    territory_name: str
    started_on: date | None
    exclusion_rate: float
    reach_m: int
    stops_min: int
    demonstration: bool
    grid_source: str | None = None


@dataclass(frozen=True, slots=True)
class ContextFigure:
    """A figure known before the plan, with its source."""

    value: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """The last import of a source, in UTC."""

    source: str
    file_name: str
    committed_at: datetime


@dataclass(frozen=True, eq=False)
class Facts:
    """Frames of one revision; nobody changes them.

    `attendance`: one row per person or anonymous group registered to a workshop that was held; its
    `workshop` is the workshop's chronological rank (date, start, key). `first_attendance`: each identified
    person's first presence ever. `workshops`: `registered` people when it was held, `expected` ones while
    planned. `themes`: one row per theme of a workshop, joined by `workshop` so that `attendance` stays small.
    `first_equipment`: each household's first handover, with `accompanied` (a member present at a workshop
    held within 90 days). `home_*` columns are residence, `place_*` the workshop's place; their values are
    area codes, « Hors territoire », « Hors QPV » or null (unknown).
    `population_points`: centres of populated squares, none without a grid. Money is whole cents; `minutes`
    are whole minutes; `x`, `y` metres (Lambert-93).
    """

    revision: int
    committed_at: datetime
    plan: PlanParameters
    territory: Territory
    attendance: pl.DataFrame
    first_attendance: pl.DataFrame
    workshops: pl.DataFrame
    themes: pl.DataFrame
    devices: pl.DataFrame
    first_equipment: pl.DataFrame
    budget: pl.DataFrame
    places: pl.DataFrame
    stops: pl.DataFrame
    population_points: pl.DataFrame
    targets: pl.DataFrame
    committees: pl.DataFrame
    decisions: pl.DataFrame
    context: tuple[ContextFigure, ...]
    imports: tuple[ImportRecord, ...]

    def frame(self, name: str) -> pl.DataFrame:
        """Return the frame of that name."""
        frame = getattr(self, name)
        if not isinstance(frame, pl.DataFrame):
            raise KeyError(name)
        return frame

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was ever recorded."""
        return all(
            frame.is_empty() for frame in (self.workshops, self.devices, self.budget, self.places, self.stops)
        )
