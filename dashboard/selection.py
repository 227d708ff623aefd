"""What a reader looks at: a period, a perimeter, a basis; and its form in a shared address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Basis(StrEnum):
    """Where a participation is counted: at the person's residence or at the workshop's place."""

    RESIDENCE = "residence"
    PLACE = "lieu"


class Preset(StrEnum):
    """A named period, as it stands in the address."""

    PLAN = "plan"
    SINCE_COMMITTEE = "comite"
    THIS_MONTH = "mois"
    LAST_MONTH = "mois-dernier"
    QUARTER = "trimestre"
    YEAR = "annee"
    SCHOOL_YEAR = "annee-scolaire"
    FREE = "libre"


@dataclass(frozen=True, slots=True)
class Selection:
    """A period (both days included), area codes (none: the whole territory) and a basis."""

    start: date
    end: date
    territories: frozenset[str] = field(default_factory=frozenset)
    basis: Basis = Basis.RESIDENCE

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"la période finit ({self.end}) avant de commencer ({self.start})")

    def to_query(self) -> dict[str, Any]:
        """Return the selection as it stands in the address and in JSON."""
        return {
            "du": self.start.isoformat(),
            "au": self.end.isoformat(),
            "territoire": sorted(self.territories),
            "base": self.basis.value,
        }

    @classmethod
    def from_query(
        cls, query: Mapping[str, Sequence[str]], known: frozenset[str], default: "Selection"
    ) -> "Selection":
        """Read a selection back; what is unknown or malformed falls back to the default."""
        start = _day(query.get("du")) or default.start
        end = _day(query.get("au")) or default.end
        if start > end:
            start, end = default.start, default.end
        basis = next((Basis(b) for b in query.get("base", ())[-1:] if b in set(Basis)), default.basis)
        return cls(start, end, known.intersection(query.get("territoire", ())), basis)


def period(
    preset: Preset, today: date, plan_start: date | None, committees: Iterable[date] = ()
) -> tuple[date, date]:
    """Return the first and last day of a preset; free dates start as the whole plan."""
    month = today.replace(day=1)
    start = plan_start if plan_start and plan_start <= today else month
    last_committee = max((day for day in committees if day < today), default=None)
    match preset:
        case Preset.SINCE_COMMITTEE if last_committee:
            return last_committee + timedelta(days=1), today
        case Preset.THIS_MONTH:
            return month, today
        case Preset.LAST_MONTH:
            end = month - timedelta(days=1)
            return end.replace(day=1), end
        case Preset.QUARTER:
            return month.replace(month=3 * ((today.month - 1) // 3) + 1), today
        case Preset.YEAR:
            return date(today.year, 1, 1), today
        case Preset.SCHOOL_YEAR:
            return date(today.year - (today.month < 9), 9, 1), today
    return start, today


def up_to(selection: Selection, today: date) -> Selection:
    """Return the part of a selection that is not in the future; all of it when it has not begun."""
    return replace(selection, end=min(selection.end, max(today, selection.start)))


def _day(values: Sequence[str] | None) -> date | None:
    try:
        return date.fromisoformat(values[-1]) if values else None
    except ValueError:
        return None
