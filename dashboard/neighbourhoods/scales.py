"""The two ways of cutting the territory up, and what can be compared on each."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from dashboard.indicators import ALL, Indicator
from data_access.territory import Area, Territory


class Scale(StrEnum):
    """Priority neighbourhoods or communes, as in the address and as indicators split."""

    QPV = "qpv"
    COMMUNE = "commune"

    @property
    def one(self) -> str:
        """Return what an area is called."""
        return "quartier" if self is Scale.QPV else "commune"

    @property
    def the_one(self) -> str:
        """Return « le quartier », « la commune »."""
        return "le quartier" if self is Scale.QPV else "la commune"

    @property
    def many(self) -> str:
        """Return what areas are called."""
        return "quartiers" if self is Scale.QPV else "communes"

    @property
    def none(self) -> str:
        """Return « aucun quartier », « aucune commune »."""
        return "aucun quartier" if self is Scale.QPV else "aucune commune"

    @property
    def mean(self) -> str:
        """Return what areas are compared with."""
        return "moyenne des QPV" if self is Scale.QPV else "moyenne des communes"


SAME_BY_NATURE = {Scale.QPV: frozenset({"part_qpv", "population_couverte"}), Scale.COMMUNE: frozenset()}
"""All QPV participants live in a QPV, and « Habitants à portée » repeats « Habitants des QPV à portée »."""


MAIN = (
    "taux_penetration",
    "participations",
    "taux_presence",
    "taux_fidelite",
    "foyers_equipes",
    "foyers_accompagnes",
    "offre_pour_1000",
    "distance_mediane",
)
"""The measures that a verdict and the crossed table read: one of each kind, none said twice."""


def comparable(scale: Scale) -> tuple[Indicator, ...]:
    """Return the indicators that tell the scale's areas apart, in the order of the pillars."""
    return tuple(
        indicator
        for indicator in ALL
        if scale.value in indicator.dimensions and indicator.key not in SAME_BY_NATURE[scale]
    )


def areas(territory: Territory, scale: Scale) -> Mapping[str, Area]:
    """Return the scale's areas by code."""
    return territory.qpvs if scale is Scale.QPV else territory.communes


def alphabetical(area: Area) -> tuple[str, str]:
    """Return what sorts areas as a French dictionary does: « Éclaibes » comes before « Feignies »."""
    letters = unicodedata.normalize("NFKD", area.name)
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold(), area.code


def scale_of(territory: Territory, code: str) -> Scale | None:
    """Return the scale that an area belongs to; None when it is none of the plan's."""
    return next((scale for scale in Scale if code in areas(territory, scale)), None)
