"""Closed lists of the tracking workbook, in the order in which they are shown."""

PRESENT, ABSENT, EXCUSED = PRESENCES = ("présent", "absent", "excusé")
PLANNED, HELD, CANCELLED = STATUSES = ("prévu", "tenu", "annulé")
GENDERS = ("féminin", "masculin", "autre")
AGE_BANDS = (
    "Moins de 12 ans",
    "12 - 17 ans",
    "18 - 24 ans",
    "25 - 39 ans",
    "40 - 59 ans",
    "60 - 69 ans",
    "70 ans et plus",
)
SOCIAL_STATUSES = ("Retraité", "Sans emploi", "En emploi", "Scolarisé")
WORKSHOP_TYPES = ("initiation", "perfectionnement", "accompagnement individuel", "permanence", "évènement")
DEVICE_TYPES = ("ordinateur portable", "ordinateur fixe", "tablette", "smartphone", "autre")
DEVICE_ORIGINS = ("don", "reconditionné", "neuf")
HANDOVER_TERMS = ("don", "prêt", "vente solidaire")
RETURN_REASONS = ("panne", "fin de prêt", "refus", "déménagement", "autre")
PLANNED_MONEY, GRANTED, RECEIVED, COMMITTED, APPROVED, PAID = NATURES = (
    "prévu",
    "notifié",
    "versé",
    "engagé",
    "mandaté",
    "payé",
)
AGGLOMERATION, STATE = FUNDERS = ("Agglomération", "État")
ACTIONS = ("Élaboration du plan", "Équipement", "Ateliers", "Tiers-lieu mobile")
DECISION_STATES = ("à faire", "en cours", "fait", "abandonné")

UNKNOWN = "Non renseigné"
OUTSIDE_TERRITORY = "Hors territoire"
OUTSIDE_QPV = "Hors QPV"
ELSEWHERE = "Ailleurs"
"""An area of the territory that whoever reads does not see."""
