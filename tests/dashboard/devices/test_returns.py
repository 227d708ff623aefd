"""Returned devices, counted a second way."""

from collections import Counter
from dataclasses import astuple, replace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given

from dashboard.devices import states
from dashboard.devices.returns import reasons_exhibit, returns, terms_exhibit
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from tests.dashboard.devices import counting
from tests.dashboard.devices.test_chain import RANDOM
from tests.reference.strategies import LAST, selections, workbooks


def found_returns(facts, selection, today):
    return returns(states.on(facts, states.last_day(selection, today)), selection)


def groups(rows, name, day):
    """Return {group: (handed, returned, the days they stayed out)}."""
    found = {}
    for value in {row[name] for row in rows}:
        those = [row for row in rows if row[name] == value]
        back = [row for row in those if counting.happened(row["returned"], day)]
        days = [(row["returned"] - row["handed"]).days for row in back]
        found[value or "Non renseigné"] = len(those), len(back), counting.delay(days)
    return found


def said(found):
    return {each.name: (each.handed, each.returned, each.delay and astuple(each.delay)) for each in found}


def assert_agrees(facts, selection, day):
    found = returns(states.on(facts, day), selection)
    handed = counting.handed(facts, selection, day)
    back = [row for row in handed if counting.happened(row["returned"], day)]
    stayed = [(row["returned"] - row["handed"]).days for row in back]
    assert (found.whole.handed, found.whole.returned) == (len(handed), len(back))
    assert (found.whole.delay and astuple(found.whole.delay)) == counting.delay(stayed)
    assert said(found.by_terms) == groups(handed, "terms", day)
    assert said(found.by_reason) == groups(back, "return_reason", day)
    still_in = [row for row in back if not counting.happened(row["left"], day)]
    assert found.kept == len(still_in)
    assert found.again == sum(
        counting.happened(row["ready"], day) and row["ready"] >= row["returned"] for row in still_in
    )


def test_counts_each_return_of_the_demonstration(facts, selection, today):
    assert_agrees(facts, selection, states.last_day(selection, today))


@RANDOM
@given(rows=workbooks(), asked=selections())
def test_counts_each_return_of_any_workbook(installed, rows, asked):
    facts, selection = installed.load(rows), Selection(asked["du"], asked["au"], asked["territoires"])
    assert_agrees(facts, selection, selection.end)
    rate = measure(BY_KEY["taux_retour"], facts, selection).value
    assert found_returns(facts, selection, LAST + timedelta(days=1)).whole.rate == pytest.approx(rate)


def test_reasons_come_the_most_frequent_first(facts, whole, today):
    exhibit = reasons_exhibit(found_returns(facts, whole, today))
    counts = Counter(facts.devices["return_reason"].drop_nulls())
    assert {row[0]: row[1] for row in exhibit.table.rows} == counts
    assert exhibit.figure["data"][0]["x"] == sorted(counts.values(), reverse=True)
    handed = facts.devices["handed"].count()
    assert exhibit.title.startswith(f"{counts.total()} appareils rendus sur {handed} remis")


def test_data_that_do_not_say_whether_a_device_can_be_given_again_are_not_made_to(facts, whole, today):
    found = found_returns(facts, whole, today)
    assert (found.kept, found.again) == (6, 0)
    assert "rien dans les données ne dit s'ils peuvent être redonnés" in reasons_exhibit(found).note


def test_a_device_ready_since_its_return_is_told(facts, whole, today):
    ready_again = facts.devices.with_columns(
        ready=pl.when(pl.col("key") == "ORD-017").then(pl.col("returned")).otherwise(pl.col("ready"))
    )
    found = found_returns(replace(facts, devices=ready_again), whole, today)
    assert "dont 1 de nouveau « prêt »" in reasons_exhibit(found).note


def test_terms_that_never_come_back_are_told_as_zero(facts, whole, today):
    rows = {row[0]: row for row in terms_exhibit(found_returns(facts, whole, today)).table.rows}
    assert rows["vente solidaire"][2:4] == (0, 0.0)


@pytest.mark.parametrize("exhibit", [reasons_exhibit, terms_exhibit])
def test_without_returns_nothing_is_drawn(facts, no_facts, whole, today, exhibit):
    none_back = replace(facts, devices=facts.devices.with_columns(returned=pl.lit(None, pl.Date)))
    assert "Aucun des appareils remis" in exhibit(found_returns(none_back, whole, today)).sentence
    assert "Aucun appareil remis" in exhibit(found_returns(no_facts, whole, today)).sentence
    assert exhibit(found_returns(no_facts, whole, today)).is_empty
