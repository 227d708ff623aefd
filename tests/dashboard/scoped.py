"""Partners' readers, and everything that facts hold, as an attacker would search it."""

from collections.abc import Mapping

import polars as pl

from dashboard.access import Reader, Role
from dashboard.access.reader import OUTSIDE_THRESHOLD, Scope
from dashboard.scoping import facts_for


def partner(territories, start=None, end=None, threshold=OUTSIDE_THRESHOLD):
    """Return the reader that a link makes."""
    scope = Scope(frozenset(territories), frozenset({"synthese"}), start, end, 1)
    return Reader(Role.PARTNER, "Partenaire", scope=scope, threshold=threshold)


def seen_by(facts, territories, today, start=None, end=None):
    """Return the facts that a partner gets."""
    return facts_for(partner(territories, start, end), facts, today)


def everything(value):
    """Yield every text and number that a value holds, however deep: frames, enumerations, dictionaries."""
    parts = _parts(value)
    if parts is None:
        yield value
    else:
        for each in parts:
            yield from everything(each)


def _parts(value):
    """Return what a value is made of; None for a text, a number, a day."""
    if isinstance(value, pl.DataFrame):
        return [[series.to_list(), list(getattr(series.dtype, "categories", ()))] for series in value]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    names = getattr(value, "__dataclass_fields__", None)
    return names and [getattr(value, name) for name in names if name != "held"]
