"""Which rows of a fact lie inside a perimeter."""

import narwhals as nw

from data_access.territory import Territory


def inside(territories: frozenset[str], territory: Territory, prefix: str) -> nw.Expr:
    """Say which rows are in one of the areas, by their `prefix` columns; unknown is nowhere."""
    communes = territories & territory.communes.keys()
    in_commune = nw.col(f"{prefix}_commune").is_in(sorted(communes))
    in_qpv = nw.col(f"{prefix}_qpv").is_in(sorted(territories - communes))
    return in_commune.fill_null(False) | in_qpv.fill_null(False)
