"""The screens of a meeting: one message each, readable from afar, with what the presenter may say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dashboard.charts.look import shortened
from dashboard.committee.decisions import Resolution, Standing, deadline
from dashboard.committee.frozen import Frozen, FrozenExhibit, FrozenFigure, FrozenMap
from dashboard.indicators import Pillar
from dashboard.overview import KEY_FIGURES
from dashboard.wording import count, day

LINES = 4
"""Sentences that a screen holds at a size that is read at six metres."""
LONGEST_POINT, LONGEST_DECISION = 110, 150
"""Letters that a screen holds of one of several; the presenter has all of them."""
CHARTS = {
    Pillar.WORKSHOPS: "beneficiaires-evolution",
    Pillar.DEVICES: "foyers_equipes-evolution",
    Pillar.BUDGET: "taux_consommation-evolution",
    Pillar.COVERAGE: "population_qpv_couverte-evolution",
}


Item = TypeVar("Item")


class Kind(StrEnum):
    """What a screen shows."""

    TITLE = "titre"
    STANDING = "bilan"
    LINES = "phrases"
    DECISIONS = "decisions"
    FIGURE = "chiffre"
    CHART = "graphique"
    MAP = "carte"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on a screen, with what is said smaller under it; `mark` is the word of a status.

    A `count` stands before its word, in large figures.
    """

    text: str
    under: str = ""
    mark: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen; `notes` are what the presenter may say, `pillar` the theme it belongs to."""

    kind: Kind
    title: str
    notes: tuple[str, ...] = ()
    pillar: str = ""
    lead: str = ""
    lines: tuple[Line, ...] = ()
    figure: FrozenFigure | None = None
    chart: FrozenExhibit | None = None
    map: FrozenMap | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The committee that sits: its day, None for the plan at any time, its title, its venue, its agenda."""

    held_on: date | None
    title: str
    venue: str = ""
    agenda: tuple[str, ...] = ()


def slides(
    meeting: Meeting, frozen: Frozen, decisions: Sequence[Resolution], today: date
) -> tuple[Slide, ...]:
    """Return the screens in order: decisions that are late open the meeting, those to come end it."""
    late = [each for each in decisions if each.standing is Standing.OVERDUE]
    still = [each for each in decisions if each.standing is Standing.OPEN]
    return (
        _title(meeting, frozen),
        *_agenda(meeting),
        *_decisions("en retard", late, today),
        _verdict(frozen),
        *_since(frozen),
        *(slide for pillar in Pillar for slide in _pillar(pillar, frozen)),
        *_decisions("à suivre", still, today),
    )


def _title(meeting: Meeting, frozen: Frozen) -> Slide:
    where = f"{day(meeting.held_on)}" if meeting.held_on else day(frozen.day)
    return Slide(
        Kind.TITLE,
        meeting.title,
        notes=(frozen.selection_said, frozen.disclosure),
        lead=f"{where}, {meeting.venue}" if meeting.venue else where,
        lines=(Line(frozen.territory, frozen.selection_said),),
    )


def _agenda(meeting: Meeting) -> Iterator[Slide]:
    written = [Line(shortened(text, LONGEST_POINT)) for text in meeting.agenda]
    for rank, points in enumerate(_chunks(written, LINES + 1)):
        title = "Ordre du jour" if not rank else "Ordre du jour (suite)"
        yield Slide(Kind.LINES, title, lines=tuple(points), notes=meeting.agenda)


def _decisions(what: str, found: Sequence[Resolution], today: date) -> Iterator[Slide]:
    title = f"{count(len(found), 'décision')} {what}"
    for rank, part in enumerate(_chunks(found, LINES - 1)):
        yield Slide(
            Kind.DECISIONS,
            title if not rank else f"{title} (suite)",
            lines=tuple(_decided(each, today) for each in part),
            notes=tuple(_note(each) for each in part),
        )


def _decided(found: Resolution, today: date) -> Line:
    under = f"{found.owner} — {deadline(found, today)}" if found.owner else deadline(found, today)
    mark = Standing.OVERDUE.value if found.standing is Standing.OVERDUE else found.state
    return Line(shortened(found.text, LONGEST_DECISION), under[0].upper() + under[1:], mark)


def _note(found: Resolution) -> str:
    taken = f" (comité du {day(found.committee)})" if found.committee else ""
    about = f" Chiffre lié : {found.label}." if found.label else ""
    return f"{found.text.rstrip('.')}{taken}. État : {found.state}.{about}"


def _verdict(frozen: Frozen) -> Slide:
    """Return how many targets stand where, in large figures."""
    opening, _, rest = frozen.verdict.partition(" : ")
    pieces = [piece.strip(" .").partition(" ") for piece in rest.split(",")] if rest else []
    return Slide(
        Kind.STANDING,
        "Où en est le plan",
        lead=f"{opening} :" if rest else opening,
        lines=tuple(Line(word, count=many) for many, _, word in pieces),
        notes=frozen.attention,
    )


def _since(told: Frozen) -> Iterator[Slide]:
    if told.since is None:
        return
    title = f"Depuis le comité du {day(told.since)}"
    for rank, part in enumerate(_chunks([Line(text) for text in told.news], LINES)):
        notes = told.changes if not rank else ()
        yield Slide(Kind.LINES, title if not rank else f"{title} (suite)", lines=tuple(part), notes=notes)
    if told.corrections:
        total = count(len(told.corrections), "chiffre a été corrigé", "chiffres ont été corrigés")
        shown = told.corrections[: LINES - 1]
        left = len(told.corrections) - len(shown)
        more = [Line(f"et {count(left, 'autre')}, sur la page « Comités ».")] if left else []
        yield Slide(
            Kind.LINES,
            f"{total} depuis le comité",
            lines=(*(Line(text) for text in shown), *more),
            notes=("Des saisies arrivées après coup changent des chiffres déjà montrés.", *told.corrections),
        )


def _pillar(pillar: Pillar, frozen: Frozen) -> Iterator[Slide]:
    figures = [found for key in KEY_FIGURES[pillar] if (found := frozen.figure(key))]
    for figure in figures:
        yield Slide(Kind.FIGURE, figure.label, _spoken(figure), pillar.value, figure=figure)
        chart = frozen.exhibit(CHARTS[pillar]) if figure is figures[0] else None
        if chart and chart.figure:
            yield Slide(Kind.CHART, chart.title, (chart.sentence,), pillar.value, chart=chart)
    if pillar is Pillar.COVERAGE and frozen.map:
        yield Slide(Kind.MAP, frozen.map.title, (frozen.map.sentence,), pillar.value, map=frozen.map)


def _spoken(figure: FrozenFigure) -> tuple[str, ...]:
    """Return what may be said of a figure: itself, its change, its target, what it is and is not."""
    said = [f"{figure.label} : {figure.said}."]
    if figure.change_said:
        said.append(f"Depuis le dernier comité : {figure.change_said}.")
    if figure.aim:
        aim = figure.aim
        status = f"{aim.status} : " if aim.status else ""
        sentence = (
            f"{status}{aim.judged_said} depuis le début du plan pour {aim.expected_said} attendus à ce jour, "
            f"objectif {aim.said} au {day(aim.due)}."
        )
        said.append(sentence[0].upper() + sentence[1:])
    return (*said, f"Ce que c'est. {figure.definition}", f"Ce que ce n'est pas. {figure.limits}")


def _chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
