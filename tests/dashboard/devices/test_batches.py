"""Batches, counted a second way."""

from dataclasses import replace

import polars as pl

from dashboard.devices import states
from dashboard.devices.batches import SHOWN, batches, batches_exhibit
from tests.dashboard.devices import counting


def found_batches(facts, selection, today):
    return batches(states.on(facts, states.last_day(selection, today)), selection)


def test_each_batch_holds_its_devices(facts, selection, today):
    day = states.last_day(selection, today)
    rows = counting.received(facts, replace(selection, territories=frozenset()), day)
    found = found_batches(facts, selection, today)
    assert {batch.name for batch in found} == {row["batch"] for row in rows}
    for batch in found:
        those = [row for row in rows if row["batch"] == batch.name]
        said = [counting.state(row, day)[0] for row in those]
        assert {state.value: count for state, count in batch.states.items()} == {
            state: said.count(state) for state in ("en préparation", "prêt", "remis", "rendu", "sorti")
        }
        assert (batch.size, batch.received) == (len(those), min(row["received"] for row in those))
        days = [
            (row["handed"] - row["received"]).days for row in those if counting.happened(row["handed"], day)
        ]
        assert (batch.delay and batch.delay.median) == (counting.delay(days)[1] if days else None)


def test_the_batch_with_the_most_left_is_named(facts, whole, today):
    found = found_batches(facts, whole, today)
    left = {batch.name: batch.left for batch in found}
    exhibit = batches_exhibit(found)
    name = max(left, key=left.get)
    assert exhibit.title == f"{name} : {left[name]} des {sum(left.values())} appareils qui restent à remettre"
    assert sum(sum(trace["y"]) for trace in exhibit.figure["data"]) == len(facts.devices)


def test_devices_without_a_batch_are_not_dropped_and_many_batches_are_cut_in_the_chart_only(
    facts, whole, today
):
    many = facts.devices.with_columns(batch=pl.col("key")).with_columns(
        batch=pl.when(pl.col("key") == "ORD-003").then(None).otherwise(pl.col("batch"))
    )
    exhibit = batches_exhibit(found_batches(replace(facts, devices=many), whole, today))
    assert len(exhibit.table.rows) == len(facts.devices)
    assert "Non renseigné" in {row[0] for row in exhibit.table.rows}
    assert len(exhibit.figure["data"][0]["x"]) == SHOWN
    assert "tous sont dans les données" in exhibit.note


def test_names_from_data_are_not_markup(facts, whole, today):
    odd = facts.devices.with_columns(batch=pl.lit("<b>Lot</b>"))
    labels = batches_exhibit(found_batches(replace(facts, devices=odd), whole, today)).figure["data"][0]["x"]
    assert labels == ["&lt;b&gt;Lot&lt;/b&gt;"]


def test_long_names_that_begin_alike_stay_columns_of_their_own(facts, whole, today):
    alike = facts.devices.with_columns(batch=pl.format("Marché de reconditionnement, {}", "batch"))
    labels = batches_exhibit(found_batches(replace(facts, devices=alike), whole, today)).figure["data"][0][
        "x"
    ]
    assert len(labels) == len(set(labels)) == facts.devices["batch"].n_unique()
    assert all("Marché" in label for label in labels)
