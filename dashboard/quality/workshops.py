"""Checks of workshops and attendance."""

from datetime import date, timedelta

import polars as pl

from dashboard.indicators.declaration import Pillar
from dashboard.quality.declaration import Check, in_period, nowhere
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, HELD, PLANNED, PRESENT

ENTRY_DELAY_DAYS = 7
WORKSHOPS_HELD = ("atelier tenu", "ateliers tenus")
IDENTIFIED = ("participation identifiée", "participations identifiées")


def _present(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.attendance, selection).filter(pl.col("presence") == PRESENT)


def _identified(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return _present(facts, selection, today).filter(pl.col("person").is_not_null())


def _held(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.workshops, selection).filter(pl.col("status") == HELD)


def _held_a_while_ago(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return _held(facts, selection, today).filter(pl.col("date") <= today - timedelta(days=ENTRY_DELAY_DAYS))


def _gone_by(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.workshops, selection).filter(pl.col("date") < today, pl.col("status") != CANCELLED)


UNKNOWN_RESIDENCE = Check(
    key="residence_inconnue",
    pillar=Pillar.WORKSHOPS,
    label="Résidence non renseignée",
    counted=IDENTIFIED,
    effect="Comptées dans les totaux, jamais dans une commune ou un quartier : les chiffres par territoire "
    "sont des minimums.",
    among=_identified,
    flaw=nowhere(),
)
WITHOUT_ATTENDANCE = Check(
    key="sans_presence",
    pillar=Pillar.WORKSHOPS,
    label="Ateliers tenus sans aucune présence saisie",
    counted=(
        f"atelier tenu il y a {ENTRY_DELAY_DAYS} jours au moins",
        f"ateliers tenus il y a {ENTRY_DELAY_DAYS} jours au moins",
    ),
    effect="Comptés comme tenus, mais sans personne : participations, bénéficiaires et remplissage sont "
    "trop bas.",
    among=_held_a_while_ago,
    flaw=pl.col("registered").is_null(),
)

WORKSHOP_CHECKS = (
    UNKNOWN_RESIDENCE,
    Check(
        key="anonymes",
        pillar=Pillar.WORKSHOPS,
        label="Participations anonymes",
        counted=("participation", "participations"),
        effect="Absentes de tout ce qui compte des personnes différentes : bénéficiaires, nouveaux, revenus, "
        "part des femmes.",
        among=_present,
        flaw=pl.col("person").is_null(),
        weight=pl.col("headcount").cast(pl.Int64),
        watch_from=None,
    ),
    Check(
        key="genre_inconnu",
        pillar=Pillar.WORKSHOPS,
        label="Genre non renseigné",
        counted=IDENTIFIED,
        effect="Écartées de la part des femmes, calculée sur les autres.",
        among=_identified,
        flaw=pl.col("gender").is_null(),
    ),
    Check(
        key="age_inconnu",
        pillar=Pillar.WORKSHOPS,
        label="Tranche d'âge non renseignée",
        counted=IDENTIFIED,
        effect="Rangées à part, sous « Non renseigné », dans les chiffres par âge.",
        among=_identified,
        flaw=pl.col("age_band").is_null(),
    ),
    Check(
        key="statut_social_inconnu",
        pillar=Pillar.WORKSHOPS,
        label="Statut social non renseigné",
        counted=IDENTIFIED,
        effect="Rangées à part, sous « Non renseigné », dans les chiffres par statut.",
        among=_identified,
        flaw=pl.col("social_status").is_null(),
    ),
    Check(
        key="sans_foyer",
        pillar=Pillar.WORKSHOPS,
        label="Foyer non renseigné sur la feuille de présence",
        counted=IDENTIFIED,
        effect="Un foyer équipé dont le membre n'est pas reconnu passe pour non accompagné.",
        among=_identified,
        flaw=pl.col("household").is_null(),
        watch_from=None,
    ),
    WITHOUT_ATTENDANCE,
    Check(
        key="encore_prevus",
        pillar=Pillar.WORKSHOPS,
        label="Ateliers passés encore « prévus »",
        counted=("atelier passé et non annulé", "ateliers passés et non annulés"),
        effect="Ils ne comptent dans aucun chiffre tant qu'on ne dit pas s'ils ont été tenus ou annulés.",
        among=_gone_by,
        flaw=pl.col("status") == PLANNED,
    ),
    Check(
        key="sans_horaires",
        pillar=Pillar.WORKSHOPS,
        label="Ateliers tenus sans horaires",
        counted=WORKSHOPS_HELD,
        effect="Absents des heures d'atelier et des heures d'offre, qui sont alors des minimums.",
        among=_held,
        flaw=pl.col("minutes").is_null(),
    ),
    Check(
        key="sans_capacite",
        pillar=Pillar.WORKSHOPS,
        label="Ateliers tenus sans nombre de places",
        counted=WORKSHOPS_HELD,
        effect="Écartés du taux de remplissage, calculé sur les autres.",
        among=_held,
        flaw=pl.col("capacity").is_null(),
        watch_from=None,
    ),
)
