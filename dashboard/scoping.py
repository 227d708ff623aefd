"""The facts that a reader may see: a partner's are cut to their perimeter before anything is computed.

A shared view's own plan is its perimeter: what lies elsewhere is not hidden from figures, it is not there.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl
import shapely

from dashboard.access.reader import Denied, Reader, Role, Scope
from dashboard.disclosure import INSIDE, Rule, SharedFacts, Window, shared, window
from dashboard.perimeter import inside
from data_access.facts import Facts
from data_access.territory import Territory
from data_access.territory.reducing import reduced
from data_access.vocabulary import ELSEWHERE, OUTSIDE_QPV, OUTSIDE_TERRITORY

KEPT = 32
NOTHING_OPEN = "Ce partage n'ouvre aucun territoire connu. Demandez un nouveau lien à qui vous l'a donné."
AT_RESIDENCE = ("devices", "first_equipment", "budget", "places", "stops")
AT_PLACE = ("workshops",)
AT_BOTH = ("attendance", "first_attendance")
DATED = ("attendance", "first_attendance", "workshops", "budget", "stops", "committees")
"""Frames whose rows outside the period of a lock are left out; devices have several dates."""
LABELS = {"commune": (ELSEWHERE, OUTSIDE_TERRITORY), "qpv": (ELSEWHERE, OUTSIDE_QPV, OUTSIDE_TERRITORY)}
TEXT_CODES = {"commune": "commune_insee", "qpv": "qpv_code"}
MARKS = ("id", "date")
Frames = dict[str, Any]
"""Frames by name, as `replace` takes them."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What makes two partners see the same facts."""

    rule: Rule
    territories: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None
    window: Window | None = None


_known: WeakKeyDictionary[Facts, OrderedDict[_Share, SharedFacts]] = WeakKeyDictionary()
_lock = threading.Lock()


def facts_for(reader: Reader, facts: Facts, today: date) -> SharedFacts:
    """Return the facts that a reader may see, the same object each time; raises Denied.

    The last few are kept, as long as the facts themselves are in use.
    """
    share = _share(reader, facts, today)
    with _lock:
        known = _known.setdefault(facts, OrderedDict())
        if share not in known:
            known[share] = _cut(facts, share)
        known.move_to_end(share)
        if len(known) > KEPT:
            known.popitem(last=False)
        return known[share]


def _share(reader: Reader, facts: Facts, today: date) -> _Share:
    if reader.role is not Role.PARTNER:
        return _Share(INSIDE)
    scope, codes = reader.scope, facts.territory.codes
    if scope is None or not scope.territories or not scope.territories <= codes:
        raise Denied(NOTHING_OPEN, signed_in=True)
    first = facts.plan.started_on or today
    months = window(scope.start, scope.end, first, today, scope.made_on)
    return _Share(
        Rule(reader.threshold), _territories(scope, facts.territory), scope.start, scope.end, months
    )


def _territories(scope: Scope, territory: Territory) -> frozenset[str]:
    """Return the areas of a scope; none, that is all, when it names every commune."""
    is_whole = bool(territory.communes) and territory.communes.keys() <= scope.territories
    return frozenset() if is_whole else scope.territories


def _cut(facts: Facts, share: _Share) -> SharedFacts:
    if share.rule.crossings_only:
        return shared(facts, share.rule)
    cut = _without_the_committees_work(_in_period(facts, share))
    if share.territories:
        cut = _in_perimeter(cut, share.territories)
    return shared(cut, share.rule, cut.territory.perimeter and cut.territory.codes, share.window)


def _in_period(facts: Facts, share: _Share) -> Facts:
    """Return the facts without what happened before or after a lock."""
    kept = pl.lit(True)
    if share.start:
        kept &= pl.col("date") >= share.start
    if share.end:
        kept &= pl.col("date") <= share.end
    closed = pl.when(pl.col("closed") <= (share.end or date.max)).then("closed")
    opened = pl.col("opened").is_null() | (pl.col("opened") <= (share.end or date.max))
    frames: Frames = {name: facts.frame(name).filter(kept) for name in DATED}
    return replace(facts, **frames, places=facts.places.filter(opened).with_columns(closed=closed))


def _without_the_committees_work(facts: Facts) -> Facts:
    """Return the facts with committees as mere dates, and nothing of what they decided or was imported."""
    others = [name for name in facts.committees.columns if name not in MARKS]
    marks = facts.committees.with_columns(
        pl.lit(None, facts.committees.schema[name]).alias(name) for name in others
    )
    return replace(facts, committees=marks, decisions=facts.decisions.clear(), imports=())


def _in_perimeter(facts: Facts, territories: frozenset[str]) -> Facts:
    """Return the facts of some areas; no code, label or row from elsewhere is left in them.

    A row of attendance stays for its residence or for its place; whatever is outside is called « Ailleurs ».
    """
    territory = reduced(facts.territory, territories)
    ground = _Ground(facts.territory, territory, territories)
    frames: Frames = {
        name: ground.kept(facts.frame(name), prefixes)
        for names, prefixes in (
            (AT_RESIDENCE, ("home",)),
            (AT_PLACE, ("place",)),
            (AT_BOTH, ("home", "place")),
        )
        for name in names
    }
    cut = replace(
        facts,
        **frames,
        territory=territory,
        population_points=_lived_in(facts.population_points, territory),
        targets=facts.targets.filter(pl.col("territory").is_in(_whole_areas(territory))),
        context=(),
    )
    return _renumbered(cut)


class _Ground:
    """Keeps the rows of some areas, and of their codes those of a reduced territory."""

    def __init__(self, whole: Territory, territory: Territory, territories: frozenset[str]) -> None:
        self._whole, self._territories = whole, territories
        self._codes = {"commune": sorted(territory.communes), "qpv": sorted(territory.qpv_codes)}

    def kept(self, frame: pl.DataFrame, prefixes: tuple[str, ...]) -> pl.DataFrame:
        """Return the rows inside by one of the prefixes at least."""
        here = {prefix: inside(self._territories, self._whole, prefix) for prefix in prefixes}
        marked = nw.from_native(frame).with_columns(
            **{f"is_{prefix}": is_in for prefix, is_in in here.items()}
        )
        rows = marked.to_native().filter(pl.any_horizontal(f"is_{prefix}" for prefix in prefixes))
        names = [self._named(prefix, kind) for prefix in prefixes for kind in LABELS]
        plain = [self._plain(kind) for kind, name in TEXT_CODES.items() if name in frame.columns]
        return rows.with_columns(*names, *plain).drop(f"is_{prefix}" for prefix in prefixes)

    def _named(self, prefix: str, kind: str) -> pl.Expr:
        """Return the codes of the areas that are inside, « Ailleurs » for others."""
        codes, labels = self._codes[kind], LABELS[kind]
        value = pl.col(f"{prefix}_{kind}").cast(pl.String)
        is_said = value.is_in(labels) | (value.is_in(codes) & pl.col(f"is_{prefix}"))
        said = pl.when(value.is_null() | is_said).then(value).otherwise(pl.lit(ELSEWHERE))
        return said.cast(pl.Enum([*codes, *labels])).alias(f"{prefix}_{kind}")

    def _plain(self, kind: str) -> pl.Expr:
        name = TEXT_CODES[kind]
        return pl.when(pl.col(name).is_in(self._codes[kind])).then(name)


def _whole_areas(territory: Territory) -> list[str]:
    return [
        code for areas in (territory.communes, territory.qpvs) for code in areas if not areas[code].partial
    ]


def _lived_in(points: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """Return the populated squares whose centre is on the territory's ground."""
    outlines = [area.outline for area in territory.pieces() if area.outline is not None]
    ground = shapely.union_all(outlines)
    shapely.prepare(ground)
    return points.filter(
        pl.Series(shapely.intersects_xy(ground, points["x"].to_numpy(), points["y"].to_numpy()))
    )


def _renumbered(facts: Facts) -> Facts:
    """Return the facts with workshops ranked among themselves, and the themes of no other."""
    frames = {name: facts.frame(name) for name in (*AT_BOTH, *AT_PLACE)}
    seen = pl.concat([frame.select("workshop") for frame in frames.values()]).unique().sort("workshop")
    ranks = seen.with_row_index("rank")
    ranked: Frames = {
        name: frame.join(ranks, on="workshop", maintain_order="left")
        .with_columns(workshop="rank")
        .drop("rank")
        for name, frame in (frames | {"themes": facts.themes}).items()
    }
    return replace(facts, **ranked)
