"""A territory cut to some of its areas."""

from collections.abc import Collection, Iterable
from dataclasses import replace

import shapely

from data_access.territory.areas import Area, Territory
from data_access.vocabulary import ELSEWHERE


def reduced(territory: Territory, codes: Collection[str]) -> Territory:
    """Return the territory that some areas make, with what lies in their communes; no other is named.

    A QPV that only a part of lies in these communes, and is not itself among the areas, is cut to that part.
    """
    communes = {code: area for code, area in territory.communes.items() if code in codes}
    qpvs = (_within(qpv, communes, is_named=qpv.code in codes) for qpv in territory.qpvs.values())
    former = {
        code: qpv
        for code, qpv in territory.former_qpvs.items()
        if qpv.communes and communes.keys() >= set(qpv.communes)
    }
    return Territory(territory.name, communes, _by_code(qpvs), former, frozenset(codes))


def _within(qpv: Area, communes: dict[str, Area], *, is_named: bool) -> Area | None:
    """Return a QPV as it lies in some communes, whole when named; None when it does not."""
    inside = tuple(code for code in qpv.communes if code in communes)
    if inside == qpv.communes and inside:
        return qpv
    if is_named:
        return replace(qpv, communes=(*inside, ELSEWHERE))
    grounds = [communes[code].outline for code in inside]
    return _cut(qpv, inside, shapely.union_all(grounds)) if grounds and all(grounds) else None


def _cut(qpv: Area, communes: tuple[str, ...], ground: shapely.Geometry) -> Area | None:
    """Return the part of a QPV on some ground, its population in proportion to the surface."""
    part = qpv.outline.intersection(ground) if qpv.outline is not None else None
    if qpv.outline is None or part is None or not part.area:
        return None
    people = None if qpv.population is None else round(qpv.population * part.area / qpv.outline.area)
    return replace(qpv, outline=part, population=people, communes=communes, partial=True)


def _by_code(areas: Iterable[Area | None]) -> dict[str, Area]:
    return {area.code: area for area in areas if area is not None}
