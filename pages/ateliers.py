"""Ateliers : ce qui s'est tenu, qui est venu, qui revient, ce qui vient."""

from dashboard.ui import calendar, exhibit, figures, filters, listing, page, parameters, reading, workshop
from dashboard.wording import perimeter
from dashboard.workshops import sections

now = reading.read()
facts, selection, today = now.facts, now.selection, now.today

page.head("Ateliers", now, sections.KEYS)
figures.strip(
    sections.figures(facts, selection, today), "Les chiffres des ateliers", sections.beside(facts, selection)
)

with page.choice("compter"):
    counted = parameters.switch("Compter les", "compter", sections.COUNTED, "participations")
page.section("Dans le temps")
exhibit.row(sections.in_time(facts, selection, today, counted))
page.section(
    "Par quartier", "Cliquer sur un quartier filtre tout le tableau de bord ; cliquer de nouveau l'enlève."
)
exhibit.row(sections.by_neighbourhood(facts, selection, counted), filters.toggle_area)
page.section("Quels ateliers")
exhibit.row(sections.by_subject(facts, selection, counted))
page.section("Qui est venu")
exhibit.row(sections.by_trait(facts, selection, counted))

page.section("Présence, retours, remplissage", sections.RATES_LEAD)
exhibit.row(sections.rates_in_time(facts, selection, today))
with page.choice("taux"):
    rate = parameters.switch("Par quartier et par type", "taux", sections.RATES, "taux_presence")
exhibit.row(sections.rate_by_group(facts, selection, rate), filters.toggle_area)
page.section("Fréquence de venue et annulations")
exhibit.row(sections.constancy(facts, selection, today))

page.section(
    "Ce qui vient", "Ateliers et passages prévus à partir d'aujourd'hui, quelle que soit la période choisie."
)
where = perimeter(selection.territories, facts.territory)
territories = selection.territories
calendar.show(
    sections.ahead(facts, territories, today), sections.left_unsaid(facts, territories, today), today, where
)

page.section("Tous les ateliers", "Choisir une date ouvre le détail de l'atelier ; personne n'y est nommé.")
listing.show(sections.listed(facts, selection), "date", "atelier", workshop.drawer(facts))
