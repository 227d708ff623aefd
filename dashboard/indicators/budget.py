"""Budget."""

import narwhals as nw

from dashboard.indicators.declaration import Aggregate, Direction, Indicator, Pillar, Unit
from dashboard.indicators.devices import DEVICE_INDICATORS
from dashboard.indicators.facts import BUDGET
from dashboard.indicators.workshops import attendances
from dashboard.selection import Basis
from data_access.vocabulary import ACTIONS, AGGLOMERATION, COMMITTED, FUNDERS, GRANTED, NATURES, PAID

SOURCE = "Classeur de suivi, feuille « budget »"
RESIDENCE_ONLY = frozenset({Basis.RESIDENCE})
DIMENSIONS = ("mois", "commune", "qpv", "financeur", "action")
NOT_EARMARKED = "Avec un périmètre, seuls les montants fléchés vers lui comptent."

is_agglomeration = nw.col("funder") == AGGLOMERATION
is_main_funder = nw.col("funder").is_in(list(FUNDERS))
cents = nw.col("cents").sum()


def _is(nature: str) -> nw.Expr:
    return nw.col("nature") == nature


def _of(nature: str) -> Aggregate:
    return Aggregate(fact=BUDGET, where=_is(nature), evidence=_is(nature), total=cents, divisor=100)


def _minus(more: str, less: str) -> Aggregate:
    """Return the money of one nature less the money of another, in whole cents until the end."""
    either = _is(more) | _is(less)
    signed = nw.when(_is(more)).then(nw.col("cents")).otherwise(-nw.col("cents"))
    return Aggregate(fact=BUDGET, where=either, evidence=either, total=signed.sum(), divisor=100)


def _paid_on(action: str) -> Aggregate:
    return Aggregate(fact=BUDGET, where=_is(PAID) & (nw.col("action") == action), total=cents, divisor=100)


def _amount(nature: str, key: str, label: str, definition: str) -> Indicator:
    return Indicator(
        key=key,
        label=label,
        unit=Unit.EUROS,
        pillar=Pillar.BUDGET,
        definition=definition,
        formula=f"Somme des montants « {nature} » datés dans la période.",
        limits=NOT_EARMARKED,
        source=SOURCE,
        numerator=_of(nature),
        cumulative=True,
        bases=RESIDENCE_ONLY,
        dimensions=DIMENSIONS,
        decimals=2,
    )


def _rate(key: str, label: str, above: str, definition: str) -> Indicator:
    return Indicator(
        key=key,
        label=label,
        unit=Unit.PERCENT,
        pillar=Pillar.BUDGET,
        definition=definition,
        formula=f"Somme « {above} » ÷ somme « {GRANTED} » × 100.",
        limits="Se lit au regard du temps écoulé. " + NOT_EARMARKED,
        source=SOURCE,
        numerator=_of(above),
        denominator=_of(GRANTED),
        scale=100,
        bases=RESIDENCE_ONLY,
        dimensions=DIMENSIONS,
        decimals=1,
    )


def _rest(key: str, label: str, more: str, less: str) -> Indicator:
    return Indicator(
        key=key,
        label=label,
        unit=Unit.EUROS,
        pillar=Pillar.BUDGET,
        definition=f"Montant {more} moins montant {less}.",
        formula=f"Somme « {more} » − somme « {less} ».",
        limits=NOT_EARMARKED,
        source=SOURCE,
        numerator=_minus(more, less),
        direction=Direction.LESS,
        bases=RESIDENCE_ONLY,
        dimensions=DIMENSIONS,
        decimals=2,
    )


_DEFINITIONS = (
    ("budget_prevu", "Prévu", "Montants inscrits au plan de financement."),
    ("budget_notifie", "Notifié", "Subventions décidées par les financeurs."),
    ("budget_verse", "Versé", "Montants reçus des financeurs."),
    ("budget_engage", "Engagé", "Montants que le plan s'est obligé à dépenser."),
    ("budget_mandate", "Mandaté", "Factures approuvées pour paiement."),
    ("budget_paye", "Payé", "Montants sortis de la caisse."),
)

_equipped = next(indicator for indicator in DEVICE_INDICATORS if indicator.key == "foyers_equipes")

BUDGET_INDICATORS = (
    *(_amount(nature, *words) for nature, words in zip(NATURES, _DEFINITIONS, strict=True)),
    _rate("taux_engagement", "Taux d'engagement", COMMITTED, "Engagé ÷ notifié."),
    _rate("taux_consommation", "Taux de consommation", PAID, "Payé ÷ notifié."),
    _rest("reste_a_engager", "Reste à engager", GRANTED, COMMITTED),
    _rest("reste_a_payer", "Reste à payer", COMMITTED, PAID),
    Indicator(
        key="part_agglomeration",
        label="Part de l'Agglomération",
        unit=Unit.PERCENT,
        pillar=Pillar.BUDGET,
        definition="Notifié par l'Agglomération ÷ notifié par l'Agglomération et l'État ; parité : 50 %.",
        formula="Somme « notifié » par l'Agglomération ÷ somme « notifié » par l'Agglomération et "
        "l'État × 100.",
        limits="Les autres financeurs n'entrent pas dans ce calcul. " + NOT_EARMARKED,
        source=SOURCE,
        numerator=Aggregate(fact=BUDGET, where=_is(GRANTED) & is_agglomeration, total=cents, divisor=100),
        denominator=Aggregate(fact=BUDGET, where=_is(GRANTED) & is_main_funder, total=cents, divisor=100),
        scale=100,
        direction=Direction.PARITY,
        bases=RESIDENCE_ONLY,
        dimensions=("mois", "commune", "qpv", "action"),
        decimals=1,
    ),
    Indicator(
        key="cout_par_participation",
        label="Coût par participation",
        unit=Unit.EUROS,
        pillar=Pillar.BUDGET,
        definition="Payé sur l'action « Ateliers » ÷ participations.",
        formula="Somme « payé » sur l'action « Ateliers » ÷ somme de « nombre » des lignes « présent ».",
        limits="Paiements et ateliers n'ont pas toujours lieu le même mois. " + NOT_EARMARKED,
        source=SOURCE + " et « presences »",
        numerator=_paid_on(ACTIONS[2]),
        denominator=attendances,
        direction=Direction.LESS,
        personal=True,
        dimensions=("mois", "commune", "qpv"),
        decimals=2,
    ),
    Indicator(
        key="cout_par_foyer",
        label="Coût par foyer équipé",
        unit=Unit.EUROS,
        pillar=Pillar.BUDGET,
        definition="Payé sur l'action « Équipement » ÷ foyers équipés.",
        formula="Somme « payé » sur l'action « Équipement » ÷ nombre de foyers équipés.",
        limits="Comprend les appareils encore en stock. " + NOT_EARMARKED,
        source=SOURCE + " et « appareils »",
        numerator=_paid_on(ACTIONS[1]),
        denominator=_equipped.numerator,
        direction=Direction.LESS,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=("mois", "commune", "qpv"),
        decimals=2,
    ),
)
