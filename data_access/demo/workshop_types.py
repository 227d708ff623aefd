"""What each type of workshop looks like: how often, how long, for how many, about what."""

from datetime import time
from typing import NamedTuple

TOOLS = "Prendre en main du matériel"
INTERNET = "Navigation sur internet"
EMAIL = "E-mail"
SAFETY = "Prévention en sécurité numérique"
FORMALITIES = "Aide aux démarches administratives"

Slot = tuple[time, time]

TWO_HOURS = ((time(9, 30), time(11, 30)), (time(10), time(12)), (time(14), time(16)))
HALF_DAYS = ((time(9), time(12)), (time(13, 30), time(16, 30)))


class Kind(NamedTuple):
    """A type of workshop; `registered` is the share of those where people register beforehand."""

    type: str
    weight: float
    slots: tuple[Slot, ...]
    capacities: tuple[int | None, ...]
    registered: float
    titles: tuple[tuple[str, tuple[str, ...]], ...]


KINDS = (
    Kind(
        "initiation",
        34,
        TWO_HOURS,
        (12, 12, 14, 16),
        0.75,
        (
            ("Premiers pas sur l'ordinateur", (TOOLS, "Diagnostic numérique")),
            ("Premiers pas sur le smartphone", (TOOLS,)),
            ("Naviguer sur internet", (INTERNET,)),
            ("Créer et utiliser sa boîte aux lettres électronique", (EMAIL, INTERNET)),
            ("Ma santé en ligne", ("Santé", FORMALITIES)),
        ),
    ),
    Kind(
        "perfectionnement",
        22,
        TWO_HOURS,
        (10, 12, 14),
        0.8,
        (
            ("Éviter les arnaques en ligne", (SAFETY,)),
            ("Traitement de texte et tableur", ("Bureautique",)),
            ("Ranger ses photos et ses documents", ("Gérer ses contenus numériques",)),
            ("Acheter et gérer son compte en ligne", ("Banque et achats en ligne", SAFETY)),
            (
                "Découvrir l'intelligence artificielle",
                ("Intelligence artificielle (IA)",),
            ),
            ("CV et recherche d'emploi en ligne", ("Insertion professionnelle", "Bureautique")),
        ),
    ),
    Kind(
        "accompagnement individuel",
        11,
        HALF_DAYS,
        (4, 5, 6),
        0.6,
        (
            ("Rendez-vous individuels", (FORMALITIES,)),
            ("Rendez-vous emploi", ("Insertion professionnelle", FORMALITIES)),
            ("Prise en main de l'ordinateur remis", (TOOLS, "Maintenance de matériel")),
        ),
    ),
    Kind(
        "permanence",
        22,
        HALF_DAYS,
        (None,),
        0.0,
        (
            ("Permanence numérique", (FORMALITIES, TOOLS)),
            ("Permanence accès aux droits", (FORMALITIES, "Social - Santé")),
            ("Permanence impôts", (FORMALITIES, "Argent - Impôts")),
        ),
    ),
    Kind(
        "évènement",
        11,
        ((time(14), time(17)), (time(10), time(16))),
        (None, 40, 60),
        0.1,
        (
            ("Forum du numérique", ("Culture numérique", SAFETY)),
            ("Café numérique", ("Culture numérique", "Réseaux sociaux communication")),
            ("Parents et écrans", ("Parentalité", "Scolarité et numérique")),
            ("Après-midi création", ("Créer avec le numérique",)),
        ),
    ),
)
INITIATION, PERFECTIONNEMENT, INDIVIDUAL, PERMANENCE, EVENT = KINDS
