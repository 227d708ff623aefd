"""Places and stops as the workbook gives them."""

from datetime import date, time, timedelta

MAUBEUGE = {"latitude": 50.2778, "longitude": 3.9715}
HAUTMONT = {"latitude": 50.247, "longitude": 3.91708}
PONT_DE_PIERRE = {"latitude": 50.282316, "longitude": 3.952028}
COUSOLRE = {"latitude": 50.2451, "longitude": 4.1539}
START, END = date(2025, 1, 1), date(2025, 12, 31)


def place(key, where=MAUBEUGE, commune="59392", **values):
    return {
        "id": key,
        "nom": f"Lieu {key}",
        "commune": "Commune",
        "code_insee": commune,
        **where,
    } | values


def stops(key, where, first, number, every_days=7, **values):
    """Return stops at one position, every so many days."""
    return [
        {
            "id_passage": f"{key}-{rank}",
            "date": first + timedelta(days=rank * every_days),
            "heure_debut": time(9),
            "heure_fin": time(12),
            "nom": f"Arrêt {key}",
            **where,
            "statut": "tenu",
        }
        | values
        for rank in range(number)
    ]
