"""What deserves attention: short sentences worked out from the figures and the data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import polars as pl

from dashboard.committee.decisions import deadline, overdue
from dashboard.coverage import SERVED_WITHIN_M, CoverageMap
from dashboard.disclosure import is_outside
from dashboard.indicators import ALL, BY_KEY, Pillar
from dashboard.indicators.declaration import Direction, Indicator
from dashboard.measuring import split
from dashboard.money.amounts import plan_to_date
from dashboard.money.parity import gap_words, parity
from dashboard.quality import UNKNOWN_RESIDENCE, WITHOUT_ATTENDANCE, find, flawed
from dashboard.selection import Selection, up_to
from dashboard.targets import Assessment, Status, assess
from dashboard.wording import HARD, area_name, as_of, count, day, listing, number, quantity
from data_access.facts import Facts

STALE_AFTER = {"attendance": 21, "budget": 90, "devices": 60}
LAGGING_SHARE = 0.5
SHOWN_NAMES = 3


class Severity(IntEnum):
    """How much it matters; the word says it, not a colour alone."""

    ALERT = 1
    WATCH = 2
    DATA = 3


@dataclass(frozen=True, slots=True)
class Attention:
    """One sentence to act on."""

    severity: Severity
    pillar: Pillar | None
    sentence: str


def attention(facts: Facts, selection: Selection, today: date) -> list[Attention]:
    """Return what deserves attention, the most pressing first.

    Outside the team: targets only. The rest is about the whole plan, or about the state of its data.
    """
    rules = OUTSIDE_RULES if is_outside(facts) else RULES
    found = [point for rule in rules for point in rule(facts, selection, today)]
    return sorted(found, key=lambda point: point.severity)


def _targets(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    severities = {Status.LATE: Severity.ALERT, Status.WATCH: Severity.WATCH}
    targeted = set(facts.targets["indicator"].unique())
    for indicator in (each for each in ALL if each.key in targeted):
        is_said_in_euros = indicator.direction is Direction.PARITY
        so_far = up_to(selection, today)
        assessment = None if is_said_in_euros else assess(facts, indicator, so_far)
        if assessment and assessment.status in severities:
            sentence = _target_sentence(indicator, assessment)
            yield Attention(severities[assessment.status], indicator.pillar, sentence)


def _target_sentence(indicator: Indicator, assessment: Assessment) -> str:
    target, status = assessment.target, assessment.status
    assert status is not None
    start = (
        f"{indicator.label} {status.value} : "
        f"{quantity(indicator, assessment.value)}{as_of(assessment.as_of)} ; "
        f"la trajectoire en demande {quantity(indicator, assessment.expected)}"
    )
    return f"{start}. {_outlook(indicator, assessment)} (objectif {quantity(indicator, target.value)})."


def _outlook(indicator: Indicator, assessment: Assessment) -> str:
    due, projection = assessment.target.due, assessment.projection
    if projection is None:
        return f"Échéance le {day(due)}"
    if projection.reached_on and projection.reached_on <= due:
        return f"Au rythme actuel, l'objectif serait atteint le {day(projection.reached_on)}"
    return f"Au rythme actuel, {quantity(indicator, round(projection.value))} au {day(due)}"


def _unserved(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    coverage = CoverageMap(facts, selection)
    unserved = [area_name(qpv.code, facts.territory) for qpv in coverage.unserved_qpvs()]
    if unserved and coverage.points:
        yield Attention(
            Severity.ALERT,
            Pillar.COVERAGE,
            f"{count(len(unserved), 'quartier prioritaire', 'quartiers prioritaires')} sans point de service "
            f"à moins de {SERVED_WITHIN_M} m : {_names(unserved)}.",
        )


def _lagging(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    if selection.territories:
        return
    groups = {g.code: g.figure for g in split(BY_KEY["taux_penetration"], facts, selection, "qpv")}
    people = {code: qpv.population for code, qpv in facts.territory.qpvs.items() if qpv.population}
    reached = {code: groups[code].numerator or 0 if code in groups else 0 for code in people}
    if not any(reached.values()) or any(figure.masked for figure in groups.values()):
        return
    rates = {code: 1000 * reached[code] / people[code] for code in people}
    mean = 1000 * sum(reached.values()) / sum(people.values())
    code = min(rates, key=lambda each: (rates[each], each))
    if rates[code] < mean * LAGGING_SHARE:
        yield Attention(
            Severity.WATCH,
            Pillar.WORKSHOPS,
            f"{area_name(code, facts.territory)}, quartier le moins touché : {number(rates[code], 1)} "
            f"bénéficiaires pour 1{HARD}000 habitants, contre {number(mean, 1)} dans l'ensemble des QPV.",
        )


def _decisions(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    late = overdue(facts, today)
    if late:
        yield Attention(
            Severity.WATCH,
            None,
            f"{count(len(late), 'décision')} du comité en retard, dont « {late[0].text} » "
            f"({deadline(late[0], today)}).",
        )


def _parity(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    found = parity(facts, plan_to_date(facts, selection, today))
    if found.gap and not selection.territories:
        yield Attention(Severity.WATCH, Pillar.BUDGET, f"Parité : {gap_words(found)}.")


def _without_attendance(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    late = flawed(WITHOUT_ATTENDANCE, facts, selection, today)
    if selection.territories:
        codes = sorted(selection.territories)
        held_inside = [pl.col(f"place_{kind}").cast(pl.String).is_in(codes) for kind in ("commune", "qpv")]
        late = late.filter(pl.any_horizontal(held_inside))
    if len(late):
        yield Attention(
            Severity.DATA,
            Pillar.WORKSHOPS,
            f"{count(len(late), 'atelier tenu', 'ateliers tenus')} sans aucune présence saisie ; "
            f"le plus ancien date du {day(late['date'].min())}.",  # type: ignore[arg-type]
        )


def _stale(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    known = {
        "attendance": (Pillar.WORKSHOPS, "présence", facts.attendance["date"]),
        "devices": (Pillar.DEVICES, "remise d'appareil", facts.devices["handed"]),
        "budget": (Pillar.BUDGET, "écriture de budget", facts.budget["date"]),
    }
    for name, (pillar, what, dates) in known.items():
        last = dates.filter(dates <= today).max()
        if isinstance(last, date) and (today - last).days > STALE_AFTER[name]:
            sentence = f"Dernière {what} enregistrée : {day(last)}, il y a {(today - last).days} jours."
            yield Attention(Severity.DATA, pillar, sentence)


def _unknown_residence(facts: Facts, selection: Selection, today: date) -> Iterator[Attention]:
    finding = find(UNKNOWN_RESIDENCE, facts, selection, today)
    if finding.deserves_attention and finding.share is not None and not selection.territories:
        yield Attention(
            Severity.DATA,
            Pillar.WORKSHOPS,
            f"Résidence non renseignée pour {number(finding.share, 1)} % des participations identifiées : "
            "les chiffres par quartier sont des minimums.",
        )


def _names(names: list[str]) -> str:
    more = len(names) - SHOWN_NAMES
    return listing(names if more <= 0 else [*names[:SHOWN_NAMES], count(more, "autre")])


Rule = Callable[[Facts, Selection, date], Iterator[Attention]]
RULES: tuple[Rule, ...] = (
    _targets,
    _unserved,
    _lagging,
    _decisions,
    _parity,
    _without_attendance,
    _stale,
    _unknown_residence,
)
OUTSIDE_RULES: tuple[Rule, ...] = (_targets,)
