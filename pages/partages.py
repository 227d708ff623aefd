"""Partages : donner à un partenaire un lien en lecture seule sur une partie des chiffres, et le reprendre."""

from dashboard.ui import page, shares

page.title(
    "Partages",
    "Un lien ouvre à un partenaire, en lecture seule, quelques pages limitées à quelques territoires.",
)
shares.show()
