"""Small plans, brought in through the product's own door."""

from datetime import time

from data_access import facts as facts_of
from data_access import installation, settings
from tests import installations


def installed(folder, **sheets):
    """Return the facts of an installation that holds these rows."""
    installations.empty(folder)
    installations.bring(folder, sheets)
    engine = installation.open_ready(settings.load(installations.environment(folder)))
    found = facts_of.read(engine)
    engine.dispose()
    return found


def planned(key, day, titre="", **values):
    return {
        "id_atelier": key,
        "date": day,
        "heure_debut": time(14),
        "heure_fin": time(16),
        "intitule": key if titre == "" else titre,
        "type": "initiation",
        "commune_insee": "59392",
        "statut": "prévu",
    } | values


def stop(key, day, **values):
    return {
        "id_passage": key,
        "date": day,
        "heure_debut": time(9, 30),
        "heure_fin": time(12),
        "latitude": 50.2774,
        "longitude": 3.9730,
        "commune_insee": "59392",
        "statut": "prévu",
    } | values
