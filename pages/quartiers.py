"""Quartiers : les comparer en disant ce qui est sûr, ou tout savoir de l'un d'eux."""

from dashboard.ui import neighbourhoods, page, reading, sheet

now = reading.read()
code = sheet.opened(now.facts)

if code:
    sheet.show(now, code)
else:
    page.head("Quartiers", now)
    asked = neighbourhoods.choices(now)
    neighbourhoods.show_ranking(asked)
    page.section("Mois par mois")
    neighbourhoods.show_courses(asked)
    page.section("Toutes les mesures")
    neighbourhoods.show_crossing(asked)
    page.section("Une fiche par territoire")
    neighbourhoods.show_index(asked)
