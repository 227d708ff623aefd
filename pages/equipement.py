"""Équipement : de la réception d'un appareil au foyer accompagné, le stock, les retours, chaque appareil."""

from dashboard.devices.view import KEYS, equipment
from dashboard.ui import device, exhibit, figures, filters, listing, page, reading

now = reading.read()
view = equipment(now.facts, now.selection, now.today)

page.head("Équipement", now, KEYS)
figures.strip(view.figures, "Les chiffres de l'équipement", view.figures_note)

page.section("De la réception à l'accompagnement")
exhibit.stacks(view.chain)

page.section("Foyers équipés")
exhibit.row(view.target)
exhibit.show(view.need)

page.section("Stock", "Commun à tout le plan : le périmètre ne s'y applique pas.")
exhibit.row(view.stock)
exhibit.row(view.in_stock)

page.section("Retours")
exhibit.row(view.returns)

page.section("Par quartier")
for areas in view.areas:
    exhibit.row(areas, filters.toggle_area)

page.section("Appareils remis")
exhibit.row(view.handed)

page.rows("Tous les appareils", view.devices_lead)
listing.show(view.devices, "received", ("appareil", "appareils"), device.drawer(view.devices))
