"""`inclusion territory`: what is known of the territory beside the plan's data."""

import sys
from argparse import Namespace

from dashboard.wording import count, listing
from data_access import installation, settings
from data_access.errors import UsageError
from data_access.territory import grid as squares

SHOWN_NAMES = 5


def grid(options: Namespace) -> None:
    """Load INSEE's population squares, or remove them."""
    if bool(options.path) == options.remove:
        raise UsageError("Donnez le fichier des carreaux de population, ou bien --remove pour les retirer.")
    engine = installation.open_ready(settings.load())
    _say(_removed(squares.remove(engine)) if options.remove else _loaded(squares.load(engine, options.path)))


def _removed(number: int) -> str:
    return (
        f"{count(number, 'carreau retiré', 'carreaux retirés')} : la population est de nouveau répartie "
        "également sur la surface de chaque commune ou quartier."
    )


def _loaded(loaded: squares.Loaded) -> str:
    known = count(loaded.squares, "carreau habité", "carreaux habités")
    people = count(round(loaded.people), "habitant")
    start = f"{known} ({people} d'après le fichier)"
    done = "la population y est désormais répartie" if loaded.changed else "déjà en place, rien n'a changé"
    return f"{start} : {done}.{_without(loaded.empty_communes)}"


def _without(communes: tuple[str, ...]) -> str:
    """Return the communes that no square falls in, said only when there are some."""
    if not communes:
        return ""
    more = len(communes) - SHOWN_NAMES
    names = listing(communes if more <= 0 else [*communes[:SHOWN_NAMES], count(more, "autre")])
    return f"\nSans aucun carreau, donc répartie sur leur surface : {names}."


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
