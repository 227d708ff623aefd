"""One workshop: what it was, where, who came in numbers; nobody is ever listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.disclosure import SECRET, Mask, SharedFacts
from dashboard.disclosure.suppression import one_way
from dashboard.wording import HARD, count, day, duration, hours, number
from dashboard.workshops.located import located
from data_access.facts import Facts
from data_access.vocabulary import AGE_BANDS, CANCELLED, GENDERS, HELD, OUTSIDE_QPV, PRESENT, UNKNOWN

FEWEST_BROKEN_DOWN = 5
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """People present by a trait, in the order of its values; small groups are not told in a neighbourhood."""

    title: str
    groups: tuple[tuple[str, int | Mask], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workshop in words: its traits, its numbers when it was held, who came by gender and age band."""

    title: str
    state: str
    traits: Pairs
    numbers: Pairs
    breakdowns: tuple[Breakdown, ...]
    note: str


def sheet(facts: Facts, workshop: int) -> Sheet:
    """Return the workshop of that rank."""
    row = located(facts).row(workshop, named=True)
    came = facts.attendance.filter(pl.col("workshop") == workshop, pl.col("presence") == PRESENT)
    is_shown = (row["identified"] or 0) >= FEWEST_BROKEN_DOWN
    return Sheet(
        title=row["title"],
        state=row["status"],
        traits=_traits(row, facts.themes.filter(pl.col("workshop") == workshop)["theme"].to_list()),
        numbers=_numbers(row, _newcomers(facts, workshop)) if row["present"] is not None else (),
        breakdowns=_breakdowns(came, _least(facts, row["place_qpv"])) if is_shown else (),
        note=_note(row, is_shown=is_shown),
    )


def _traits(row: dict[str, Any], themes: Sequence[str]) -> Pairs:
    told = {
        "Date": day(row["date"]),
        "Horaires": hours(row["starts_at"], row["ends_at"]) if row["minutes"] else "",
        "Durée": duration(row["minutes"]) if row["minutes"] else "",
        "Type": row["type"],
        "Thématiques": ", ".join(themes),
        "Lieu": row["place"],
        "Commune": row["commune"],
        "Quartier": row["qpv"] if row["qpv"] != OUTSIDE_QPV else "hors des quartiers prioritaires",
        "Organisateur": row["organiser"],
        "Accès": "sur inscription" if row["registration"] else "libre",
        "Capacité": count(row["capacity"], "place") if row["capacity"] else "",
    }
    return tuple((name, words or UNKNOWN.lower()) for name, words in told.items())


def _numbers(row: dict[str, Any], newcomers: int) -> Pairs:
    told = {
        "Inscrits": row["registered"] if row["registration"] else None,
        "Présents": row["present"],
        "dont anonymes": row["anonymous"],
        "Absents": row["absent"] if row["registration"] else row["absent"] or None,
        "Excusés": row["excused"] if row["registration"] else row["excused"] or None,
        "Nouveaux bénéficiaires": newcomers,
    }
    rates = {
        "Taux de présence": row["registered"] if row["registration"] else None,
        "Remplissage": row["capacity"],
    }
    return tuple((name, number(value)) for name, value in told.items() if value is not None) + tuple(
        (name, f"{number(100 * row['present'] / whole)}{HARD}%") for name, whole in rates.items() if whole
    )


def _newcomers(facts: Facts, workshop: int) -> int:
    return len(facts.first_attendance.filter(pl.col("workshop") == workshop))


def _least(facts: Facts, qpv: str | None) -> int:
    """Return the smallest group told of a workshop: none is too small out of a priority neighbourhood."""
    if isinstance(facts, SharedFacts) and qpv in facts.territory.qpv_codes:
        return facts.rule.threshold
    return 0


def _breakdowns(came: pl.DataFrame, least: int) -> tuple[Breakdown, ...]:
    return (
        Breakdown("Par genre", _told(_groups(came, "gender", GENDERS), least)),
        Breakdown("Par tranche d'âge", _told(_groups(came, "age_band", AGE_BANDS), least)),
    )


def _told(groups: tuple[tuple[str, int], ...], least: int) -> tuple[tuple[str, int | Mask], ...]:
    """Return the groups, those that are small and those that would give them away not told."""
    untold = one_way([(people,) for _, people in groups], least)
    return tuple((name, SECRET if place in untold else people) for place, (name, people) in enumerate(groups))


def _groups(came: pl.DataFrame, column: str, order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = came.group_by(pl.col(column).cast(pl.String).fill_null(UNKNOWN)).agg(
        pl.col("headcount").cast(pl.Int64).sum()
    )
    found: dict[str, int] = dict(counts.iter_rows())
    return tuple((group, found[group]) for group in (*order, UNKNOWN) if group in found)


def _note(row: dict[str, Any], *, is_shown: bool) -> str:
    if row["status"] == CANCELLED:
        return "Annulé : cet atelier ne compte dans aucun chiffre."
    if row["status"] != HELD:
        return _planned(row["expected"])
    if row["present"] is None:
        return (
            "Tenu, mais aucune présence n'est saisie : il ne compte que parmi les ateliers et leurs heures."
        )
    if not is_shown:
        return (
            f"Moins de {FEWEST_BROKEN_DOWN} personnes identifiées : "
            "la répartition par genre et par âge n'est pas montrée."
        )
    return ""


def _planned(expected: int | None) -> str:
    known = f", {count(expected, 'inscrit')} à ce jour" if expected else ""
    return f"Prévu{known} : il comptera une fois déclaré tenu."
