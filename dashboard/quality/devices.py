"""Checks of devices."""

from datetime import date

import polars as pl

from dashboard.indicators.declaration import Pillar
from dashboard.quality.declaration import Check, in_period, nowhere
from dashboard.selection import Selection
from data_access.facts import Facts

HANDED = ("appareil remis", "appareils remis")


def _handed(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.devices, selection, "handed")


def _returned(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.devices, selection, "returned")


DEVICE_CHECKS = (
    Check(
        key="remis_sans_residence",
        pillar=Pillar.DEVICES,
        label="Appareils remis sans la résidence du foyer",
        counted=HANDED,
        effect="Comptés dans les totaux, jamais dans une commune ou un quartier.",
        among=_handed,
        flaw=nowhere(),
    ),
    Check(
        key="remis_sans_etre_prets",
        pillar=Pillar.DEVICES,
        label="Appareils remis sans avoir été notés prêts avant",
        counted=HANDED,
        effect="Jamais passés par le stock prêt ; le délai de remise part de la réception et reste juste.",
        among=_handed,
        flaw=pl.col("ready").is_null() | (pl.col("ready") > pl.col("handed")),
    ),
    Check(
        key="sortis_avant_remise",
        pillar=Pillar.DEVICES,
        label="Appareils sortis du stock avant leur remise",
        counted=HANDED,
        effect="Comptés comme remis, et leur foyer comme équipé : l'une des deux dates est à corriger.",
        among=_handed,
        flaw=pl.col("left") < pl.col("handed"),
        watch_from=0,
    ),
    Check(
        key="retours_sans_motif",
        pillar=Pillar.DEVICES,
        label="Retours sans motif",
        counted=("appareil rendu", "appareils rendus"),
        effect="Le taux de retour n'en dépend pas ; on ne sait pas pourquoi ils reviennent.",
        among=_returned,
        flaw=pl.col("return_reason").is_null(),
    ),
)
