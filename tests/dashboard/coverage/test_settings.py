import gc
import weakref
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import address
from dashboard.coverage import Settings, with_settings
from dashboard.coverage.settings import KEPT, REACH_M, STOPS_MIN
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from data_access.facts import PlanParameters
from tests.dashboard.coverage.rows import COUSOLRE, END, MAUBEUGE, START, place, stops

PLAN = PlanParameters("Plan", "Ici", date(2025, 1, 1), 0.18, 800, 1, False)
SELECTION = Selection(START, END)


@pytest.fixture
def facts(facts_from):
    return facts_from(lieux=[place("L1")], passages=stops("T", COUSOLRE, START, 3))


@given(st.sampled_from(REACH_M), st.sampled_from(STOPS_MIN))
def test_settings_survive_an_address(reach_m, stops_min):
    chosen = Settings(reach_m, stops_min)
    assert Settings.read(chosen.to_query(PLAN), PLAN) == chosen


def test_the_plan_s_own_settings_leave_the_address_alone():
    assert Settings.of(PLAN).to_query(PLAN) == {}
    assert Settings.read({}, PLAN) == Settings.of(PLAN)


@pytest.mark.parametrize(
    "given_value",
    [
        "",
        "abc",
        "99",
        "10001",
        "-800",
        "1e3",
        "800.5",
        "1_000",
        "９００",
        "9" * 9,
        "9" * 5000,
        "nan",
        "0x1f4",
    ],
)
def test_an_impossible_reach_counts_as_absent(given_value):
    assert Settings.read({"rayon": [given_value], "passages_min": ["2"]}, PLAN) == Settings(800, 2)


@given(st.dictionaries(st.sampled_from(["rayon", "passages_min", "x"]), st.lists(st.text(), max_size=3)))
def test_any_address_opens(query):
    settings = Settings.read(query, PLAN)
    assert settings.reach_m in REACH_M
    assert settings.stops_min in STOPS_MIN


def test_the_last_value_of_the_address_counts():
    assert Settings.read({"rayon": ["500", " 1200 "]}, PLAN).reach_m == 1200


def test_filters_ignore_settings(facts):
    query = {"rayon": ["1200"], "passages_min": ["2"]}
    assert address.read(query, facts, END) == address.read({}, facts, END)
    assert not set(query) & set(address.PARAMETERS)


def test_other_settings_change_the_figures_and_nothing_else(facts):
    wider, rarer = with_settings(facts, Settings(3000, 1)), with_settings(facts, Settings(800, 4))
    covered = {
        name: measure(BY_KEY["population_couverte"], each, SELECTION)
        for name, each in {"plan": facts, "wider": wider, "rarer": rarer}.items()
    }
    assert covered["wider"].value > covered["plan"].value > covered["rarer"].value
    assert (covered["plan"].rows, covered["rarer"].rows) == (2, 1)
    assert (wider.plan.reach_m, facts.plan.reach_m) == (3000, 800)
    assert wider.revision == facts.revision
    assert wider.stops is facts.stops


def test_the_same_settings_give_the_same_facts(facts):
    assert with_settings(facts, Settings.of(facts.plan)) is facts
    assert with_settings(facts, Settings(500, 2)) is with_settings(facts, Settings(500, 2))


def test_only_the_last_settings_are_kept(facts):
    first = weakref.ref(with_settings(facts, Settings(500, 1)))
    for reach_m in range(600, 600 + KEPT):
        with_settings(facts, Settings(reach_m, 1))
    gc.collect()
    assert first() is None


def test_nothing_outlives_the_revision(facts_from):
    facts = facts_from(lieux=[place("L1", MAUBEUGE)])
    wider = with_settings(facts, Settings(2000, 1))
    measure(BY_KEY["population_couverte"], wider, SELECTION)
    left = [weakref.ref(facts), weakref.ref(wider)]
    del facts, wider
    gc.collect()
    assert [each() for each in left] == [None, None]
