"""Parity: the gap in euros, the same sentence on the overview and on the budget's page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from dashboard.attention import attention
from dashboard.indicators import Pillar
from dashboard.money import funders
from dashboard.money.amounts import plan_to_date
from dashboard.money.parity import gap_words, parity
from dashboard.selection import Selection
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, START, budgets, to_cents

PLAN = Selection(START, END)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def granted(funder, cents, nature="notifié", day=START):
    return (day, nature, funder, None, (None, None), cents)


@FEW
@given(lines=budgets(least=1))
def test_the_gap_and_the_shares_are_those_of_the_lines(recorded, lines):
    known = recorded(lines)
    found, rows = parity(known, PLAN), counting.inside(known, PLAN)
    sums = {
        each: counting.cents(rows, nature="notifié", funder=each) or 0 for each in ("Agglomération", "État")
    }
    assert to_cents(found.gap) == abs(sums["Agglomération"] - sums["État"])
    assert sums[found.behind] == min(sums.values())
    both = sum(sums.values())
    assert found.share == (pytest.approx(100 * sums["Agglomération"] / both) if both else None)


@FEW
@given(lines=budgets(least=1))
def test_the_drawing_says_what_the_lines_say(recorded, lines):
    known = recorded(lines)
    exhibit, rows = funders.exhibit(known, PLAN), counting.inside(known, PLAN)
    shown = {row[0]: row[1:] for row in exhibit.table.rows}
    for funder in ("Agglomération", "État"):
        told = [counting.cents(rows, nature=nature, funder=funder) for nature in ("notifié", "versé")]
        assert [
            None if cell is None else to_cents(cell) for cell in (shown[funder][0], shown[funder][2])
        ] == told
        assert to_cents(shown[funder][3]) == (told[0] or 0) - (told[1] or 0)
    if exhibit.figure is not None:
        left, right = exhibit.figure["data"]
        assert all(a + b == pytest.approx(100) for a, b in zip(left["x"], right["x"], strict=True))


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ((2_556_000, 2_428_200), "l'État a notifié 1\u202f278,00\u00a0€ de moins que l'Agglomération"),
        ((100, 101), "l'Agglomération a notifié 0,01\u00a0€ de moins que l'État"),
        ((5_000, 5_000), "l'Agglomération et l'État ont notifié autant l'un que l'autre"),
        ((0, 5_000), "l'Agglomération a notifié 50,00\u00a0€ de moins que l'État"),
    ],
)
def test_the_gap_in_words(recorded, amounts, words):
    lines = [granted(funder, cents) for funder, cents in zip(("Agglomération", "État"), amounts, strict=True)]
    assert gap_words(parity(recorded(lines), PLAN)) == words


def test_the_overview_and_the_page_say_the_same(facts, today):
    said = [point.sentence for point in attention(facts, PLAN, today) if point.pillar is Pillar.BUDGET]
    words = gap_words(parity(facts, plan_to_date(facts, PLAN, today)))
    assert f"Parité : {words}." in said
    assert funders.exhibit(facts, PLAN).title == f"Parité : {words}"


def test_a_short_period_does_not_change_parity(facts, today):
    short = replace(PLAN, start=END - timedelta(days=20))
    said = [point.sentence for point in attention(facts, short, today)]
    assert any("1\u202f278,00\u00a0€ de moins" in each for each in said)


def test_equal_grants_deserve_no_attention(recorded, today):
    known = recorded([granted("Agglomération", 100), granted("État", 100), granted("CAF", 900)])
    assert not [point for point in attention(known, PLAN, today) if point.sentence.startswith("Parité")]
    assert (
        funders.exhibit(known, PLAN).note == "Notifié par d'autres financeurs, hors parité : CAF 9,00\u00a0€."
    )


def test_a_negative_side_is_told_and_not_drawn(recorded):
    known = recorded([granted("Agglomération", 500), granted("État", -100)])
    exhibit = funders.exhibit(known, PLAN)
    assert exhibit.is_empty
    assert "6,00\u00a0€ de moins" in exhibit.title


def test_a_perimeter_without_grants_tells_parity_over_the_whole_plan(facts):
    exhibit = funders.exhibit(facts, replace(PLAN, territories=frozenset({"59392"})))
    assert exhibit.is_empty
    assert "sur tout le plan, l'État a notifié 1\u202f278,00\u00a0€ de moins" in exhibit.sentence
