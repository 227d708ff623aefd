"""Where the plan stands, in one sentence."""

from collections.abc import Mapping

from dashboard.targets import Status
from dashboard.wording import count

PLURALS = {Status.REACHED: "atteints"}


def tally(status: Status, how_many: int) -> str:
    """Return « 2 atteints », « 1 en retard »."""
    return count(how_many, status.value, PLURALS.get(status, status.value))


def verdict(statuses: Mapping[Status | None, int]) -> tuple[str, list[tuple[Status | None, str]]]:
    """Return the opening words, then one piece per status, in order of good news."""
    followed = sum(statuses.values())
    if not followed:
        return "Aucun objectif n'est fixé pour ce périmètre.", []
    pieces: list[tuple[Status | None, str]] = [
        (status, tally(status, statuses[status])) for status in Status if statuses.get(status)
    ]
    if statuses.get(None):
        pieces.append((None, f"{statuses[None]} sans donnée"))
    return f"Sur {count(followed, 'objectif suivi', 'objectifs suivis')} :", pieces


def sentence(statuses: Mapping[Status | None, int]) -> str:
    """Return « Sur 9 objectifs suivis : 1 atteint, 5 à l'heure, 2 à surveiller, 1 en retard. »."""
    opening, pieces = verdict(statuses)
    return f"{opening} {', '.join(text for _, text in pieces)}." if pieces else opening
