"""Which rows of a fact lie inside a perimeter."""

from collections.abc import Collection

import narwhals as nw

from data_access.territory import Territory


def inside(prefix: str, codes: Collection[str], territory: Territory) -> nw.Expr:
    """Return the condition that a row's commune or QPV is one of the codes."""
    communes = territory.communes.keys() & set(codes)
    in_commune = nw.col(f"{prefix}_commune").is_in(sorted(communes))
    in_qpv = nw.col(f"{prefix}_qpv").is_in(sorted(set(codes) - communes))
    return in_commune.fill_null(False) | in_qpv.fill_null(False)
