"""The filters as they stand in the address: short names, area codes, nothing for what is usual."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.disclosure import SharedFacts, Window, allowed_selection
from dashboard.selection import Basis, Preset, Selection, period
from data_access.facts import Facts

PARAMETERS = ("periode", "du", "au", "territoire", "base")
DATES = ("du", "au")
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
AREA_CODE = re.compile(r"\d[\dAB]\d{3}|Q[NP]\d{3}\w{3}", re.ASCII)

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A named period and the selection that it makes."""

    preset: Preset
    selection: Selection

    def to_query(self) -> dict[str, list[str]]:
        """Return the address's parameters, usual values left out."""
        query: dict[str, list[str]] = {}
        if self.preset is not Preset.PLAN:
            query["periode"] = [self.preset.value]
        if self.preset is Preset.FREE:
            query["du"], query["au"] = [self.selection.start.isoformat()], [self.selection.end.isoformat()]
        if self.selection.territories:
            query["territoire"] = sorted(self.selection.territories)
        if self.selection.basis is not Basis.RESIDENCE:
            query["base"] = [self.selection.basis.value]
        return query


def read(query: Query, facts: Facts, today: date) -> Choice:
    """Read a choice; dates alone mean free dates, what is unknown or malformed counts as absent."""
    valid = {name: values for name, values in query.items() if name not in DATES or _is_day(values)}
    preset = _preset(valid)
    if preset is not Preset.FREE:
        valid = {name: values for name, values in valid.items() if name not in DATES}
    start, end = _period(preset, facts, today)
    selection = Selection.from_query(valid, facts.territory.codes, Selection(start, end))
    return _held(Choice(preset, selection), facts, today)


def presets(facts: Facts, today: date) -> list[Preset]:
    """Return the named periods that mean something: to a partner, those that meet the months open to them."""
    held = _window(facts)
    if held is None:
        return list(Preset)
    return [
        preset
        for preset in Preset
        if preset in (Preset.PLAN, Preset.FREE) or _meets(held, _period(preset, facts, today))
    ]


def bounds(facts: Facts) -> tuple[date, date]:
    """Return the first and last day that can be chosen."""
    held = _window(facts)
    return held.period(0, held.steps) if held and held.steps else (EARLIEST, LATEST)


def lost_areas(query: Query, facts: Facts) -> list[str]:
    """Return the area codes of an address that the territory does not know (any more)."""
    unknown = set(query.get("territoire", ())) - facts.territory.codes
    return sorted(code for code in unknown if AREA_CODE.fullmatch(code))


def _held(choice: Choice, facts: Facts, today: date) -> Choice:
    """Return the nearest choice that a partner may make: within the perimeter, whole months of the lock."""
    held = _window(facts)
    if held is None or not isinstance(facts, SharedFacts):
        return choice
    preset = choice.preset if choice.preset in presets(facts, today) else Preset.FREE
    return replace(
        choice, preset=preset, selection=allowed_selection(choice.selection, held, facts.perimeter)
    )


def _window(facts: Facts) -> Window | None:
    return facts.window if isinstance(facts, SharedFacts) else None


def _meets(held: Window, period: tuple[date, date]) -> bool:
    first, last = period
    opens, closes = held.bounds[0], held.bounds[-1]
    return first < closes and last >= opens


def _period(preset: Preset, facts: Facts, today: date) -> tuple[date, date]:
    return period(preset, today, facts.plan.started_on, facts.committees["date"])


def _preset(query: Query) -> Preset:
    named = query.get("periode", ())[-1:]
    fallback = Preset.FREE if any(name in query for name in DATES) else Preset.PLAN
    return next((Preset(name) for name in named if name in set(Preset)), fallback)


def _is_day(values: Sequence[str]) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(values[-1]) <= LATEST
    except (ValueError, IndexError):
        return False
