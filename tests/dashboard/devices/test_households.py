"""What the target still asks for, worked out a second way."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import polars as pl
import pytest

from dashboard.devices import states
from dashboard.devices.households import Need, need, need_exhibit
from dashboard.targets import Projection, Target

TARGET = Target("foyers_equipes", "*", date(2027, 10, 31), 100, date(2024, 11, 1), 0, None)
PACE = Projection(83, date(2028, 9, 2))


def found_need(facts, selection, today):
    return need(facts, states.on(facts, states.last_day(selection, today)), selection, today)


def kept(facts, day):
    """Return the households that hold a device on a day."""
    return {
        row["household"]
        for row in facts.devices.iter_rows(named=True)
        if row["handed"] and row["handed"] <= day and not (row["returned"] and row["returned"] <= day)
    }


def test_counts_households_and_devices(facts, whole, today):
    found = found_need(facts, whole, today)
    rows = facts.devices.rows(named=True)
    ready = [r for r in rows if r["ready"] and not r["handed"] and not r["left"]]
    preparing = [r for r in rows if not r["ready"] and not r["handed"] and not r["left"]]
    assert (found.equipped, found.ready, found.preparing) == (
        len(kept(facts, today)),
        len(ready),
        len(preparing),
    )
    assert found.missing == 100 - len(kept(facts, today))


def test_the_day_it_would_be_reached_follows_the_last_90_days(facts, whole, today):
    found = found_need(facts, whole, today)
    now, before = len(kept(facts, today)), len(kept(facts, today - timedelta(days=90)))
    days = ceil((100 - now) / ((now - before) / 90))
    assert found.projection.reached_on == today + timedelta(days=days)


def test_a_short_period_is_judged_since_the_plan_began(facts, whole, today):
    short = replace(whole, start=date(2026, 11, 1))
    assert found_need(facts, short, today) == found_need(facts, whole, today)


@pytest.mark.parametrize(
    ("equipped", "ready", "preparing", "missing", "short", "said"),
    [
        (64, 40, 0, 36, 0, "Les appareils prêts y suffisent"),
        (64, 36, 0, 36, 0, "Les appareils prêts y suffisent"),
        (64, 20, 21, 36, 0, "avec ceux en préparation, oui"),
        (64, 20, 10, 36, 6, "il manque 6 appareils"),
        (99, 0, 0, 1, 1, "il manque 1 appareil."),
    ],
)
def test_devices_at_hand_against_households(equipped, ready, preparing, missing, short, said):
    found = Need(TARGET, equipped, PACE, ready, preparing)
    exhibit = need_exhibit(found)
    assert (found.missing, found.short) == (missing, short)
    assert said in exhibit.sentence
    assert exhibit.figure["data"][0]["x"] == [missing, ready, preparing]


@pytest.mark.parametrize(
    ("projection", "said"),
    [
        (PACE, "objectif atteint le 2\u00a0septembre\u00a02028 ; échéance le 31\u00a0octobre\u00a02027."),
        (Projection(64, None), "l'objectif ne serait pas atteint"),
        (None, "suffisent. Échéance le 31\u00a0octobre\u00a02027."),
    ],
)
def test_says_where_the_pace_leads(projection, said):
    assert said in need_exhibit(Need(TARGET, 64, projection, 40, 0)).sentence


def test_a_reached_target_asks_for_nothing():
    exhibit = need_exhibit(Need(TARGET, 104, None, 3, 0))
    assert exhibit.title == "Objectif de 100 foyers atteint"
    assert exhibit.is_empty


def test_a_target_that_is_not_whole_asks_for_the_next_household():
    assert Need(replace(TARGET, value=99.5), 99, None, 0, 0).missing == 1


def test_without_a_target_nothing_is_judged(facts, whole, today):
    assert found_need(facts, replace(whole, territories=frozenset({"59392"})), today) is None
    assert "Pas d'objectif" in need_exhibit(None).sentence


def test_without_any_device_the_whole_target_is_left(facts, whole, today):
    none = replace(facts, devices=facts.devices.clear(), first_equipment=facts.first_equipment.clear())
    found = found_need(none, whole, today)
    assert (found.equipped, found.missing, found.short) == (0, 100, 100)
    assert facts.targets.filter(pl.col("indicator") == "foyers_equipes")["value"].to_list() == [100]
