"""How sure each indicator is in one area: which interval suits what it counts, or why there is none."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import narwhals as nw

from dashboard.indicators.declaration import Aggregate, Indicator, Unit
from dashboard.measuring import Measurer
from dashboard.neighbourhoods.intervals import Interval, clustered, poisson, wilson
from dashboard.neighbourhoods.scales import Scale
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import UNKNOWN

Sizes = Mapping[str, list[int]]


class Method(Enum):
    """An interval, as readers are told of it."""

    ARRIVALS = "intervalle exact de Poisson"
    CLUSTERS = "intervalle de Fay et Feuer : une personne qui revient n'est pas un hasard de plus"
    SHARE = "intervalle de Wilson"


METHODS: Mapping[str, Method] = {
    "participations": Method.CLUSTERS,
    "participations_anonymes": Method.CLUSTERS,
    "beneficiaires": Method.ARRIVALS,
    "nouveaux_beneficiaires": Method.ARRIVALS,
    "taux_penetration": Method.ARRIVALS,
    "part_exclus_touches": Method.ARRIVALS,
    "appareils_remis": Method.ARRIVALS,
    "foyers_equipes": Method.ARRIVALS,
    "taux_presence": Method.SHARE,
    "taux_fidelite": Method.SHARE,
    "part_qpv": Method.SHARE,
    "part_femmes": Method.SHARE,
    "taux_retour": Method.SHARE,
    "foyers_accompagnes": Method.SHARE,
}
_DECIDED = {
    Unit.EUROS: "un montant se constate",
    Unit.HOURS: "une durée se constate",
    Unit.METRES: "une distance se mesure",
    Unit.DAYS: "un délai médian se constate",
    Unit.WORKSHOPS: "le nombre d'ateliers se décide",
}
_OTHERWISE = "ce taux compare deux quantités connues, aucune n'est un tirage"


def why_none(indicator: Indicator) -> str:
    """Say why an indicator has no interval."""
    return _DECIDED.get(indicator.unit, _OTHERWISE)


def interval(method: Method, above: float, below: float, sizes: list[int], usual: float) -> Interval:
    """Return the interval of `above` ÷ `below`; `below` is more than 0."""
    match method:
        case Method.ARRIVALS:
            return poisson(above).times(1 / below)
        case Method.CLUSTERS:
            return clustered(sizes, usual).times(1 / below)
        case Method.SHARE:
            return wilson(above, below)


def cluster_sizes(facts: Facts, indicator: Indicator, selection: Selection, scale: Scale) -> Sizes:
    """Return, by area, how many attendances each person made; an anonymous group is one arrival."""
    part = indicator.numerator
    assert isinstance(part, Aggregate)
    area, size = f"{part.fact.areas[indicator.basis(selection.basis)]}_{scale.value}", "headcount"
    rows = Measurer(facts, selection).counted(indicator, part)
    known = rows.filter(~nw.col("person").is_null()).group_by(area, "person").agg(nw.col(size).sum())
    groups = rows.filter(nw.col("person").is_null())
    sizes: dict[str, list[int]] = {}
    for frame in (known, groups):
        pairs: Any = frame.select(nw.col(area).cast(nw.String).fill_null(UNKNOWN), size).iter_rows()
        for code, people in pairs:
            sizes.setdefault(code, []).append(int(people))
    return sizes


def usual_size(sizes: Sizes) -> float:
    """Return what one more arrival would be worth: the mean size that an attendance is part of."""
    everyone = [size for each in sizes.values() for size in each]
    return sum(size * size for size in everyone) / sum(everyone) if everyone else 1
