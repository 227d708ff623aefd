"""Méthode : comment chaque chiffre est fait, ce qu'il ne dit pas, ce que valent les données, les mots."""

from dashboard.sharing import method
from dashboard.ui import method as showing
from dashboard.ui import page, reading

now = reading.read()

page.head("Méthode", now)
showing.method(method(now.facts, now.selection, now.today))
