"""Données et confidentialité : ce qui est enregistré de qui, pourquoi, combien de temps."""

from dashboard.ui import page, privacy

page.title(
    "Données et confidentialité", "Ce que ce tableau de bord sait, de qui, pourquoi et combien de temps."
)
privacy.show()
