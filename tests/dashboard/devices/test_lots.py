"""Lots, counted a second way."""

from dataclasses import replace

import polars as pl

from dashboard.devices import states
from dashboard.devices.lots import SHOWN, lots, lots_exhibit
from tests.dashboard.devices import counting


def found_lots(facts, selection, today):
    return lots(states.on(facts, states.last_day(selection, today)), selection)


def test_each_lot_holds_its_devices(facts, selection, today):
    day = states.last_day(selection, today)
    rows = counting.received(facts, replace(selection, territories=frozenset()), day)
    found = found_lots(facts, selection, today)
    assert {lot.name for lot in found} == {row["batch"] for row in rows}
    for lot in found:
        those = [row for row in rows if row["batch"] == lot.name]
        said = [counting.state(row, day)[0] for row in those]
        assert {state.value: count for state, count in lot.states.items()} == {
            state: said.count(state) for state in ("en préparation", "prêt", "remis", "rendu", "sorti")
        }
        assert (lot.size, lot.received) == (len(those), min(row["received"] for row in those))
        days = [
            (row["handed"] - row["received"]).days for row in those if counting.happened(row["handed"], day)
        ]
        assert (lot.delay and lot.delay.median) == (counting.delay(days)[1] if days else None)


def test_the_lot_with_the_most_left_is_named(facts, whole, today):
    found = found_lots(facts, whole, today)
    left = {lot.name: lot.left for lot in found}
    exhibit = lots_exhibit(found)
    name = max(left, key=left.get)
    assert exhibit.title == f"{name} : {left[name]} des {sum(left.values())} appareils qui restent à remettre"
    assert sum(sum(trace["y"]) for trace in exhibit.figure["data"]) == len(facts.devices)


def test_devices_without_a_lot_are_not_dropped_and_many_lots_are_cut_in_the_chart_only(facts, whole, today):
    many = facts.devices.with_columns(batch=pl.col("key")).with_columns(
        batch=pl.when(pl.col("key") == "ORD-003").then(None).otherwise(pl.col("batch"))
    )
    exhibit = lots_exhibit(found_lots(replace(facts, devices=many), whole, today))
    assert len(exhibit.table.rows) == len(facts.devices)
    assert "Non renseigné" in {row[0] for row in exhibit.table.rows}
    assert len(exhibit.figure["data"][0]["x"]) == SHOWN
    assert "tous sont dans les données" in exhibit.note


def test_names_from_data_are_not_markup(facts, whole, today):
    odd = facts.devices.with_columns(batch=pl.lit("<b>Lot</b>"))
    labels = lots_exhibit(found_lots(replace(facts, devices=odd), whole, today)).figure["data"][0]["x"]
    assert labels == ["&lt;b&gt;Lot&lt;/b&gt;"]
