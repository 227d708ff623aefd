"""Ateliers : ce qui s'est tenu, qui est venu, qui revient, ce qui vient."""

from dashboard.ui import calendar, exhibit, figures, filters, listing, page, parameters, reading, workshop
from dashboard.workshops import sections

now = reading.read()
facts, selection, today = now.facts, now.selection, now.today

page.head("Ateliers", now, sections.KEYS)
figures.strip(
    sections.figures(facts, selection, today), "Les chiffres des ateliers", sections.beside(facts, selection)
)
page.contents(sections.PARTS)

with page.choice("compter"):
    counted = parameters.switch("Compter les", "compter", sections.COUNTED, "participations")
page.section("Dans le temps", anchor="temps")
exhibit.row(sections.in_time(facts, selection, today, counted))
page.section("Par quartier", sections.AREAS_LEAD, "quartiers")
exhibit.row(sections.by_neighbourhood(facts, selection, counted), filters.toggle_area)
page.section("Quels ateliers", anchor="sujets")
exhibit.row(sections.by_subject(facts, selection, counted))
page.section("Qui est venu", anchor="public")
exhibit.row(sections.by_trait(facts, selection, counted))

page.section("Présence, retours, remplissage", sections.RATES_LEAD, "taux")
exhibit.row(sections.rates_in_time(facts, selection, today))
with page.choice("taux"):
    rate = parameters.switch("Par quartier et par type", "taux", sections.RATES, "taux_presence")
exhibit.row(sections.rate_by_group(facts, selection, rate), filters.toggle_area)
page.section("Fréquence de venue et annulations", anchor="frequence")
exhibit.row(sections.constancy(facts, selection, today))

page.section("Ce qui vient", sections.COMING_LEAD, "a-venir")
territories = selection.territories
calendar.show(now, sections.ahead(facts, territories, today), sections.left_unsaid(facts, territories, today))

page.rows("Tous les ateliers", sections.LIST_LEAD, "liste")
listing.show(sections.listed(facts, selection), "date", ("atelier", "ateliers"), workshop.drawer(facts))
