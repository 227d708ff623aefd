"""What came since the last committee, in sentences that can be read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.committee.became import Became, corrected
from dashboard.committee.decisions import Standing, due_between, overdue
from dashboard.committee.frozen import Frozen
from dashboard.committee.words import aloud, plain
from dashboard.indicators import BY_KEY, Indicator
from dashboard.key_figures import key_figure
from dashboard.measuring import measure
from dashboard.overview import KEY_FIGURES
from dashboard.selection import Selection, up_to
from dashboard.targets import last_committee
from dashboard.wording import count, day, listing, quantity
from data_access.facts import Facts
from data_access.vocabulary import DECISION_STATES

KEYS = tuple(key for keys in KEY_FIGURES.values() for key in keys)
DONE = DECISION_STATES[2]


@dataclass(frozen=True, slots=True)
class Since:
    """What to say of the time since a committee, None when none was held.

    `due` is about decisions. `corrections` compare what was frozen for the committee with what is known today
    of the same selection; they are None when nothing was frozen.
    """

    committee: date | None
    news: tuple[str, ...]
    changes: tuple[str, ...]
    due: tuple[str, ...]
    corrections: tuple[str, ...] | None


def since(facts: Facts, selection: Selection, today: date, frozen: Frozen | None = None) -> Since:
    """Return what is new, how each key figure changed, and what was corrected afterwards."""
    so_far = up_to(selection, today)
    committee = last_committee(facts, so_far.end)
    if committee is None:
        return Since(None, (), (), (), None)
    return Since(
        committee,
        news=tuple(_news(facts, so_far, committee)),
        changes=tuple(_changes(facts, selection, today)),
        due=tuple(_decisions(facts, committee, today)),
        corrections=None if frozen is None else tuple(map(correction, corrected(facts, frozen, today))),
    )


def next_committee(facts: Facts, today: date) -> date | None:
    """Return the day of the next committee, today's included."""
    return min((held for held in facts.committees["date"] if held >= today), default=None)


def correction(found: Became) -> str:
    """Return « Participations : 3 210 au moment du comité ; à présent, 3 242, soit 32 de plus. »."""
    frozen, indicator = found.frozen, BY_KEY.get(found.frozen.key)
    before = f"{frozen.label} : {frozen.brief} au moment du comité"
    if indicator is None or found.difference is None:
        return f"{before} ; à présent, {found.same_said}."
    now, moved = plain(indicator, found.same), aloud(indicator, found.difference)
    return f"{before} ; à présent, {now}, soit {moved}."


def _news(facts: Facts, so_far: Selection, committee: date) -> Iterator[str]:
    start = max(committee + timedelta(days=1), so_far.start)
    if start <= so_far.end:
        window = replace(so_far, start=start)
        yield _workshops(facts, window)
        yield _devices(facts, window)
        yield _money(facts, window)


def _workshops(facts: Facts, window: Selection) -> str:
    held, present, newcomers = (
        round(_value(facts, key, window)) for key in ("ateliers", "participations", "nouveaux_beneficiaires")
    )
    if not held:
        return "Aucun atelier ne s'est tenu."
    verb = "s'est tenu" if held == 1 else "se sont tenus"
    said = f"{count(held, 'atelier')} {verb}, avec {count(present, 'participation')}"
    if not newcomers:
        return f"{said}."
    came = "est venue" if newcomers == 1 else "sont venues"
    return f"{said} ; {count(newcomers, 'personne')} {came} pour la première fois."


def _devices(facts: Facts, window: Selection) -> str:
    handed, households = (round(_value(facts, key, window)) for key in ("appareils_remis", "foyers_equipes"))
    if not handed:
        return "Aucun appareil n'a été remis."
    verb = "a été remis" if handed == 1 else "ont été remis"
    said = f"{count(handed, 'appareil')} {verb}"
    return f"{said}, à {count(households, 'foyer')}." if households else f"{said}."


def _money(facts: Facts, window: Selection) -> str:
    committed, paid = (measure(BY_KEY[key], facts, window).value for key in ("budget_engage", "budget_paye"))
    if not committed and not paid:
        return "Aucune dépense n'a été engagée ni payée."
    said = [
        f"{quantity(BY_KEY['budget_engage'], value)} {participle}"
        for value, participle in ((committed, "engagés"), (paid, "payés"))
        if value
    ]
    return f"Budget : {listing(said)}."


def _decisions(facts: Facts, committee: date, today: date) -> Iterator[str]:
    due = due_between(facts, committee, today, today)
    if due:
        done = sum(each.state == DONE for each in due)
        verb = "est arrivée" if len(due) == 1 else "sont arrivées"
        said = "aucune n'est faite" if not done else f"{count(done, 'est faite', 'sont faites')}"
        yield f"{count(len(due), 'décision')} {verb} à échéance : {said}."
    late = overdue(facts, today)
    if late:
        yield f"{count(len(late), 'décision')} en retard, dont « {late[0].text.rstrip('.')} »."
    following = next_committee(facts, today)
    coming = due_between(facts, today, following, today) if following else ()
    still = [each for each in coming if each.standing is Standing.OPEN]
    if still and following:
        verb = "arrive" if len(still) == 1 else "arrivent"
        yield f"{count(len(still), 'décision')} {verb} à échéance d'ici au comité du {day(following)}."


def _changes(facts: Facts, selection: Selection, today: date) -> Iterator[str]:
    for key in KEYS:
        indicator = BY_KEY[key]
        found = key_figure(facts, indicator, selection, today)
        if found.change is not None and found.figure.value is not None:
            yield change_sentence(indicator, found.figure.value, found.change)


def change_sentence(indicator: Indicator, value: float, change: float) -> str:
    """Return « Participations : 3 210, soit 120 de plus. »."""
    moved = aloud(indicator, change)
    joint = ", " if moved == "inchangé" else ", soit "
    return f"{indicator.label} : {plain(indicator, value)}{joint}{moved}."


def _value(facts: Facts, key: str, selection: Selection) -> float:
    return measure(BY_KEY[key], facts, selection).value or 0
