"""The reach and the number of stops that a reader may change, in the address and in the facts."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from data_access.facts import Facts, PlanParameters

REACH_M = range(100, 10_001)
STOPS_MIN = range(1, 100)
PARAMETERS = ("rayon", "passages_min")
KEPT = 16

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How near is « within reach », and how many stops make a position a service point."""

    reach_m: int
    stops_min: int

    @classmethod
    def of(cls, plan: PlanParameters) -> "Settings":
        """Return the plan's own."""
        return cls(plan.reach_m, plan.stops_min)

    @classmethod
    def read(cls, query: Query, plan: PlanParameters) -> "Settings":
        """Read an address; what is malformed or out of bounds counts as absent."""
        return cls(
            _whole(query.get("rayon", ()), REACH_M) or plan.reach_m,
            _whole(query.get("passages_min", ()), STOPS_MIN) or plan.stops_min,
        )

    def to_query(self, plan: PlanParameters) -> dict[str, list[str]]:
        """Return the address's parameters, the plan's own values left out."""
        values = zip(PARAMETERS, (self.reach_m, self.stops_min), (plan.reach_m, plan.stops_min), strict=True)
        return {name: [str(value)] for name, value, usual in values if value != usual}


_variants: WeakKeyDictionary[Facts, OrderedDict[Settings, Facts]] = WeakKeyDictionary()
_lock = threading.Lock()


def with_settings(facts: Facts, settings: Settings) -> Facts:
    """Return the facts under other settings, the same object each time so that figures are remembered.

    The last few settings are kept, as long as the facts themselves are in use.
    """
    if settings == Settings.of(facts.plan):
        return facts
    with _lock:
        known = _variants.setdefault(facts, OrderedDict())
        if settings not in known:
            plan = replace(facts.plan, reach_m=settings.reach_m, stops_min=settings.stops_min)
            known[settings] = replace(facts, plan=plan)
        known.move_to_end(settings)
        if len(known) > KEPT:
            known.popitem(last=False)
        return known[settings]


def _whole(values: Sequence[str], bounds: range) -> int | None:
    text = values[-1].strip() if values else ""
    is_short = text.isascii() and text.isdecimal() and len(text) <= len(str(bounds[-1]))
    return int(text) if is_short and int(text) in bounds else None
