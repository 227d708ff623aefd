"""Synthèse : où en est le plan, ses quatre piliers, ce qui demande attention, le contexte."""

from dashboard.sharing import overview
from dashboard.ui import notes, reading, standing, tiles

now = reading.read()
view = overview(now.facts, now.selection, now.today)

standing.verdict(view, now.facts.territory)
tiles.pillars(view)
notes.notes(view, now.facts)
