"""The dashboard's pages: their file in `pages/`, their title, the parameters of the address they read."""

from collections.abc import Collection
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
    Screen("comites", "Comités", ("comite", "version", "indicateur")),
    Screen("methode", "Méthode"),
)
OTHERS = (
    Screen("lecteurs", "Lecteurs"),
    Screen("partages", "Partages"),
    Screen("journal", "Journal"),
    Screen("seance", "Mode séance"),
    Screen("confidentialite", "Données et confidentialité"),
)
"""Pages that show no figure of the plan: no filter, and no need of data."""
UNLISTED = frozenset({"confidentialite", "seance"})
"""Pages that each screen leads to, rather than the menu."""
SHAREABLE = tuple(screen.name for screen in SCREENS if screen.name != "comites")
"""Pages that a shared link may open: the committee is the team's."""
BY_NAME = {screen.name: screen for screen in SCREENS}


def home(shared: Collection[str] | None = None) -> str:
    """Return the address of the first page, or of the first one that a shared link opens."""
    first = next((screen.name for screen in SCREENS if shared is None or screen.name in shared), None)
    return "/" if first in (None, SCREENS[0].name) else f"/{first}"
