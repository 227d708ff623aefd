"""Spending against the calendar, counted day by day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.money import consumption
from dashboard.money.calendar import Calendar, calendar
from dashboard.money.pace import consumption as measured
from dashboard.selection import Selection
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, START, budgets, to_cents

HORIZON = date(2027, 10, 31)
PLAN = Selection(START, END)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DAY = timedelta(days=1)


def of_state(nature, cents, day=START):
    return (day, nature, "État", None, (None, None), cents)


def targets(facts, *rows):
    """Return the facts with these targets (indicator, territory, due day) instead of theirs."""
    frame = pl.DataFrame(
        [
            {**dict.fromkeys(facts.targets.columns), "indicator": key, "territory": territory, "due": due}
            | {"value": 90.0, "start_value": 0.0, "started": START}
            for key, territory, due in rows
        ],
        schema=facts.targets.schema,
    )
    return replace(facts, targets=frame)


def spent(rows, nature, day):
    return counting.cents([row for row in rows if row["date"] <= day], nature=nature)


@given(st.integers(-50, 1_200))
def test_time_gone_by_is_counted_day_by_day(days):
    times, at = Calendar(START, HORIZON, ""), START + timedelta(days=days)
    length = gone = 0
    day = START
    while day < HORIZON:
        length += 1
        gone += day < at
        day += DAY
    assert times.elapsed(at) == pytest.approx(100 * gone / length)


@pytest.mark.parametrize(
    ("rows", "horizon", "source"),
    [
        (
            [("taux_engagement", "*", date(2026, 12, 31)), ("taux_consommation", "*", date(2027, 6, 30))],
            date(2027, 6, 30),
            "Taux de consommation",
        ),
        (
            [("ateliers", "*", date(2028, 1, 1)), ("taux_engagement", "*", date(2026, 12, 31))],
            date(2026, 12, 31),
            "Taux d'engagement",
        ),
        (
            [("taux_consommation", "59392", date(2027, 3, 1)), ("ateliers", "*", date(2026, 3, 1))],
            date(2027, 3, 1),
            "dernière échéance des objectifs",
        ),
        (
            [("taux_consommation", "*", date(2025, 6, 30)), ("taux_consommation", "*", date(2027, 6, 30))],
            date(2027, 6, 30),
            "Taux de consommation",
        ),
        ([("taux_consommation", "*", START)], None, ""),
    ],
)
def test_the_horizon_is_the_first_of_those_that_say_one(facts, rows, horizon, source):
    found = calendar(targets(facts, *rows), replace(PLAN, territories=frozenset({"59291"})))
    assert (found and found.horizon) == horizon
    assert source in (found.source if found else "")


def test_without_any_target_the_last_planned_amount_is_the_horizon(facts, recorded):
    lines = [(day, "prévu", "État", None, (None, None), 100) for day in (START, date(2027, 5, 1))]
    found = calendar(targets(recorded([*lines, (date(2028, 1, 1), "payé", *lines[0][2:])])), PLAN)
    assert (found.horizon, found.source) == (date(2027, 5, 1), "date du dernier montant prévu")


def test_without_a_horizon_or_a_grant_it_is_said_what_is_missing(facts, recorded):
    for known, words in (
        (targets(facts), "un objectif sur le taux de consommation"),
        (recorded([of_state("payé", 100)]), "Aucun montant notifié"),
    ):
        shares, course = consumption.exhibits(known, PLAN)
        assert shares.is_empty
        assert words in shares.sentence
        assert not course.is_empty
        assert {row[-1] for row in course.table.rows} == {None}


@FEW
@given(lines=budgets(least=4), days=st.integers(0, 900))
def test_shares_and_projections_are_those_of_the_lines(recorded, lines, days):
    known, end = recorded(lines), START + timedelta(days=days)
    selection = Selection(START, end)
    found, rows = measured(known, selection), counting.inside(known, selection)
    granted = counting.cents(rows, nature="notifié") or 0
    if granted <= 0:
        assert found is None
        return
    assert to_cents(found.granted) == granted
    assert found.elapsed == pytest.approx(100 * min(days / (HORIZON - START).days, 1))
    for pace, nature in zip(found.paces, ("engagé", "mandaté", "payé"), strict=True):
        now = spent(rows, nature, end)
        assert (pace.amount and to_cents(pace.amount)) == now
        assert pace.share == pytest.approx(100 * (now or 0) / granted)
        if now is None or days < 30:
            assert (pace.projected_share, pace.all_on) == (None, None)
            continue
        window = min(90, days)
        daily = (now - (spent(rows, nature, end - window * DAY) or 0)) / window
        ahead = now + daily * max((HORIZON - end).days, 0)
        assert pace.projected_share == pytest.approx(100 * ahead / granted)
        reached = None if daily <= 0 or now >= granted else ceil(round((granted - now) / daily, 6))
        if reached is not None and reached < 100_000:
            assert abs((pace.all_on - end).days - reached) <= 1
        elif reached is None:
            assert pace.all_on is None


@FEW
@given(lines=budgets(least=4))
def test_the_course_is_a_running_total_of_cents(recorded, lines):
    known = recorded(lines)
    rows = counting.inside(known, PLAN)
    for at, *amounts, steady in consumption.exhibits(known, PLAN)[1].table.rows:
        told = [None if amount is None else to_cents(amount) for amount in amounts]
        assert told == [spent(rows, nature, at) for nature in ("engagé", "mandaté", "payé")]
        if steady is not None:
            granted = counting.cents(rows, nature="notifié")
            even = granted * (at - START).days / (HORIZON - START).days
            assert to_cents(steady) == pytest.approx(even, abs=0.51)


def test_bars_agree_with_the_declared_rates(facts):
    shares, _ = consumption.exhibits(facts, PLAN)
    told = {label: share for label, _, share, *_ in shares.table.rows}
    for label, key in (("Engagé", "taux_engagement"), ("Payé", "taux_consommation")):
        assert told[label] == pytest.approx(measure(BY_KEY[key], facts, PLAN).value)


def test_words(facts):
    shares, course = consumption.exhibits(facts, PLAN)
    plain = [
        text.replace("\u202f", " ").replace("\u00a0", " ")
        for text in (shares.title, shares.sentence, course.title)
    ]
    assert plain == [
        "54,9 % du notifié payés pour 68,8 % du temps écoulé : 13,9 points de moins que le calendrier",
        "Du 1er novembre 2024 au 31 octobre 2027 (échéance de l'objectif « Taux de consommation »), "
        "au 24 novembre 2026 : engagé 70,0 %, et 78,7 % à l'échéance au rythme actuel ; "
        "payé 54,9 %, sans rien de nouveau en 90 jours.",
        "27 359,43 € payés ; une dépense régulière en aurait payé 34 306,24 €",
    ]


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        (687_956, "au rythme du calendrier"),
        (900_000, "de plus que le calendrier"),
        (688_957, "0,1\u00a0point de plus que le calendrier"),
    ],
)
def test_the_gap_in_words(recorded, paid, words):
    lines = [of_state(nature, cents) for nature, cents in (("notifié", 1_000_000), ("payé", paid))]
    assert words in consumption.exhibits(recorded(lines), PLAN)[0].title


def test_all_the_money_before_the_horizon_is_told_with_its_day(recorded):
    lines = [
        of_state("notifié", 100_000),
        of_state("payé", 90_000, END - 40 * DAY),
    ]
    shares, course = consumption.exhibits(recorded(lines), PLAN)
    assert (
        "payé 90,0\u00a0%, et tout le notifié le 4\u00a0décembre\u00a02026 au rythme actuel"
        in shares.sentence
    )
    assert course.figure["layout"]["annotations"]


def test_after_the_horizon_nothing_is_projected(facts):
    late = targets(facts, ("taux_consommation", "*", date(2026, 6, 30)))
    shares, course = consumption.exhibits(late, PLAN)
    assert "temps écoulé" in shares.title
    assert "100,0\u00a0% du temps écoulé" in shares.title
    assert "rythme actuel" not in shares.sentence + course.sentence
    dotted = next(trace for trace in course.figure["data"] if trace["line"].get("dash") == "dot")
    assert dotted["y"][-1] == dotted["y"][-2] == 49_842


def test_names_at_the_ends_of_courses_never_overlap(recorded):
    lines = [of_state(nature, 100_000) for nature in ("notifié", "engagé", "mandaté", "payé")]
    figure = consumption.exhibits(recorded(lines), PLAN)[1].figure
    feet = [each["yshift"] for each in figure["layout"]["annotations"] if "<br>" in each["text"]]
    assert len(feet) == 3
    assert all(later - earlier >= 34 for earlier, later in pairwise(feet))
