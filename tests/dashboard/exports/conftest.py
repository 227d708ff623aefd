"""Documents of the demonstration: for the team, for everyone, empty, and with names made to break files."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dashboard.disclosure import INSIDE, OUTSIDE, allowed_selection, shared, window
from dashboard.exports import compose
from dashboard.exports.document import Decision, Document, Point
from dashboard.selection import Selection

HOSTILE = (
    '=HYPERLINK("http://exemple.invalid")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    '#panic("perdu")',
    '$ x^2 $ *gras* _it_ `code` <etiquette> @ref // #import "x"',
    "<b>gras</b> & ]]> \"guillemets\" 'droits'",
    "Quarante signes de quartier et pas un mot",
    "\x00\x07\x0b invisible \u202e retourné",
)


@pytest.fixture(scope="session")
def selection(facts, today):
    return Selection(facts.plan.started_on, today)


@pytest.fixture(scope="session")
def document(facts, selection, today) -> Document:
    return compose(shared(facts, INSIDE), selection, today)


@pytest.fixture(scope="session")
def public(facts, selection, today) -> Document:
    start = facts.plan.started_on
    months = window(start, None, start, today)
    return compose(shared(facts, OUTSIDE, window=months), allowed_selection(selection, months), today)


@pytest.fixture(scope="session")
def empty(no_facts, today) -> Document:
    return compose(no_facts, Selection(today - timedelta(days=30), today), today)


@pytest.fixture(scope="session")
def hostile(document) -> Document:
    return replace(
        document,
        title=HOSTILE[3],
        plan=HOSTILE[0],
        territory=HOSTILE[4],
        sections=tuple(_hostile(section, rank) for rank, section in enumerate(document.sections)),
        points=tuple(Point("Alerte", each) for each in HOSTILE),
        decisions=tuple(Decision(each, each, None, each, overdue=True) for each in HOSTILE),
        sources=HOSTILE,
    )


def _hostile(section, rank):
    name = HOSTILE[rank % len(HOSTILE)]
    return replace(
        section,
        message=HOSTILE[(rank + 1) % len(HOSTILE)],
        quotes=tuple(replace(quote, label=name) for quote in section.quotes),
        pieces=tuple(_named(piece, HOSTILE[place]) for place, piece in enumerate(section.pieces)),
        splits=tuple(
            replace(split, shares=tuple(replace(share, name=name) for share in split.shares))
            for split in section.splits[:2]
        ),
    )


def _named(piece, name):
    rows = tuple((replace(row[0], said=name, raw=name), *row[1:]) for row in piece.grid.rows)
    return replace(
        piece, title=name, sentence=name, note=name, grid=replace(piece.grid, caption=name, rows=rows)
    )
