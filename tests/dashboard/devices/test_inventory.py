"""The list of devices and their history."""

import csv
import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from dashboard.devices import states
from dashboard.devices.inventory import COLUMNS, device, inventory
from tests.dashboard.devices import counting


def listed(facts, selection, today):
    return inventory(states.on(facts, states.last_day(selection, today)), selection, facts.territory)


def test_lists_each_device_as_it_stood(facts, selection, today):
    day = states.last_day(selection, today)
    rows = counting.received(facts, replace(selection, start=date.min), day)
    found = {row["key"]: row for row in listed(facts, selection, today).frame.iter_rows(named=True)}
    assert found.keys() == {row["key"] for row in rows}
    for row in rows:
        state, since = counting.state(row, day)
        shown = found[row["key"]]
        assert (shown["state"], shown["days"]) == (state, (day - since).days)
        for name in ("ready", "handed", "returned", "left"):
            assert shown[name] == (row[name] if counting.happened(row[name], day) else None)


def test_a_residence_is_told_from_the_handover_on(facts, whole, today):
    for row in listed(facts, whole, today).frame.iter_rows(named=True):
        assert (row["commune"] is None) == (row["qpv"] is None) == (row["handed"] is None)


@pytest.mark.parametrize("day", [date(2025, 5, 1), date(2026, 11, 24)])
def test_no_household_and_no_day_of_a_visit_can_be_read(facts, whole, day):
    listing = listed(facts, replace(whole, end=day), day)
    assert "household" not in listing.frame.columns
    assert not {"household", "visited"} & set(COLUMNS)
    visits = listing.frame.filter(pl.col("visited").is_not_null())
    for row in visits.iter_rows(named=True):
        opened = device(listing, row["id"])
        assert "est venu à un atelier" in opened.accompaniment
        assert row["visited"] not in {event.day for event in opened.events} - {row["handed"], row["returned"]}


def test_the_exported_list_reads_in_french(facts, whole, today):
    listing = listed(facts, whole, today)
    rows = list(csv.reader(io.StringIO(listing.table().csv().decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [column.label for column in COLUMNS.values()]
    assert len(rows) == 1 + len(facts.devices)
    assert rows[1][:3] == ["ORD-001", "ordinateur fixe", "remis"]
    assert rows[1][4] == "16/12/2024"


def test_numbers_repeated_between_sources_open_each_their_own(facts, whole, today):
    twice = replace(
        facts, devices=pl.concat([facts.devices, facts.devices.with_columns(batch=pl.lit("Autre"))])
    )
    listing = listed(twice, whole, today)
    assert listing.frame["id"].is_unique().all()
    assert dict(device(listing, "ORD-001").traits)["Lot"] == "Lot 1"
    assert dict(device(listing, "ORD-001 (2)").traits)["Lot"] == "Autre"


def test_a_history_says_what_happened_in_order_and_how_long_it_took(facts, whole, today):
    row = facts.devices.filter(pl.col("returned").is_not_null()).row(0, named=True)
    opened = device(listed(facts, whole, today), row["key"])
    days = [row[name] for name in ("received", "ready", "handed", "returned")]
    assert [event.day for event in opened.events] == days
    assert [event.name for event in opened.events] == [
        "Reçu",
        "Prêt à être remis",
        "Remis à un foyer",
        "Rendu",
    ]
    assert [event.after for event in opened.events] == [
        None, *((after - before).days for before, after in pairwise(days)),
    ]  # fmt: skip
    assert opened.events[-1].detail == f"motif : {row['return_reason']}"
    assert (opened.state, opened.days) == ("rendu", (today - row["returned"]).days)


def test_a_history_stops_at_the_last_day_of_the_period(facts, whole):
    row = facts.devices.row(0, named=True)
    before = listed(facts, replace(whole, end=row["handed"]), row["handed"])
    earlier = row["handed"].replace(day=1)
    assert len(device(before, row["key"]).events) == 3
    opened = device(listed(facts, replace(whole, end=earlier), earlier), row["key"])
    assert [event.name for event in opened.events] == ["Reçu", "Prêt à être remis"]


def test_a_household_keeps_its_90_days(facts, whole):
    visited = states.on(facts, whole.end)
    row = visited.filter(
        pl.col("handed").is_not_null(), pl.col("visited").is_null(), pl.col("returned").is_null()
    )
    key, handed = row.row(0, named=True)["key"], row.row(0, named=True)["handed"]

    def said(days):
        day = date.fromordinal(handed.toordinal() + days)
        return device(listed(facts, replace(whole, end=day), day), key).accompaniment

    assert "il reste 90 jours" in said(0)
    assert "il reste 0 jour " in said(90)
    assert said(91).startswith("Aucun membre du foyer")


def test_dates_in_the_wrong_order_are_pointed_out(facts, whole, today):
    late = facts.devices.filter(pl.col("ready") > pl.col("handed")).row(0, named=True)["key"]
    opened = device(listed(facts, whole, today), late)
    assert "vient après la remise" in opened.oddity
    assert all(event.after is None or event.after >= 0 for event in opened.events)
    undated = facts.devices.with_columns(ready=pl.lit(None, pl.Date))
    assert "manque" in device(listed(replace(facts, devices=undated), whole, today), late).oddity
    gone = facts.devices.with_columns(ready=pl.col("received"), left=pl.col("received"))
    assert "sortie du stock" in device(listed(replace(facts, devices=gone), whole, today), late).oddity
