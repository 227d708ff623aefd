"""Couverture : qui est à portée d'un accompagnement, et où le bus devrait s'arrêter ensuite."""

from dashboard.key_figures import key_figures
from dashboard.ui import coverage, figures, page, reading, siting

KEYS = (
    "population_qpv_couverte",
    "population_couverte",
    "qpv_desservis",
    "communes_desservies",
    "heures_itinerance",
    "offre_pour_1000",
    "distance_mediane",
)

now = reading.read()
page.head("Couverture", now)
asked = coverage.settings(now)
shown = key_figures(asked.facts, KEYS, now.selection, now.today)
figures.strip(shown, "Les chiffres de la couverture", coverage.note(asked))
proposed = siting.answer(asked)

page.section("La carte")
coverage.drawn(asked, siting.spots(proposed), siting.take)
siting.show(proposed)

page.rows("Territoire par territoire", "Les mêmes informations que la carte, à trier et à chercher.")
coverage.areas(asked)

page.rows("Les points de service", "Lieux fixes ouverts et arrêts du tiers-lieu mobile sur la période.")
coverage.points(asked)
