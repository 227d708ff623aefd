from datetime import date, time, timedelta

import polars as pl
import pytest

from data_access import facts
from tests.data_access.rows import (
    DAY,
    add,
    attendance,
    device,
    household,
    money,
    person,
    place,
    source,
    stop,
    workshop,
)


def column(frame, name):
    return frame[name].to_list()


def test_a_new_database_has_no_facts(engine):
    empty = facts.read(engine)
    assert empty.is_empty
    assert empty.plan.started_on is None
    assert len(empty.territory.communes) == 43


def test_columns_stay_small(engine):
    schema = facts.read(engine).attendance.schema
    assert schema["person"] == pl.UInt32
    assert schema["headcount"] == pl.UInt16
    assert all(isinstance(schema[name], pl.Enum) for name in ("presence", "gender", "home_commune", "type"))


def test_a_workshop_takes_its_codes_field_by_field(engine):
    add(
        engine,
        source(),
        place(1, commune_insee="59392", qpv_code="QN05915M"),
        stop(1, commune_insee="59157"),
        workshop(1, place_id=1),
        workshop(2, place_id=1, commune_insee="59291"),
        workshop(3, place_id=1, stop_id=1),
        workshop(4),
    )
    rows = facts.read(engine).workshops.sort("key")
    assert column(rows, "place_commune") == ["59392", "59291", "59157", None]
    assert column(rows, "place_qpv") == ["QN05915M", "QN05915M", "QN05915M", None]


@pytest.mark.parametrize(
    ("commune", "qpv", "expected"),
    [
        ("59392", "QN05915M", ("59392", "QN05915M")),
        ("59392", None, ("59392", "Hors QPV")),
        ("59350", None, ("Hors territoire", "Hors territoire")),
        (None, "QN05915M", (None, "QN05915M")),
        (None, None, (None, None)),
    ],
)
def test_residence_groups(engine, commune, qpv, expected):
    add(
        engine,
        source(),
        person(1),
        workshop(1),
        attendance(1, 1, commune_insee=commune, qpv_code=qpv),
    )
    assert facts.read(engine).attendance.select("home_commune", "home_qpv").row(0) == expected


def test_only_workshops_held_give_attendance(engine):
    add(
        engine,
        source(),
        workshop(1),
        workshop(2, status="annulé"),
        attendance(1, headcount=5),
        attendance(2, headcount=7),
    )
    assert column(facts.read(engine).attendance, "headcount") == [5]


def test_workshops_are_numbered_in_time(engine):
    add(
        engine,
        source(),
        workshop(1, starts_at=time(14), ends_at=time(16)),
        workshop(2, starts_at=time(9), ends_at=time(11, 30)),
        workshop(3),
        workshop(4, held_on=DAY - timedelta(1)),
    )
    rows = facts.read(engine).workshops
    assert column(rows, "key") == ["A4", "A3", "A2", "A1"]
    assert column(rows, "minutes") == [None, None, 150, 120]


def test_first_attendance_is_the_first_presence_of_all(engine):
    add(
        engine,
        source(),
        person(1),
        workshop(1, held_on=DAY),
        workshop(2, held_on=DAY - timedelta(9)),
        workshop(3, held_on=DAY - timedelta(20)),
        attendance(1, 1),
        attendance(2, 1),
        attendance(3, 1, presence="absent"),
    )
    assert column(facts.read(engine).first_attendance, "date") == [DAY - timedelta(9)]


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True), (90, True), (91, False)])
def test_a_household_is_accompanied_within_90_days(engine, days, expected):
    add(
        engine,
        source(),
        household(1),
        person(1),
        device(1, handed_on=DAY, household_id=1),
        device(2, handed_on=DAY + timedelta(300), household_id=1),
        workshop(1, held_on=DAY + timedelta(days)),
        attendance(1, 1, household_id=1),
    )
    assert facts.read(engine).first_equipment.select("handed", "accompanied").rows() == [(DAY, expected)]


def test_money_is_whole_cents(engine):
    add(engine, source(), money(1, "25560.07"), money(2, "-0.08"))
    assert sorted(column(facts.read(engine).budget, "cents")) == [-8, 2556007]


def test_the_plan_starts_with_its_first_fact(engine):
    add(engine, source(), workshop(1), device(1, received_on=date(2024, 5, 6)))
    assert facts.read(engine).plan.started_on == date(2024, 5, 6)


def test_positions_are_in_metres(engine):
    add(engine, source(), place(1, latitude=46.5, longitude=3.0))
    assert facts.read(engine).places.select("x", "y").row(0) == pytest.approx((700_000, 6_600_000), abs=1)


def test_a_place_says_whether_its_hours_are_known(engine):
    add(
        engine,
        source(),
        place(1, details={"horaires": "Mo-Fr 09:00-12:00"}),
        place(2, details={"horaires": None}),
        place(3),
    )
    assert column(facts.read(engine).places, "has_hours") == [True, False, False]


def test_each_theme_of_a_workshop_is_a_row_and_attendance_stays_as_it_is(engine):
    add(
        engine,
        source(),
        workshop(1, key="A1", themes="E-mail|Bureautique\nE-mail | "),
        workshop(2, key="A2"),
        attendance(1),
        attendance(2),
    )
    read = facts.read(engine)
    assert read.themes.rows() == [(0, "E-mail"), (0, "Bureautique")]
    assert len(read.attendance) == 2
    assert "theme" not in read.attendance.columns


def test_people_expected_at_a_planned_workshop_are_those_not_excused(engine):
    add(
        engine,
        source(),
        person(1),
        person(2),
        workshop(1, status="prévu"),
        workshop(2, status="prévu"),
        workshop(3),
        attendance(1, 1),
        attendance(1, 2, presence="excusé"),
        attendance(1, headcount=4),
        attendance(3, 1),
    )
    rows = facts.read(engine).workshops.sort("key")
    assert column(rows, "expected") == [5, None, None]
    assert column(rows, "registered") == [None, None, 1]
