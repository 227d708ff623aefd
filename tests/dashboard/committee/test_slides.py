from dataclasses import replace
from datetime import date

import pytest

from dashboard.committee.decisions import register
from dashboard.committee.gathering import gather
from dashboard.committee.slides import LINES, LONGEST_DECISION, LONGEST_POINT, Kind, Meeting, slides
from dashboard.indicators import Pillar
from dashboard.selection import Selection

MEETING = Meeting(date(2026, 12, 16), "Comité de pilotage", "Sous-préfecture", ("Étape", "Budget"))


@pytest.fixture(scope="module")
def deck(facts, today):
    frozen = gather(facts, Selection(facts.plan.started_on, today), today)
    return slides(MEETING, frozen, register(facts, today), today)


def test_late_decisions_open_the_meeting(deck):
    assert [slide.kind for slide in deck[:3]] == [Kind.TITLE, Kind.LINES, Kind.DECISIONS]
    assert "en retard" in deck[2].title
    assert {line.mark for line in deck[2].lines} == {"en retard"}
    assert deck[-1].kind is Kind.DECISIONS
    assert "à suivre" in deck[-1].title


def test_each_screen_has_one_message_and_something_to_say(deck):
    assert all(slide.title for slide in deck)
    assert all(slide.notes for slide in deck[1:])
    assert max(len(slide.lines) for slide in deck if slide.kind is Kind.LINES) <= LINES + 1
    for slide in deck:
        assert [slide.figure, slide.chart, slide.map].count(None) >= 2


def test_every_pillar_has_its_figures_and_its_chart(deck):
    for pillar in Pillar:
        kinds = [slide.kind for slide in deck if slide.pillar == pillar.value]
        assert kinds[:2] == [Kind.FIGURE, Kind.CHART]
        assert kinds.count(Kind.FIGURE) == 3
    assert [slide.kind for slide in deck if slide.pillar == "Couverture"][-1] is Kind.MAP


def test_the_map_names_who_is_far(deck):
    (found,) = [slide.map for slide in deck if slide.map]
    assert found.picture.startswith("<svg")
    assert found.picture.count('class="far"') == len(found.unserved)
    assert all(name in found.sentence for name in found.unserved)
    assert "http" not in found.picture.replace("http://www.w3.org/2000/svg", "")


def test_many_decisions_take_several_screens(facts, today):
    frozen = gather(facts, Selection(facts.plan.started_on, today), today)
    many = register(facts, today) * 4
    deck = slides(MEETING, frozen, many, today)
    late = [slide for slide in deck if slide.kind is Kind.DECISIONS and "en retard" in slide.title]
    assert sum(len(slide.lines) for slide in late) == sum(each.standing == "en retard" for each in many)
    assert all(len(slide.lines) < LINES for slide in late)


def test_an_empty_plan_still_makes_a_meeting(no_facts, today):
    frozen = gather(no_facts, Selection(today.replace(day=1), today), today)
    deck = slides(Meeting(None, "Plan"), frozen, (), today)
    assert deck[0].kind is Kind.TITLE
    assert {slide.figure.said for slide in deck if slide.figure} >= {"aucune donnée"}
    assert not [slide for slide in deck if slide.chart]


def test_what_is_too_long_for_a_screen_is_whole_for_the_presenter(facts, today):
    frozen = gather(facts, Selection(facts.plan.started_on, today), today)
    long = replace(register(facts, today)[0], text="Étudier un arrêt du tiers-lieu mobile " * 20)
    point = "Point d'étape sur les quatre piliers " * 8
    deck = slides(replace(MEETING, agenda=(point,)), frozen, (long,), today)
    assert len(deck[1].lines[0].text) <= LONGEST_POINT
    assert deck[1].notes == (point,)
    assert len(deck[2].lines[0].text) <= LONGEST_DECISION
    assert long.text.strip() in deck[2].notes[0]
