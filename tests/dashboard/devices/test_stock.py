"""The stock of the whole plan, counted a second way."""

from dataclasses import replace

from hypothesis import given

from dashboard.devices import states
from dashboard.devices.states import State
from dashboard.devices.stock import BANDS, ages_exhibit, shelf, stock_exhibit, stock_points
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from tests.dashboard.devices import counting
from tests.dashboard.devices.test_chain import RANDOM
from tests.reference.strategies import selections, workbooks

WAITING = (State.READY, State.PREPARING)


def counted(facts, day, said):
    rows = [row for row in facts.devices.iter_rows(named=True) if row["received"] <= day]
    return [row for row in rows if counting.state(row, day)[0] == said]


def test_each_month_ends_on_the_stock_of_that_day(facts, whole):
    points = stock_points(facts, whole.start, whole.end)
    assert len(points) == 25
    for point in points:
        ready = measure(BY_KEY["appareils_disponibles"], facts, replace(whole, end=point.day))
        assert point.ready == len(counted(facts, point.day, "prêt")) == (ready.value or 0)
        assert point.preparing == len(counted(facts, point.day, "en préparation"))


@RANDOM
@given(rows=workbooks(), asked=selections())
def test_the_stock_is_the_indicator_of_any_workbook(installed, rows, asked):
    facts, selection = installed.load(rows), Selection(asked["du"], asked["au"], asked["territoires"])
    last = stock_points(facts, selection.start, selection.end)[-1]
    assert last.day == selection.end
    assert last.ready == (measure(BY_KEY["appareils_disponibles"], facts, selection).value or 0)
    assert last.preparing == len(counted(facts, last.day, "en préparation"))


def test_a_period_to_come_has_no_stock(facts, today):
    assert stock_points(facts, today.replace(year=2030), today) == []
    assert stock_exhibit([]).is_empty


def test_ages_are_days_in_the_present_state(facts, today):
    devices = states.on(facts, today)
    for state in WAITING:
        found = shelf(devices, state)
        days = [(today - counting.state(row, today)[1]).days for row in counted(facts, today, state.value)]
        bands = [sum(low <= each < high for each in days) for low, high in ((0, 30), (30, 60), (60, 90))]
        assert list(found.bands.values()) == [*bands, sum(each >= 90 for each in days)]
        assert (found.waiting.count, found.waiting.oldest) == (len(days), max(days))
        oldest = next(row for row in facts.devices.iter_rows(named=True) if row["key"] == found.oldest_key)
        assert (today - counting.state(oldest, today)[1]).days == max(days)


def test_the_oldest_is_named(facts, today):
    shelves = [shelf(states.on(facts, today), state) for state in WAITING]
    exhibit = ages_exhibit(shelves)
    long = shelves[0].bands[list(BANDS)[-1]]
    assert exhibit.title == f"{long} appareils prêts depuis 90 jours ou plus"
    for each in shelves:
        assert f"({each.oldest_key}) depuis {each.waiting.oldest} jours" in exhibit.sentence


def test_an_empty_stock_draws_nothing(no_facts, today):
    shelves = [shelf(states.on(no_facts, today), state) for state in WAITING]
    assert ages_exhibit(shelves).is_empty
    assert "Aucun appareil" in ages_exhibit(shelves).sentence
