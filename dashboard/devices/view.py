"""Everything the page « Équipement » shows, worked out once per revision, selection and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.devices import states
from dashboard.devices.batches import batches, batches_exhibit
from dashboard.devices.chain import chain
from dashboard.devices.chain_exhibits import chain_exhibit, delays_exhibit
from dashboard.devices.households import need, need_exhibit
from dashboard.devices.inventory import inventory, lead
from dashboard.devices.returns import reasons_exhibit, returns, terms_exhibit
from dashboard.devices.stock import ages_exhibit, shelf, stock_exhibit, stock_points
from dashboard.disclosure import is_outside
from dashboard.exhibits import (
    WHOLE_PLAN,
    Exhibit,
    Listing,
    by_area,
    by_dimension,
    monthly,
    over_time,
    per_inhabitant,
    withheld,
)
from dashboard.indicators import BY_KEY, Indicator
from dashboard.key_figures import KeyFigure, key_figures
from dashboard.selection import Selection, up_to
from dashboard.sharing import per_revision
from data_access.facts import Facts

KEYS = (
    "foyers_equipes",
    "appareils_remis",
    "appareils_disponibles",
    "delai_remise",
    "taux_retour",
    "foyers_accompagnes",
)
HOUSEHOLDS, HANDED, STOCK = (BY_KEY[key] for key in KEYS[:3])
WITHHELD_STOCK = (withheld("appareils-stock", "Stock", WHOLE_PLAN),)

Row = tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class EquipmentView:
    """The page's figures, its rows of exhibits by section, and the list of devices."""

    figures: tuple[KeyFigure, ...]
    figures_note: str
    chain: tuple[Row, Row]
    target: Row
    need: Exhibit
    stock: Row
    in_stock: Row
    returns: Row
    areas: tuple[Row, ...]
    handed: Row
    devices: Listing
    devices_lead: str


@per_revision
def equipment(facts: Facts, selection: Selection, today: date) -> EquipmentView:
    """Return the page's content, shared by every session."""
    return _told_outside(facts, selection, today) if is_outside(facts) else _told(facts, selection, today)


def _told(facts: Facts, selection: Selection, today: date) -> EquipmentView:
    day = states.last_day(selection, today)
    devices = states.on(facts, day)
    returned = returns(devices, selection)
    shelves = [shelf(devices, state) for state in (states.State.READY, states.State.PREPARING)]
    return EquipmentView(
        figures=key_figures(facts, KEYS, selection, today),
        figures_note="Le stock est celui de tout le plan." if selection.territories else "",
        chain=_chain(devices, selection),
        target=_target(facts, selection, today),
        need=need_exhibit(need(facts, devices, selection, today)),
        stock=(stock_exhibit(stock_points(facts, selection.start, day)), ages_exhibit(shelves)),
        in_stock=_by(facts, up_to(selection, today), STOCK, ("type", "origine")),
        returns=(reasons_exhibit(returned), terms_exhibit(returned)),
        areas=_areas(facts, selection),
        handed=_by(facts, selection, HANDED, ("type", "origine", "modalite")),
        devices=inventory(devices, selection, facts.territory),
        devices_lead=lead(selection, day),
    )


def _told_outside(facts: Facts, selection: Selection, today: date) -> EquipmentView:
    """Return what rests on no row about a device: the measures that leave, and why others do not."""
    is_part = bool(facts.territory.perimeter)
    stock = WITHHELD_STOCK if is_part else (over_time(facts, STOCK, selection, today),)
    return EquipmentView(
        figures=key_figures(facts, KEYS, selection, today),
        figures_note="Le stock est celui de tout le plan." if selection.territories and not is_part else "",
        chain=((withheld("appareils-chaine", "De la réception à l'accompagnement"),), ()),
        target=_target(facts, selection, today),
        need=withheld("foyers-restants", "Ce qu'il reste à faire pour atteindre l'objectif"),
        stock=stock,
        in_stock=() if is_part else _by(facts, up_to(selection, today), STOCK, ("type", "origine")),
        returns=(withheld("retours-motif", "Retours par motif et par modalité"),),
        areas=_areas(facts, selection),
        handed=_by(facts, selection, HANDED, ("type", "origine", "modalite")),
        devices=inventory(states.on(facts, today), selection, facts.territory),
        devices_lead="",
    )


def _target(facts: Facts, selection: Selection, today: date) -> Row:
    return over_time(facts, HOUSEHOLDS, selection, today), monthly(facts, HOUSEHOLDS, selection, today)


def _areas(facts: Facts, selection: Selection) -> tuple[Row, ...]:
    return tuple(
        (by_area(facts, each, selection), per_inhabitant(facts, each, selection))
        for each in (HOUSEHOLDS, HANDED)
    )


def _chain(devices: pl.DataFrame, selection: Selection) -> tuple[Row, Row]:
    """Return two columns of about the same height: in a perimeter the chain is shorter."""
    found = chain(devices, selection)
    steps, delays = chain_exhibit(found, selection), delays_exhibit(found)
    by_batch = batches_exhibit(batches(devices, selection))
    return ((steps, delays), (by_batch,)) if selection.territories else ((steps,), (delays, by_batch))


def _by(facts: Facts, selection: Selection, indicator: Indicator, dimensions: Iterable[str]) -> Row:
    return tuple(by_dimension(facts, indicator, selection, dimension) for dimension in dimensions)
