"""The dates of the invented plan, all relative to the day it is shown."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.demo.working_days import busy_day_from, working_day_from, working_day_until

Row = dict[str, object]

FORTHCOMING_DAYS = 42
LATE_DAYS = 10


@dataclass(frozen=True, slots=True)
class Period:
    """A plan of three years whose first two end today; `seed` feeds one stream of chance per subject."""

    today: date
    seed: int

    @property
    def start(self) -> date:
        """The plan's first day."""
        return date(self.today.year - 2, self.today.month, 1)

    @property
    def end(self) -> date:
        """The plan's last day, 36 months after its start."""
        return date(self.today.year + 1, self.today.month, 1) - timedelta(days=1)

    @property
    def horizon(self) -> date:
        """The last day on which something is planned."""
        return self.today + timedelta(days=FORTHCOMING_DAYS)

    def on(self, day: int) -> date:
        """Return the first working day from the plan's nth day on."""
        return working_day_from(self.start + timedelta(days=day))

    def busy_on(self, day: int) -> date:
        """Return the first day outside school holidays from the plan's nth day on."""
        return busy_day_from(self.start + timedelta(days=day))

    def ago(self, days: int) -> date:
        """Return the last working day that is at least so many days before today."""
        return working_day_until(self.today - timedelta(days=days))

    def progress(self, day: date) -> float:
        """Return 0 at the plan's start, 1 today."""
        return (day - self.start).days / (self.today - self.start).days

    def awaits_attendance(self, day: date) -> bool:
        """Say whether what was held that day is too recent for its attendance to be recorded."""
        return day > self.today - timedelta(days=LATE_DAYS)

    def chance(self, subject: str) -> random.Random:
        """Return the subject's own generator, so that changing a sheet leaves the others as they are."""
        return random.Random(f"{self.seed} {self.today.isoformat()} {subject}")


def days(first: date, last: date) -> Iterator[date]:
    """Return every day from first to last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
