"""How every figure is made: its definition, its example, its freshness; and how good the data are."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator, its value over the selection, the target it is judged on, its worked example."""

    indicator: Indicator
    figure: Figure
    target: Target | None
    example: Worked


@dataclass(frozen=True, slots=True)
class Chapter:
    """A pillar: how fresh its data are, its indicators, what was found in its data."""

    pillar: Pillar
    freshest: date | None
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the « Méthode » page shows for one revision and one selection."""

    selection: Selection
    chapters: tuple[Chapter, ...]
    imports: tuple[ImportRecord, ...]
    glossary: tuple[Term, ...]

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
    )


def _chapter(pillar: Pillar, facts: Facts, selection: Selection, today: date) -> Chapter:
    return Chapter(
        pillar,
        freshest(facts, pillar, today),
        tuple(_entry(each, facts, selection, today) for each in ALL if each.pillar is pillar),
        tuple(find(check, facts, selection, today) for check in CHECKS if check.pillar is pillar),
    )


def _entry(indicator: Indicator, facts: Facts, selection: Selection, today: date) -> Entry:
    return Entry(
        indicator,
        measure(indicator, facts, selection),
        target_for(facts, indicator, up_to(selection, today)),
        worked(example(indicator.key), indicator, facts.territory),
    )
