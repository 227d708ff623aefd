"""Checks of places, of the mobile third place's stops and of the territory's outlines."""

from datetime import date

import polars as pl

from dashboard.coverage import open_places
from dashboard.indicators.declaration import Pillar
from dashboard.quality.declaration import Check, in_period
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, PLANNED

PLACES = ("lieu ouvert dans la période", "lieux ouverts dans la période")
QPVS = ("QPV", "QPV")


def _gone_by(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.stops, selection).filter(pl.col("date") < today, pl.col("status") != CANCELLED)


def _open_places(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return open_places(facts, selection)


def _qpvs(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    qpvs = facts.territory.qpvs.values()
    return pl.DataFrame(
        [(qpv.approximate, qpv.population is None) for qpv in qpvs],
        schema={"approximate": pl.Boolean, "without_population": pl.Boolean},
        orient="row",
    )


COVERAGE_CHECKS = (
    Check(
        key="passages_encore_prevus",
        pillar=Pillar.COVERAGE,
        label="Passages du tiers-lieu mobile passés et encore « prévus »",
        counted=("passage passé et non annulé", "passages passés et non annulés"),
        effect="Ils comptent comme points de service, mais pas dans les heures d'itinérance.",
        among=_gone_by,
        flaw=pl.col("status") == PLANNED,
    ),
    Check(
        key="lieux_sans_ouverture",
        pillar=Pillar.COVERAGE,
        label="Lieux sans date d'ouverture",
        counted=PLACES,
        effect="Tenus pour ouverts depuis toujours : la couverture passée peut être surestimée.",
        among=_open_places,
        flaw=pl.col("opened").is_null(),
    ),
    Check(
        key="lieux_sans_horaires",
        pillar=Pillar.COVERAGE,
        label="Lieux sans horaires d'ouverture",
        counted=PLACES,
        effect="Aucun chiffre n'en dépend : l'offre en heures ne compte que les ateliers et les passages.",
        among=_open_places,
        flaw=~pl.col("has_hours"),
    ),
    Check(
        key="qpv_approximatifs",
        pillar=Pillar.COVERAGE,
        label="QPV au périmètre approximatif",
        counted=QPVS,
        effect="Habitants à portée, quartiers desservis et distances y sont approchés : le contour officiel "
        "n'est pas chargé.",
        among=_qpvs,
        flaw=pl.col("approximate"),
        watch_from=None,
    ),
    Check(
        key="qpv_sans_population",
        pillar=Pillar.COVERAGE,
        label="QPV dont la population n'est pas connue",
        counted=QPVS,
        effect="Absents des habitants à portée et des chiffres pour 1\u202f000 habitants.",
        among=_qpvs,
        flaw=pl.col("without_population"),
        watch_from=None,
    ),
)
