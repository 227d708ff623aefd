"""Area codes as small enumerations: a code, « Hors territoire », « Hors QPV », or null when unknown."""

import polars as pl

from data_access.territory import Territory
from data_access.vocabulary import OUTSIDE_QPV, OUTSIDE_TERRITORY


class Codes:
    """The two enumerations of a territory and the columns typed with them."""

    def __init__(self, territory: Territory) -> None:
        self.commune = pl.Enum([*territory.communes, OUTSIDE_TERRITORY])
        self.qpv = pl.Enum([*sorted(territory.qpv_codes), OUTSIDE_QPV, OUTSIDE_TERRITORY])
        self._communes = list(territory.communes)
        self._qpvs = sorted(territory.qpv_codes)

    def columns(self, prefix: str, commune: str = "commune_insee", qpv: str = "qpv_code") -> list[pl.Expr]:
        """Return `{prefix}_commune` and `{prefix}_qpv` from text columns of codes."""
        inside = pl.col(commune).is_in(self._communes)
        outside = pl.col(commune).is_not_null() & ~inside
        known = pl.col(qpv).is_in(self._qpvs)
        return [
            pl.when(inside)
            .then(pl.col(commune))
            .when(outside)
            .then(pl.lit(OUTSIDE_TERRITORY))
            .cast(self.commune)
            .alias(f"{prefix}_commune"),
            pl.when(known)
            .then(pl.col(qpv))
            .when(outside)
            .then(pl.lit(OUTSIDE_TERRITORY))
            .when(inside)
            .then(pl.lit(OUTSIDE_QPV))
            .cast(self.qpv)
            .alias(f"{prefix}_qpv"),
        ]
