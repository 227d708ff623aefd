"""The facts that indicators aggregate, and how each can be split."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.indicators.declaration import Fact, Link
from dashboard.selection import Basis

BY_BOTH = MappingProxyType({Basis.RESIDENCE: "home", Basis.PLACE: "place"})
BY_RESIDENCE = MappingProxyType({Basis.RESIDENCE: "home", Basis.PLACE: "home"})
BY_PLACE = MappingProxyType({Basis.RESIDENCE: "place", Basis.PLACE: "place"})

THEME = Link("themes", "workshop", "theme")

PERSONAL: Mapping[str, str | Link] = MappingProxyType(
    {
        "genre": "gender",
        "tranche_age": "age_band",
        "statut_social": "social_status",
        "type": "type",
        "thematique": THEME,
    }
)

ATTENDANCE = Fact("attendance", "date", BY_BOTH, PERSONAL, personal=True)
FIRST_ATTENDANCE = Fact("first_attendance", "date", BY_BOTH, PERSONAL, personal=True)
WORKSHOPS = Fact(
    "workshops",
    "date",
    BY_PLACE,
    MappingProxyType({"type": "type", "statut": "status", "thematique": THEME}),
)
DEVICES_HANDED = Fact(
    "devices",
    "handed",
    BY_RESIDENCE,
    MappingProxyType({"type": "type", "origine": "origin", "modalite": "terms", "motif": "return_reason"}),
    personal=True,
)
DEVICES_RECEIVED = Fact("devices", "received", BY_RESIDENCE, DEVICES_HANDED.dimensions)
FIRST_EQUIPMENT = Fact("first_equipment", "handed", BY_RESIDENCE, personal=True)
BUDGET = Fact(
    "budget",
    "date",
    BY_RESIDENCE,
    MappingProxyType({"financeur": "funder", "action": "action", "nature": "nature"}),
)
STOPS = Fact("stops", "date", BY_RESIDENCE, MappingProxyType({"statut": "status"}))

MONTH, COMMUNE, QPV = "mois", "commune", "qpv"
DIMENSIONS = (
    MONTH,
    COMMUNE,
    QPV,
    "genre",
    "tranche_age",
    "statut_social",
    "type",
    "thematique",
    "statut",
    "origine",
    "modalite",
    "motif",
    "financeur",
    "action",
    "nature",
)
