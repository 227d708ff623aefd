"""How every figure is made: its definition, its example, its freshness; and how good the data are."""

from dataclasses import dataclass
from datetime import date

from dashboard.disclosure import SharedFacts, is_outside
from dashboard.indicators import ALL, Indicator, Pillar
from dashboard.measuring import Figure, measure
from dashboard.method.examples import example
from dashboard.method.glossary import TERMS, Term, plain
from dashboard.method.shown import Worked, worked
from dashboard.overview import freshest
from dashboard.quality import CHECKS, Finding, find
from dashboard.selection import Selection, up_to
from dashboard.targets import Target, target_for
from data_access.facts import Facts, ImportRecord

TEAM = (
    "Secret statistique : dans un quartier prioritaire, un nombre de personnes par genre, âge ou statut "
    "social de moins de {} n'est pas montré, ni ce qui permettrait de le retrouver."
)
OUTSIDE = (
    "Secret statistique : un nombre de personnes, de participations ou de foyers de moins de {} n'est pas "
    "montré, ni les taux qui en dépendent, ni ce qui permettrait de le retrouver par soustraction ; un vrai "
    "zéro l'est. Les chiffres sur les personnes vont par mois entiers et s'arrêtent au dernier mois terminé."
)
PART = (
    "Ce partage est limité à un périmètre : seuls comptent les habitants, les ateliers, les lieux, les "
    "passages et les montants qui s'y trouvent ; un point de service voisin, hors du périmètre, n'y est pas "
    "compté."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator, its value over the selection, the target it is judged on, its worked example.

    Examples name areas of the whole territory: a shared part of it goes without.
    """

    indicator: Indicator
    figure: Figure
    target: Target | None
    example: Worked | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A pillar: how fresh its data are, its indicators, what was found in its data."""

    pillar: Pillar
    freshest: date | None
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the « Méthode » page shows for one revision and one selection.

    `withheld` says what is kept from this reader; outside the team nothing is said of how good the data are.
    """

    selection: Selection
    chapters: tuple[Chapter, ...]
    imports: tuple[ImportRecord, ...]
    glossary: tuple[Term, ...]
    withheld: str = ""
    is_outside: bool = False

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return every finding."""
        return tuple(finding for chapter in self.chapters for finding in chapter.findings)


def method(facts: Facts, selection: Selection, today: date) -> Method:
    """Return how every figure is made; raises SettingsError when an example is missing."""
    return Method(
        selection,
        tuple(_chapter(pillar, facts, selection, today) for pillar in Pillar),
        facts.imports,
        tuple(sorted(TERMS, key=lambda term: plain(term.word))),
        withheld(facts),
        is_outside(facts),
    )


def withheld(facts: Facts) -> str:
    """Return the sentence that says what this reader is not told; empty when nothing is kept back."""
    if not isinstance(facts, SharedFacts):
        return ""
    if not is_outside(facts):
        return TEAM.format(facts.rule.threshold)
    told = OUTSIDE.format(facts.rule.threshold)
    return f"{told} {PART}" if facts.territory.perimeter else told


def _chapter(pillar: Pillar, facts: Facts, selection: Selection, today: date) -> Chapter:
    return Chapter(
        pillar,
        freshest(facts, pillar, today),
        tuple(_entry(each, facts, selection, today) for each in ALL if each.pillar is pillar),
        ()
        if is_outside(facts)
        else tuple(find(check, facts, selection, today) for check in CHECKS if check.pillar is pillar),
    )


def _entry(indicator: Indicator, facts: Facts, selection: Selection, today: date) -> Entry:
    return Entry(
        indicator,
        measure(indicator, facts, selection),
        target_for(facts, indicator, up_to(selection, today)),
        None if facts.territory.perimeter else worked(example(indicator.key), indicator, facts.territory),
    )
