"""The « appareils » sheet: received in batches, made ready, given to households, sometimes returned."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from data_access.demo.households import Household
from data_access.demo.period import Period, Row


class Batch(NamedTuple):
    """What became of a batch received on the plan's nth day; what is left of `size` is not ready yet."""

    name: str
    origin: str
    day: int
    size: int
    handed: int
    ready: int
    scrapped: int
    delays: tuple[int, int]


BATCHES = (
    Batch("Lot 1", "reconditionné", 45, 24, 22, 1, 1, (90, 170)),
    Batch("Lot 2", "don", 165, 20, 17, 2, 1, (78, 130)),
    Batch("Lot 3", "reconditionné", 310, 24, 19, 3, 1, (52, 88)),
    Batch("Lot 4", "reconditionné", 500, 20, 12, 6, 0, (30, 62)),
    Batch("Lot 5", "don", 683, 20, 6, 8, 0, (16, 34)),
)
LAST_BATCH, LAST_SIZE, LAST_DAYS_AGO = "Lot 6", 12, 21
FASTEST, SLOWEST = 14, 42
RETURNED = 6
REASONS = ("panne", "refus", "déménagement", "panne", "fin de prêt", "autre")
TERMS, TERM_WEIGHTS = ("don", "prêt", "vente solidaire"), (64, 22, 14)
TYPES, TYPE_WEIGHTS = ("ordinateur portable", "ordinateur fixe", "tablette"), (76, 16, 8)


@dataclass(frozen=True, slots=True)
class Device:
    """A device; `household` is known from the moment it is handed over."""

    key: str
    type: str
    batch: str
    origin: str
    received: date
    ready: date | None = None
    handed: date | None = None
    scrapped: date | None = None
    terms: str | None = None
    returned: date | None = None
    reason: str | None = None
    household: Household | None = None


def received(period: Period) -> list[Device]:
    """Return the devices, households and returns left aside."""
    chance = period.chance("devices")
    devices = [device for batch in BATCHES for device in _batch(batch, period, chance)]
    last = Device("", "", LAST_BATCH, "reconditionné", period.ago(LAST_DAYS_AGO))
    return [
        replace(device, key=f"ORD-{number:03d}", type=chance.choices(TYPES, TYPE_WEIGHTS)[0])
        for number, device in enumerate([*devices, *[last] * LAST_SIZE], start=1)
    ]


def handovers(devices: list[Device]) -> list[date]:
    """Return the days when a household receives its first device, earliest first."""
    days = sorted(device.handed for device in devices if device.handed)
    return [day for rank, day in enumerate(days) if not _is_second(rank)]


def given(devices: list[Device], households: list[Household], period: Period) -> list[Device]:
    """Return the devices with their households, some of them returned since."""
    chance = period.chance("returns")
    handed = sorted(
        (device for device in devices if device.handed), key=lambda device: (device.handed, device.key)
    )
    keepers: list[Device] = []
    waiting = iter(households)
    for rank, device in enumerate(handed):
        household = keepers[rank - 7].household if _is_second(rank) else next(waiting)
        keepers.append(replace(device, household=household, terms=chance.choices(TERMS, TERM_WEIGHTS)[0]))
    known = {device.key: device for device in _with_returns(keepers, period, chance)}
    return [known.get(device.key, device) for device in devices]


def rows(devices: list[Device]) -> list[Row]:
    """Return the sheet's rows."""
    return [_row(device) for device in devices]


def _batch(batch: Batch, period: Period, chance: random.Random) -> Iterator[Device]:
    received = period.on(batch.day)
    for rank in range(batch.size):
        device = Device("", "", batch.name, batch.origin, received)
        ready = received + timedelta(days=chance.randint(FASTEST, SLOWEST))
        if rank < batch.handed:
            yield _handed(device, batch, chance)
        elif rank < batch.handed + batch.ready:
            yield replace(device, ready=ready)
        elif rank < batch.handed + batch.ready + batch.scrapped:
            yield replace(device, scrapped=ready + timedelta(days=30))
        else:
            yield device


def _handed(device: Device, batch: Batch, chance: random.Random) -> Device:
    handed = device.received + timedelta(days=chance.randint(*batch.delays))
    earliest, latest = FASTEST, min(SLOWEST, (handed - device.received).days)
    return replace(
        device, ready=device.received + timedelta(days=chance.randint(earliest, latest)), handed=handed
    )


def _is_second(rank: int) -> bool:
    """Every twelfth device goes to a household that already has one."""
    return rank % 12 == 11


def _with_returns(handed: list[Device], period: Period, chance: random.Random) -> Iterator[Device]:
    """Give some early devices back; one in the middle is marked ready after its handover, by mistake."""
    late, owners = len(handed) // 2, Counter(device.household for device in handed)
    alone = [
        rank for rank, device in enumerate(handed[:60]) if owners[device.household] == 1 and rank != late
    ]
    returned = dict(zip(sorted(chance.sample(alone, RETURNED)), REASONS, strict=True))
    for rank, device in enumerate(handed):
        if rank in returned:
            yield _returned(device, returned[rank], period, chance)
        elif rank == late and device.handed:
            yield replace(device, ready=device.handed + timedelta(days=9))
        else:
            yield device


def _returned(device: Device, reason: str, period: Period, chance: random.Random) -> Device:
    assert device.handed is not None
    day = min(device.handed + timedelta(days=chance.randint(25, 120)), period.today)
    terms = "prêt" if reason == "fin de prêt" else device.terms
    return replace(device, returned=day, reason=reason, terms=terms)


def _row(device: Device) -> Row:
    household = device.household
    return {
        "id_appareil": device.key,
        "type": device.type,
        "origine": device.origin,
        "lot": device.batch,
        "date_reception": device.received,
        "date_pret": device.ready,
        "date_remise": device.handed,
        "modalite": device.terms,
        "id_foyer": household.key if household else None,
        "commune_insee": household.home.commune if household else None,
        "qpv_code": household.home.qpv if household else None,
        "date_retour": device.returned,
        "motif_retour": device.reason,
        "date_sortie": device.scrapped,
    }
