"""Équipement."""

from datetime import timedelta

import narwhals as nw

from dashboard.indicators.declaration import Aggregate, Direction, Distinct, Indicator, Pillar, Unit
from dashboard.indicators.facts import DEVICES_HANDED, DEVICES_RECEIVED, FIRST_EQUIPMENT
from dashboard.selection import Basis, Selection

SOURCE = "Classeur de suivi, feuille « appareils »"
RESIDENCE_ONLY = frozenset({Basis.RESIDENCE})
WHERE_AND_WHEN = ("mois", "commune", "qpv")
FOLLOW_UP = timedelta(days=90)


def _by(column: str, selection: Selection) -> nw.Expr:
    """Say whether a date had come by the end of the period; a missing date never comes."""
    return ~nw.col(column).is_null() & (nw.col(column) <= selection.end)


def _kept(selection: Selection) -> nw.Expr:
    return ~_by("returned", selection) & ~nw.col("household").is_null()


def _returned(selection: Selection) -> nw.Expr:
    return _by("returned", selection)


def _received(selection: Selection) -> nw.Expr:
    return _by("received", selection)


def _in_stock(selection: Selection) -> nw.Expr:
    return _by("ready", selection) & ~_by("handed", selection) & ~_by("left", selection)


def _followed_up(selection: Selection) -> nw.Expr:
    return nw.col("handed") <= selection.end - FOLLOW_UP


def _accompanied(selection: Selection) -> nw.Expr:
    return _followed_up(selection) & nw.col("accompanied")


DEVICE_INDICATORS = (
    Indicator(
        key="appareils_remis",
        label="Appareils remis",
        unit=Unit.DEVICES,
        pillar=Pillar.DEVICES,
        definition="Appareils remis à un foyer dans la période.",
        formula="Nombre d'appareils dont la date de remise est dans la période.",
        limits="Un appareil rendu ensuite reste compté ici ; « Foyers équipés » en tient compte.",
        source=SOURCE,
        numerator=Aggregate(fact=DEVICES_HANDED, total=nw.len()),
        cumulative=True,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=(*WHERE_AND_WHEN, "type", "origine", "modalite"),
    ),
    Indicator(
        key="foyers_equipes",
        label="Foyers équipés",
        unit=Unit.HOUSEHOLDS,
        pillar=Pillar.DEVICES,
        definition="Foyers différents ayant reçu dans la période un appareil qu'ils n'ont pas rendu.",
        formula="Nombre de foyers différents parmi les appareils remis dans la période et non rendus au "
        "dernier jour.",
        limits="Un foyer qui a reçu deux appareils compte une fois.",
        source=SOURCE,
        numerator=Aggregate(
            fact=DEVICES_HANDED,
            where=_kept,
            total=nw.col("household").n_unique(),
            distinct=Distinct("household"),
        ),
        cumulative=True,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=(*WHERE_AND_WHEN, "type", "origine", "modalite"),
    ),
    Indicator(
        key="appareils_disponibles",
        label="Appareils prêts en stock",
        unit=Unit.DEVICES,
        pillar=Pillar.DEVICES,
        definition="Appareils prêts, ni remis ni sortis du stock, au dernier jour de la période.",
        formula="Nombre d'appareils prêts au dernier jour, moins ceux déjà remis ou sortis.",
        limits="Le stock est commun à tout le plan : le périmètre ne s'y applique pas.",
        source=SOURCE,
        numerator=Aggregate(
            fact=DEVICES_RECEIVED,
            where=_in_stock,
            evidence=_received,
            total=nw.len(),
            stock=True,
            everywhere=True,
        ),
        bases=RESIDENCE_ONLY,
        dimensions=("type", "origine"),
    ),
    Indicator(
        key="delai_remise",
        label="Délai médian de remise",
        unit=Unit.DAYS,
        pillar=Pillar.DEVICES,
        definition="Médiane des jours entre la réception d'un appareil et sa remise, "
        "sur les remises de la période.",
        formula="Médiane de (date de remise − date de réception) des appareils remis dans la période.",
        limits="Ne compte pas les appareils encore en attente.",
        source=SOURCE,
        numerator=Aggregate(fact=DEVICES_HANDED, total=nw.col("delay").median(), summary=True),
        direction=Direction.LESS,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=(*WHERE_AND_WHEN, "type", "origine", "modalite"),
    ),
    Indicator(
        key="taux_retour",
        label="Taux de retour",
        unit=Unit.PERCENT,
        pillar=Pillar.DEVICES,
        definition="Appareils remis dans la période et rendus depuis ÷ appareils remis dans la période.",
        formula="Nombre d'appareils remis dans la période et rendus au dernier jour "
        "÷ nombre d'appareils remis dans la période × 100.",
        limits="Les remises récentes ont eu moins de temps pour revenir.",
        source=SOURCE,
        numerator=Aggregate(fact=DEVICES_HANDED, where=_returned, total=nw.len()),
        denominator=Aggregate(fact=DEVICES_HANDED, total=nw.len()),
        scale=100,
        direction=Direction.LESS,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=(*WHERE_AND_WHEN, "type", "origine", "modalite"),
        decimals=1,
    ),
    Indicator(
        key="foyers_accompagnes",
        label="Foyers équipés puis accompagnés",
        unit=Unit.PERCENT,
        pillar=Pillar.DEVICES,
        definition="Parmi les foyers équipés pour la première fois dans la période et depuis 90 jours "
        "au moins, part de ceux dont un membre est venu à un atelier dans les 90 jours.",
        formula="Nombre de foyers dont un membre a une ligne « présent » dans les 90 jours qui suivent la "
        "remise ÷ nombre de foyers × 100, foyers équipés pour la première fois dans la période et 90 jours "
        "au moins avant son dernier jour.",
        limits="Suppose que l'identifiant du foyer est donné sur les feuilles de présence.",
        source=SOURCE + " et « presences »",
        numerator=Aggregate(fact=FIRST_EQUIPMENT, where=_accompanied, total=nw.len()),
        denominator=Aggregate(fact=FIRST_EQUIPMENT, where=_followed_up, total=nw.len()),
        scale=100,
        personal=True,
        bases=RESIDENCE_ONLY,
        dimensions=WHERE_AND_WHEN,
        decimals=1,
    ),
)
