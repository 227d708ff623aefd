"""Comités : préparer, figer, dire ce qui a changé, tenir les décisions, citer un chiffre."""

from dashboard.ui import committees, decisions, minutes, page, reading

now = reading.read()
at = committees.asked(now)

if not committees.quote(at):
    committees.head(at)
    minutes.tools(at)
    page.section("Depuis le dernier comité", "À lire à voix haute en ouvrant la séance.", "depuis")
    committees.news(at)
    decisions.show(at)
    page.section("Chiffres figés", "Ce qui a été montré, et ce que c'est devenu.", "figes")
    committees.figures(at)
    page.section("Tous les comités", anchor="tous")
    committees.everyone(at)
