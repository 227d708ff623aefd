"""Couverture."""

import narwhals as nw

from dashboard.indicators.declaration import (
    Aggregate,
    Coverage,
    Direction,
    Indicator,
    Pillar,
    Population,
    Sum,
    Unit,
)
from dashboard.indicators.facts import STOPS, WORKSHOPS
from dashboard.selection import Basis
from data_access.vocabulary import HELD

SOURCE = "Classeur de suivi, feuilles « lieux » et « passages » ; IGN, contours ; INSEE, population"
PLACE_ONLY = frozenset({Basis.PLACE})
SPREAD = (
    "La population d'une commune ou d'un quartier est répartie sur les carreaux de 200 m de l'INSEE s'ils "
    "sont chargés, sinon également sur sa surface."
)
AREAS = ("commune", "qpv")

is_held = nw.col("status") == HELD
off_stops = is_held & ~nw.col("minutes").is_null() & ~nw.col("counted_by_stop")
minutes = nw.col("minutes").sum()

round_hours = Aggregate(fact=STOPS, where=is_held, evidence=is_held, total=minutes, divisor=60)

COVERAGE_INDICATORS = (
    Indicator(
        key="population_qpv_couverte",
        label="Habitants des QPV à portée",
        unit=Unit.PERCENT,
        pillar=Pillar.COVERAGE,
        definition="Habitants des QPV à moins du rayon choisi (800 m) d'un point de service actif "
        "÷ habitants des QPV.",
        formula="Somme sur les QPV de (habitants × part à portée de la surface, ou des carreaux) "
        "÷ habitants des QPV × 100.",
        limits=SPREAD + " La distance est à vol d'oiseau. Les QPV sans population connue sont écartés.",
        source=SOURCE,
        numerator=Coverage("qpv_within_reach"),
        denominator=Coverage("qpv_population"),
        scale=100,
        bases=PLACE_ONLY,
        dimensions=("qpv",),
        decimals=1,
    ),
    Indicator(
        key="population_couverte",
        label="Habitants à portée",
        unit=Unit.PERCENT,
        pillar=Pillar.COVERAGE,
        definition="Habitants à moins du rayon choisi (800 m) d'un point de service actif ÷ habitants.",
        formula="Somme sur les communes de (habitants × part à portée de la surface, ou des carreaux) "
        "÷ habitants × 100.",
        limits=SPREAD + " La distance est à vol d'oiseau.",
        source=SOURCE,
        numerator=Coverage("within_reach"),
        denominator=Coverage("population"),
        scale=100,
        bases=PLACE_ONLY,
        dimensions=AREAS,
        decimals=1,
    ),
    Indicator(
        key="qpv_desservis",
        label="QPV desservis",
        unit=Unit.QPV,
        pillar=Pillar.COVERAGE,
        definition="QPV ayant un point de service actif dans leur périmètre ou à moins de 300 m.",
        formula="Nombre de QPV à 300 m au plus d'un point de service actif.",
        limits="Un passage dans la période suffit : voir aussi les heures d'itinérance.",
        source=SOURCE,
        numerator=Coverage("qpvs_served"),
        bases=PLACE_ONLY,
    ),
    Indicator(
        key="communes_desservies",
        label="Communes desservies",
        unit=Unit.COMMUNES,
        pillar=Pillar.COVERAGE,
        definition="Communes ayant un point de service actif sur leur sol.",
        formula="Nombre de communes qui ont un point de service actif.",
        limits="Un passage dans la période suffit.",
        source=SOURCE,
        numerator=Coverage("communes_served"),
        bases=PLACE_ONLY,
    ),
    Indicator(
        key="heures_itinerance",
        label="Heures d'itinérance",
        unit=Unit.HOURS,
        pillar=Pillar.COVERAGE,
        definition="Somme des durées des passages tenus du tiers-lieu mobile.",
        formula="Somme de (heure de fin − heure de début) des passages « tenu ».",
        limits="Ne compte ni le trajet ni l'installation.",
        source="Classeur de suivi, feuille « passages »",
        numerator=round_hours,
        cumulative=True,
        bases=PLACE_ONLY,
        dimensions=("mois", *AREAS),
        decimals=1,
    ),
    Indicator(
        key="offre_pour_1000",
        label="Heures d'offre pour 1 000 habitants",
        unit=Unit.HOURS,
        pillar=Pillar.COVERAGE,
        definition="Heures d'atelier et d'itinérance ÷ population × 1 000 ; "
        "un atelier tenu pendant un passage ne compte qu'une fois.",
        formula="(Heures des ateliers tenus hors passage tenu + heures des passages tenus) "
        "÷ habitants × 1 000.",
        limits="Une heure vaut une heure, quelle que soit l'affluence.",
        source=SOURCE,
        numerator=Sum(
            (
                Aggregate(fact=WORKSHOPS, where=off_stops, evidence=off_stops, total=minutes, divisor=60),
                round_hours,
            )
        ),
        denominator=Population(),
        scale=1000,
        bases=PLACE_ONLY,
        dimensions=("mois", *AREAS),
        decimals=1,
    ),
    Indicator(
        key="distance_mediane",
        label="Distance médiane",
        unit=Unit.METRES,
        pillar=Pillar.COVERAGE,
        definition="Distance à vol d'oiseau qui sépare la moitié des habitants du point de service "
        "actif le plus proche.",
        formula="Médiane, chaque point du territoire pesant ses habitants, de la distance au point de "
        "service actif le plus proche.",
        limits=SPREAD,
        source=SOURCE,
        numerator=Coverage("median_distance"),
        direction=Direction.LESS,
        bases=PLACE_ONLY,
        dimensions=AREAS,
    ),
)
