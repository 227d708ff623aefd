"""Rows put straight into the tables, for tests that do not go through an import."""

from datetime import date, time
from decimal import Decimal

from sqlalchemy import Engine, insert

from data_access.database import writing
from data_access.schema import (
    Attendance,
    BudgetLine,
    Device,
    Household,
    Person,
    Place,
    Source,
    Stop,
    Workshop,
)

DAY = date(2025, 3, 4)


def add(engine: Engine, *rows: tuple[type, dict]) -> None:
    with writing(engine) as connection:
        for table, values in rows:
            connection.execute(insert(table), [values])


def source(identifier=1):
    return Source, {"id": identifier, "name": f"source {identifier}"}


def person(identifier):
    return Person, {"id": identifier, "pseudonym": f"p{identifier}"}


def household(identifier):
    return Household, {"id": identifier, "pseudonym": f"f{identifier}"}


def workshop(identifier, **values):
    return Workshop, {
        "id": identifier,
        "source_id": 1,
        "key": f"A{identifier}",
        "held_on": DAY,
        "type": "initiation",
        "registration": False,
        "status": "tenu",
    } | values


def attendance(workshop_id, person_id=None, **values):
    who = {"person_id": person_id} if person_id else {"rank": values.pop("rank", 1)}
    return Attendance, {"workshop_id": workshop_id, "presence": "présent", "headcount": 1} | who | values


def device(identifier, **values):
    return Device, {
        "id": identifier,
        "source_id": 1,
        "key": f"D{identifier}",
        "type": "tablette",
        "received_on": DAY,
    } | values


def money(identifier, amount, **values):
    return BudgetLine, {
        "id": identifier,
        "source_id": 1,
        "key": f"B{identifier}",
        "acted_on": DAY,
        "nature": "payé",
        "funder": "État",
        "amount": Decimal(amount),
    } | values


def place(identifier, **values):
    return Place, {
        "id": identifier,
        "source_id": 1,
        "key": f"L{identifier}",
        "name": "Lieu",
        "commune_name": "Maubeuge",
        "commune_insee": "59392",
        "latitude": 50.277,
        "longitude": 3.97,
        "details": {},
    } | values


def stop(identifier, **values):
    return Stop, {
        "id": identifier,
        "source_id": 1,
        "key": f"T{identifier}",
        "held_on": DAY,
        "starts_at": time(9),
        "ends_at": time(12),
        "latitude": 50.236,
        "longitude": 4.155,
        "status": "tenu",
    } | values
