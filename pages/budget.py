"""Budget : du prévu au payé, la parité, ce qui reste, le rythme, les coûts, chaque ligne."""

from dashboard import sharing
from dashboard.ui import exhibit, figures, filters, listing, money, page, reading

now = reading.read()
view = sharing.budget(now.facts, now.selection, now.today)

page.head("Budget", now)
figures.strip(view.figures, "Les chiffres du budget", view.note, view.beside, exact=True)

page.section("Du prévu au payé", view.period)
left, right = exhibit.columns(2)
with left:
    exhibit.show(view.by_funder)
    exhibit.show(view.parity)
with right:
    exhibit.show(view.by_action)

page.section("Ce qui reste, face au calendrier", view.until)
exhibit.row([view.remaining, view.shares])
exhibit.show(view.course)

page.section("Par territoire")
exhibit.row(view.earmarks, filters.toggle_area)

page.section("Ce que coûtent les résultats", view.until)
exhibit.row(view.costs)

page.section("Les lignes")
listing.show(view.lines, "date", ("ligne", "lignes"), money.drawer(now.facts))
