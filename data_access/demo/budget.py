"""The « budget » sheet: the plan's real envelope, 2 × 25 560 €, and an invented use of it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from data_access.demo.period import Period, Row
from data_access.demo.residences import LAGGING, SOUS_LE_BOIS
from data_access.vocabulary import (
    ACTIONS,
    AGGLOMERATION,
    APPROVED,
    COMMITTED,
    GRANTED,
    PAID,
    PLANNED_MONEY,
    RECEIVED,
    STATE,
)

DESIGN, DEVICES, WORKSHOPS, MOBILE = ACTIONS

SHARES = {DESIGN: "3600.00", DEVICES: "7000.00", WORKSHOPS: "8760.00", MOBILE: "6200.00"}
FIRST_ACT = {DESIGN: "3600.00", DEVICES: "3500.00", WORKSHOPS: "3180.00", MOBILE: "2500.00"}
SECOND_ACT = {DEVICES: "3000.00", WORKSHOPS: "5000.00", MOBILE: "3502.00"}

DAYS_TO_PAY = 24


class Act(NamedTuple):
    """A decision of a funder, on the plan's nth day, with its amounts by action."""

    day: int
    nature: str
    funder: str
    label: str
    document: str
    amounts: dict[str, str]


ACTS = (
    Act(0, PLANNED_MONEY, AGGLOMERATION, "Plan de financement", "PF", SHARES),
    Act(0, PLANNED_MONEY, STATE, "Plan de financement", "PF", SHARES),
    Act(35, GRANTED, AGGLOMERATION, "Délibération du conseil communautaire", "DEL", SHARES),
    Act(150, GRANTED, STATE, "Arrêté attributif, première tranche", "ARR", FIRST_ACT),
    Act(455, GRANTED, STATE, "Arrêté attributif, deuxième tranche", "ARR", SECOND_ACT),
)

# Instalments received: day, funder, amount, label.
INSTALMENTS = (
    (75, AGGLOMERATION, "20448.00", "Acompte de 80 %"),
    (185, STATE, "12780.00", "Versement de la première tranche"),
    (420, AGGLOMERATION, "2556.00", "Deuxième acompte"),
    (500, STATE, "5751.00", "Acompte de 50 % de la deuxième tranche"),
)


class Invoice(NamedTuple):
    """An amount approved on the plan's nth day; paid some weeks later unless still with the accountant."""

    day: int
    amount: str
    paid: bool = True


class Order(NamedTuple):
    """A commitment and its invoices; `commune` and `qpv` when it is for one territory."""

    day: int
    action: str
    funder: str
    amount: str
    label: str
    invoices: tuple[Invoice, ...] = ()
    commune: str | None = None
    qpv: str | None = None


ORDERS = (
    Order(
        20,
        DESIGN,
        AGGLOMERATION,
        "3600.00",
        "Diagnostic et animation du plan",
        (Invoice(95, "1800.00"), Invoice(200, "1800.00")),
    ),
    Order(170, DESIGN, STATE, "3550.00", "Enquête auprès des habitants", (Invoice(262, "3550.00"),)),
    Order(
        40,
        DEVICES,
        AGGLOMERATION,
        "2880.00",
        "Lot 1 : 24 appareils reconditionnés",
        (Invoice(80, "2880.00"),),
    ),
    Order(
        160, DEVICES, AGGLOMERATION, "2200.00", "Lot 2 : remise en état de dons", (Invoice(198, "2200.00"),)
    ),
    Order(300, DEVICES, STATE, "2736.48", "Lot 3 : 24 appareils reconditionnés", (Invoice(335, "2736.48"),)),
    Order(490, DEVICES, STATE, "2190.00", "Lot 4 : 20 appareils reconditionnés", (Invoice(545, "1861.50"),)),
    Order(540, DEVICES, STATE, "-328.50", "Lot 4 : avoir pour trois appareils non conformes"),
    Order(
        645,
        DEVICES,
        AGGLOMERATION,
        "1795.20",
        "Lot 5 : remise en état de dons",
        (Invoice(700, "1795.20", False),),
    ),
    Order(705, DEVICES, STATE, "1140.00", "Lot 6 : 12 appareils reconditionnés"),
    Order(
        60,
        WORKSHOPS,
        AGGLOMERATION,
        "4800.00",
        "Convention d'animation, première période",
        (Invoice(180, "2400.00"), Invoice(302, "2400.00")),
    ),
    Order(
        330,
        WORKSHOPS,
        STATE,
        "3960.00",
        "Convention d'animation, deuxième période",
        (Invoice(440, "1980.00"), Invoice(692, "1980.00", False)),
    ),
    Order(
        400,
        WORKSHOPS,
        STATE,
        "1248.00",
        "Permanences à Sous-le-Bois",
        (Invoice(505, "624.00"),),
        commune="59392",
        qpv=SOUS_LE_BOIS,
    ),
    Order(
        610,
        WORKSHOPS,
        AGGLOMERATION,
        "1350.00",
        "Cycle d'ateliers au centre Lambreçon",
        commune="59324",
        qpv=LAGGING,
    ),
    Order(165, MOBILE, AGGLOMERATION, "2640.00", "Aménagement du véhicule", (Invoice(232, "2587.35"),)),
    Order(210, MOBILE, STATE, "1127.40", "Carburant et assurance", (Invoice(322, "540.10"),)),
)


def rows(period: Period) -> list[Row]:
    """Return the sheet's rows in the order of dates."""
    lines = [*_grants(period), *_instalments(period), *_orders(period)]
    ordered = sorted(lines, key=lambda line: (line["date"], line["nature"]))
    return [{"id_ligne": f"B-{number:03d}", **line} for number, line in enumerate(ordered, start=1)]


def _grants(period: Period) -> Iterator[Row]:
    for act in ACTS:
        day = period.on(act.day) if act.day else period.start
        for action, amount in act.amounts.items():
            line = _line(day, act.nature, act.funder, amount, act.label)
            yield line | {"action": action, "piece": _reference(act.document, day, act.day)}


def _instalments(period: Period) -> Iterator[Row]:
    for day, funder, amount, label in INSTALMENTS:
        line = _line(period.on(day), RECEIVED, funder, amount, label)
        yield line | {"piece": _reference("TIT", period.on(day), day)}


def _orders(period: Period) -> Iterator[Row]:
    for order in ORDERS:
        yield _order_line(order, COMMITTED, order.amount, period.on(order.day), "BC")
        for invoice in order.invoices:
            yield _order_line(order, APPROVED, invoice.amount, period.on(invoice.day), "FAC")
            if invoice.paid:
                yield _order_line(order, PAID, invoice.amount, period.on(invoice.day + DAYS_TO_PAY), "MDT")


def _order_line(order: Order, nature: str, amount: str, day: date, document: str) -> Row:
    return _line(day, nature, order.funder, amount, order.label) | {
        "action": order.action,
        "commune_insee": order.commune,
        "qpv_code": order.qpv,
        "piece": _reference(document, day, order.day),
    }


def _line(day: date, nature: str, funder: str, amount: str, label: str) -> Row:
    return {
        "date": day,
        "nature": nature,
        "financeur": funder,
        "action": None,
        "montant": Decimal(amount),
        "commune_insee": None,
        "qpv_code": None,
        "libelle": label,
        "piece": None,
    }


def _reference(document: str, day: date, number: int) -> str:
    return f"{document}-{day.year}-{number:03d}"
