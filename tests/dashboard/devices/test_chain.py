"""The chain of the devices received in a period, followed a second way."""

from dataclasses import astuple, replace
from datetime import date, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings

from dashboard.devices import states
from dashboard.devices.chain import ACCOMPANIED, HANDED, READY, RECEIVED, Passage, chain
from dashboard.devices.chain_exhibits import chain_exhibit, delays_exhibit
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from tests.dashboard.devices import counting
from tests.reference.strategies import LAST, selections, workbooks

RANDOM = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def found_chain(facts, selection, today):
    return chain(states.on(facts, states.last_day(selection, today)), selection)


def counted_chain(facts, selection, day):
    """Return what the chain should hold, device by device."""
    rows = counting.received(facts, selection, day)
    handed = [row for row in rows if counting.happened(row["handed"], day)]
    ready = [row for row in rows if counting.happened(row["ready"], day)]
    visits = [(row, counting.visit(facts, row, day)) for row in handed]
    late = [row for row in handed if row in ready and row["ready"] > row["handed"]]
    still = [
        (day - row["handed"]).days
        for row, visited in visits
        if not visited and counting.state(row, day)[0] == "remis" and day <= row["handed"] + counting.FOLLOWED
    ]
    return {
        RECEIVED: len(rows),
        READY: len([row for row in rows if row in ready or row in handed]),
        HANDED: len(handed),
        ACCOMPANIED: len([row for row, visited in visits if visited]),
        "waits": {
            READY: counting.waiting(rows, "en préparation", day),
            HANDED: counting.waiting(rows, "prêt", day),
            ACCOMPANIED: (len(still), max(still, default=None)),
        },
        "delays": {
            Passage.TO_READY: counting.delay(
                [(row["ready"] - row["received"]).days for row in ready if row not in late]
            ),
            Passage.TO_HANDED: counting.delay(
                [(row["handed"] - row["ready"]).days for row in handed if row in ready and row not in late]
            ),
            Passage.TO_VISIT: counting.delay(
                [(visited - row["handed"]).days for row, visited in visits if visited]
            ),
        },
        "gone": len([row for row in rows if row not in handed and counting.happened(row["left"], day)]),
        "returned": len([row for row in handed if counting.happened(row["returned"], day)]),
        "unvisited": len([row for row, visited in visits if not visited]) - len(still),
        "undated": len([row for row in handed if row not in ready]),
        "reversed": len(late),
    }


def assert_agrees(found, counted, selection):
    names = [HANDED, ACCOMPANIED] if selection.territories else [RECEIVED, READY, HANDED, ACCOMPANIED]
    assert {step.name: step.count for step in found.steps} == {name: counted[name] for name in names}
    waits = {step.name: astuple(step.waiting) for step in found.steps if step.waiting}
    assert waits == {name: counted["waits"][name] for name in names if name != RECEIVED}
    for passage, delay in found.delays.items():
        assert (delay and astuple(delay)) == counted["delays"][passage]
    for name in ("gone", "returned", "unvisited", "undated", "reversed"):
        assert getattr(found, name) == counted[name], name


def test_follows_each_device_of_the_demonstration(facts, selection, today):
    day = states.last_day(selection, today)
    assert_agrees(found_chain(facts, selection, today), counted_chain(facts, selection, day), selection)


@RANDOM
@given(rows=workbooks(), asked=selections())
def test_follows_each_device_of_any_workbook(installed, rows, asked):
    facts, today = installed.load(rows), date(2025, 9, 1)
    selection = Selection(asked["du"], asked["au"], asked["territoires"])
    counted = counted_chain(facts, selection, states.last_day(selection, today))
    assert_agrees(found_chain(facts, selection, today), counted, selection)


@RANDOM
@given(rows=workbooks(), asked=selections())
def test_every_device_received_is_somewhere(installed, rows, asked):
    found = found_chain(installed.load(rows), Selection(asked["du"], asked["au"]), LAST)
    received, ready, handed, accompanied = found.steps
    assert received.count == ready.waiting.count + handed.waiting.count + found.gone + handed.count
    assert handed.count == accompanied.count + accompanied.waiting.count + found.unvisited


@RANDOM
@given(rows=workbooks())
def test_over_the_whole_plan_it_says_what_the_indicators_say(installed, rows):
    facts, selection = installed.load(rows), Selection(date(2000, 1, 1), LAST + timedelta(days=4000))
    *_, handed, _ = found_chain(facts, selection, selection.end).steps
    assert handed.count == (measure(BY_KEY["appareils_remis"], facts, selection).value or 0)
    assert handed.waiting.count == (measure(BY_KEY["appareils_disponibles"], facts, selection).value or 0)


def test_accompanied_devices_are_accompanied_households_when_each_has_one_followed_long_enough(facts, whole):
    first = facts.devices.sort("handed", "key").unique("household", keep="first", maintain_order=True)
    followed = first.filter(pl.col("handed") <= whole.end - timedelta(days=90))
    *_, accompanied = found_chain(replace(facts, devices=followed), whole, whole.end).steps
    measured = measure(BY_KEY["foyers_accompagnes"], facts, whole)
    assert (accompanied.count, len(followed)) == (measured.numerator, measured.denominator)


def test_without_a_perimeter_the_steps_only_narrow(facts, selection, today):
    counts = [step.count for step in found_chain(facts, selection, today).steps]
    assert counts == sorted(counts, reverse=True)


def test_the_funnel_says_the_counts_and_the_medians(facts, whole, today):
    found = found_chain(facts, whole, today)
    exhibit = chain_exhibit(found, whole)
    bars = exhibit.figure["data"][0]
    assert bars["x"] == [step.count for step in found.steps]
    said = " ".join(words["text"] for words in exhibit.figure["layout"]["annotations"])
    for step in found.steps[1:]:
        assert f"↓ {round(step.delay.median)} jours (médiane) · {step.waiting.count} " in said
    received, _, handed, accompanied = (step.count for step in found.steps)
    assert (
        exhibit.title == f"Sur {received} appareils reçus, {handed} remis, {accompanied} suivis d'un atelier"
    )
    assert f"{found.gone} hors du stock sans avoir servi, {found.returned} de retour" in exhibit.sentence
    assert [row[:2] for row in exhibit.table.rows[:4]] == [(step.name, step.count) for step in found.steps]


def test_in_a_perimeter_the_chain_begins_at_the_handover_and_says_so(facts, whole, today):
    selection = replace(whole, territories=frozenset({"59392"}))
    exhibit = chain_exhibit(found_chain(facts, selection, today), selection)
    assert [row[0] for row in exhibit.table.rows[:2]] == [HANDED, ACCOMPANIED]
    assert "communes à tout le plan" in exhibit.note
    assert "communes à tout le plan" not in chain_exhibit(found_chain(facts, whole, today), whole).note


def test_dates_in_the_wrong_order_count_in_no_delay_and_are_told(facts, whole, today):
    found = found_chain(facts, whole, today)
    assert found.reversed == 1
    assert "1 appareil « prêt » après sa remise" in chain_exhibit(found, whole).note
    assert found.delays[Passage.TO_HANDED].shortest >= 0


def test_the_longest_passage_is_named(facts, whole, today):
    found = found_chain(facts, whole, today)
    medians = {passage: delay.median for passage, delay in found.delays.items()}
    exhibit = delays_exhibit(found)
    assert medians[found.slowest] == max(medians.values())
    assert exhibit.title.casefold().startswith(found.slowest.value.casefold())
    assert exhibit.figure["data"][0]["x"] == list(medians.values())
