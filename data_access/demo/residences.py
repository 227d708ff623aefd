"""Where people of each basin live: communes (INSEE codes) and priority neighbourhoods (QPV, 2024 zoning)."""

import random
from typing import NamedTuple

from data_access.demo import tables


class Residence(NamedTuple):
    """A commune and, inside it, a QPV; both None when nobody knows."""

    commune: str | None
    qpv: str | None = None


UNKNOWN = Residence(None)
UNKNOWN_SHARE, OUTSIDE_SHARE, LOCAL_SHARE = 0.06, 0.02, 0.74

# The neighbourhood that the plan reaches best, and the one that it leaves behind.
STRONG, LAGGING = "QN05917M", "QN05913M"
SOUS_LE_BOIS = "QN05918M"

# Avesnes-sur-Helpe, Fourmies, Valenciennes, Lille.
OUTSIDE = (Residence("59036"), Residence("59249"), Residence("59606"), Residence("59350"))

Mix = dict[Residence, float]


def _mixes() -> dict[str, Mix]:
    mixes: dict[str, Mix] = {}
    for row in tables.read("residences"):
        home = Residence(row["commune"], row["qpv"] or None)
        mixes.setdefault(row["basin"], {})[home] = float(row["weight"])
    return mixes


BASINS = _mixes()

# Those who come from farther away.
ANYWHERE = BASINS.pop("anywhere")


def residence(basin: str, chance: random.Random) -> Residence:
    """Return where somebody met in that basin lives."""
    draw = chance.random()
    if draw < UNKNOWN_SHARE:
        return UNKNOWN
    if draw < UNKNOWN_SHARE + OUTSIDE_SHARE:
        return chance.choice(OUTSIDE)
    mix = BASINS[basin] if chance.random() < LOCAL_SHARE else ANYWHERE
    return chance.choices(list(mix), list(mix.values()))[0]
