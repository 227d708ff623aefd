from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import SECRET
from dashboard.disclosure.figure import Mask
from dashboard.exhibits import by_dimension
from dashboard.exports import compose, composing, digest, freeze, from_json, is_intact, to_json
from dashboard.exports.composing import _piece
from dashboard.exports.document import Cell, Grid, Piece
from dashboard.indicators import ALL, BY_KEY
from dashboard.measuring import measure, split
from dashboard.selection import Selection
from data_access.errors import DataError

NOW = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


def test_holds_every_figure_as_it_is_measured(document, facts, selection):
    told = {quote.key: quote.value for quote in document.figures}
    assert told == {each.key: measure(each, facts, selection).value for each in ALL}


def test_holds_every_split_as_it_is_measured(document, facts, selection):
    for section in document.sections:
        for found in section.splits:
            groups = split(BY_KEY[found.key], facts, selection, found.dimension)
            assert {each.code: each.value for each in found.shares} == {
                group.code: group.figure.value for group in groups
            }


@pytest.mark.parametrize("name", ["document", "public", "empty", "hostile"])
def test_is_the_same_from_its_json(name, request):
    document = request.getfixturevalue(name)
    assert from_json(to_json(document)) == document
    assert to_json(from_json(to_json(document))) == to_json(document)


RAW = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(),
    st.dates(), st.times(), st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Mask, st.none() | st.integers(3, 20)),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(RAW, st.text()), min_size=1, max_size=6))
def test_keeps_any_cell_to_the_last_digit(document, cells):
    row = tuple(Cell(raw, said) for raw, said in cells)
    grid = Grid("Essai", tuple("c" for _ in row), tuple(False for _ in row), (row,))
    section = replace(document.sections[0], pieces=(Piece("essai", "t", "s", grid),))
    back = from_json(to_json(replace(document, sections=(section,))))
    found = back.sections[0].pieces[0].grid.rows[0]
    assert [(type(cell.raw), cell) for cell in found] == [(type(cell.raw), cell) for cell in row]


def test_a_frozen_document_is_signed(document):
    frozen = freeze(document, NOW)
    assert frozen.frozen.digest == digest(document)
    assert is_intact(from_json(to_json(frozen)))


def test_a_figure_changed_after_freezing_is_seen(document):
    frozen = freeze(document, NOW)
    section = frozen.sections[0]
    moved = replace(section, quotes=(replace(section.quotes[0], value=1), *section.quotes[1:]))
    assert not is_intact(replace(frozen, sections=(moved, *frozen.sections[1:])))
    assert not is_intact(document)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"version": 2}', '{"version": 1, "document": {}}',
     '{"version": 1, "document": {"@": "os"}}',
     '{"version": 1, "document": {"@": "date", "is": "hier"}}'],
)  # fmt: skip
def test_anything_else_is_refused(text):
    with pytest.raises(DataError):
        from_json(text)


def test_an_exhibit_comes_back_with_its_words(facts, selection):
    exhibit = by_dimension(facts, BY_KEY["participations"], selection, "type")
    back = _piece(exhibit).exhibit()
    assert back.table.shown() == exhibit.table.shown()
    assert back.table.csv() == exhibit.table.csv()
    assert (back.title, back.sentence, back.figure) == (exhibit.title, exhibit.sentence, exhibit.figure)


def test_says_who_may_read_it(document, public):
    assert not document.disclosure.public
    assert "Réservé à l'équipe" in document.disclosure.said
    assert public.disclosure.public
    assert "inférieur à 11" in public.disclosure.said


def test_holds_no_value_that_is_not_told(public):
    masked = [quote for quote in public.figures if quote.masked]
    masked += [share for section in public.sections for each in section.splits for share in each.shares
               if share.masked]  # fmt: skip
    assert masked
    assert all(each.value is None for each in masked)
    assert {each.said for each in masked} == {"secret statistique"}


def test_tells_of_nothing_when_nothing_is_recorded(empty):
    told = {quote.key: quote.value for quote in empty.figures if quote.value is not None}
    assert set(told.values()) <= {0}
    assert all(
        piece.figure is None for section in empty.sections for piece in section.pieces if "evol" in piece.key
    )


def test_decisions_to_do_come_first_the_latest_on_top(document):
    states = [each.state in ("à faire", "en cours") for each in document.decisions]
    assert states == sorted(states, reverse=True)
    assert all(each.due < document.today for each in document.decisions if each.overdue)
    assert any(each.overdue for each in document.decisions)


def test_a_period_ahead_can_be_exported(facts, today):
    ahead = Selection(date(2027, 3, 1), date(2027, 3, 31))
    assert from_json(to_json(compose(facts, ahead, today))).start == ahead.start


def test_everyone_is_told_nothing_of_the_teams_own_work(public):
    """What outsiders do not see cannot be said to be missing: entries, decisions, imports."""
    assert not [each for each in public.points if "saisie" in each.sentence or "décision" in each.sentence]
    assert public.points
    assert public.decisions == ()
    assert not [source for source in public.sources if "importé" in source]


def test_a_figure_not_told_is_not_without_data(document):
    quotes = next(section for section in document.sections if section.name == "Ateliers").figures
    judged = [quote for quote in quotes if quote.aim]
    masked = replace(judged[0], aim=replace(judged[0].aim, masked=SECRET, status="secret statistique"))
    said = composing._message((masked, *judged[1:]), masked)
    assert "sans donnée" not in said
    absent = replace(judged[0], aim=replace(judged[0].aim, status="aucune donnée", reached=None))
    assert "1 sans donnée" in composing._message((absent, *judged[1:]), absent)
