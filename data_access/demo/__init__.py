"""An invented plan, two years old today, to try the product: no row describes a real person or act."""

from datetime import date

from data_access.demo import (
    attendance,
    budget,
    committees,
    devices,
    households,
    places,
    stops,
    targets,
    workshops,
)
from data_access.demo.period import Period, Row

SOURCE = "démonstration"


def generate(today: date, seed: int = 2026) -> dict[str, list[Row]]:
    """Return the workbook's rows by sheet, the same for the same day and seed."""
    period = Period(today, seed)
    round_ = stops.held(period)
    held = workshops.planned_and_held(round_, period)
    visits = attendance.identified(held, period)
    received = devices.received(period)
    families = households.equipped(devices.handovers(received), visits, period)
    return {
        "lieux": places.rows(period),
        "passages": stops.rows(round_, period),
        "ateliers": workshops.rows(held),
        "presences": attendance.rows(visits, held, period),
        "appareils": devices.rows(devices.given(received, families, period)),
        "budget": budget.rows(period),
        "objectifs": targets.rows(period),
        "comites": committees.committee_rows(period),
        "decisions": committees.decision_rows(period),
    }


__all__ = ["SOURCE", "generate"]
