"""The dashboard's pages: their file in `pages/`, their title, the parameters of the address they read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A page; `parameters` are its own, beside the filters that all pages share."""

    name: str
    title: str
    parameters: tuple[str, ...] = ()


SCREENS = (
    Screen("synthese", "Synthèse"),
    Screen("ateliers", "Ateliers", ("compter", "taux")),
    Screen("equipement", "Équipement"),
    Screen("budget", "Budget"),
    Screen(
        "couverture",
        "Couverture",
        ("echelle", "indicateur", "rayon", "passages_min", "arrets", "poids", "point"),
    ),
    Screen("quartiers", "Quartiers", ("echelle", "indicateur", "fiche")),
    Screen("methode", "Méthode"),
)
OTHERS = (
    Screen("journal", "Journal"),
    Screen("confidentialite", "Données et confidentialité"),
)
"""Pages that show no figure of the plan: no filter, and no need of data."""
UNLISTED = frozenset({"confidentialite"})
"""Pages that the foot of each screen leads to, rather than the menu."""
BY_NAME = {screen.name: screen for screen in SCREENS}
