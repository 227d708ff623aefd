"""Devices handed over in the period and returned since: why, after how long, on which terms."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.charts import Bar, bars
from dashboard.devices.delays import Delay, delay, in_days
from dashboard.devices.states import State, inside
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.selection import Selection
from dashboard.wording import HARD, count, number
from data_access.vocabulary import HANDOVER_TERMS, RETURN_REASONS, UNKNOWN

NO_HANDOVER = "Aucun appareil remis sur cette période."
NO_RETURN = "Aucun des appareils remis sur cette période n'a été rendu."


@dataclass(frozen=True, slots=True)
class ReturnGroup:
    """Devices of one reason, or of one kind of terms: handed over, returned, the days they stayed out."""

    name: str
    handed: int
    returned: int
    delay: Delay | None

    @property
    def rate(self) -> float | None:
        """Return the percentage of handovers that came back."""
        return 100 * self.returned / self.handed if self.handed else None


@dataclass(frozen=True, slots=True)
class Returns:
    """Returns of the handovers of a period; `kept` are returned and still in, `again` of them ready since."""

    whole: ReturnGroup
    by_reason: tuple[ReturnGroup, ...]
    by_terms: tuple[ReturnGroup, ...]
    kept: int
    again: int


def returns(devices: pl.DataFrame, selection: Selection) -> Returns:
    """Return the returns of the devices, as they stand, that were handed over in the selection."""
    handed = devices.filter(pl.col("handed") >= selection.start, inside(selection))
    returned = handed.filter(pl.col("returned").is_not_null())
    still_in = returned.filter(pl.col("state") == State.RETURNED.value)
    return Returns(
        _group("", handed),
        tuple(sorted(_groups(returned, "return_reason", RETURN_REASONS), key=lambda each: -each.returned)),
        tuple(_groups(handed, "terms", HANDOVER_TERMS)),
        len(still_in),
        len(still_in.filter(pl.col("ready") >= pl.col("returned"))),
    )


def reasons_exhibit(found: Returns) -> Exhibit:
    """Return how many devices came back for each reason."""
    key, caption = "retours-motif", "Retours par motif"
    rows = _table(caption, "Motif", found.by_reason, with_rates=False)
    whole = found.whole
    if not whole.returned:
        return Exhibit(key, caption, NO_RETURN if whole.handed else NO_HANDOVER, rows)
    out_of = f"{count(whole.returned, 'appareil rendu', 'appareils rendus')} sur {number(whole.handed)} remis"
    return Exhibit(
        key,
        title=f"{out_of}, {_percent(whole.rate)}",
        sentence=_reasons_sentence(found),
        table=rows,
        figure=bars(
            [Bar(_capital(each.name), each.returned, number(each.returned)) for each in found.by_reason]
        ),
        note=_kept(found),
    )


def terms_exhibit(found: Returns) -> Exhibit:
    """Return the share of handovers that came back, by terms."""
    key, caption = "retours-modalite", "Taux de retour par modalité"
    rows = _table(caption, "Modalité", found.by_terms, with_rates=True)
    known = [each for each in found.by_terms if each.rate is not None]
    if not found.whole.returned:
        return Exhibit(key, caption, NO_RETURN if found.whole.handed else NO_HANDOVER, rows)
    top = max(known, key=lambda each: each.rate or 0)
    return Exhibit(
        key,
        title=f"{_capital(top.name)} : {number(top.returned)} {_back(top.returned)} "
        f"sur {number(top.handed)}, la modalité qui revient le plus",
        sentence=" ; ".join(f"{each.name} {_said(each)}" for each in known).capitalize() + ".",
        table=rows,
        figure=bars([Bar(_capital(each.name), each.rate, _said(each)) for each in known]),
        note="Sur de petits nombres, un seul retour change beaucoup un taux ; les remises récentes ont eu "
        "moins de temps pour revenir.",
    )


def _groups(devices: pl.DataFrame, name: str, order: Sequence[str]) -> list[ReturnGroup]:
    """Return the groups that hold a device, in their order, the unknown last."""
    known = devices.with_columns(pl.col(name).cast(pl.String).fill_null(UNKNOWN))
    parts = {str(value): rows for (value,), rows in known.group_by(name)}
    return [_group(each, parts[each]) for each in (*order, UNKNOWN) if each in parts]


def _group(name: str, devices: pl.DataFrame) -> ReturnGroup:
    stayed = devices.select((pl.col("returned") - pl.col("handed")).dt.total_days()).to_series()
    return ReturnGroup(name, len(devices), len(stayed.drop_nulls()), delay(stayed))


def _reasons_sentence(found: Returns) -> str:
    stayed, first = found.whole.delay, found.by_reason[0]
    assert stayed is not None
    return (
        f"Premier motif : {first.name}, {number(first.returned)} ; rendus après {in_days(stayed.median)} "
        f"en médiane, de {in_days(stayed.shortest)} à {in_days(stayed.longest)}."
    )


def _kept(found: Returns) -> str:
    """Say what the data tell of returned devices, and what they do not."""
    if not found.kept:
        return "Tous ceux qui ont été rendus sont sortis du stock."
    one, several = "rendu n'est pas sorti du stock", "rendus ne sont pas sortis du stock"
    start = count(found.kept, one, several)
    if found.again:
        return f"{start}, dont {number(found.again)} de nouveau « prêt » d'après sa date."
    return f"{start} ; rien dans les données ne dit s'ils peuvent être redonnés."


def _table(caption: str, name: str, groups: Sequence[ReturnGroup], *, with_rates: bool) -> Table:
    handed = (table.number("Remis"),) if with_rates else ()
    rate = (Column("Taux de retour", _percent, is_number=True),) if with_rates else ()
    return Table(
        caption,
        (
            table.text(name),
            *handed,
            table.number("Rendus"),
            *rate,
            Column("Délai médian avant retour", in_days, is_number=True, absent=""),
            Column("Le plus court", in_days, is_number=True, absent=""),
            Column("Le plus long", in_days, is_number=True, absent=""),
        ),
        tuple(_row(each, with_rates=with_rates) for each in groups),
    )


def _row(group: ReturnGroup, *, with_rates: bool) -> tuple[str | float | None, ...]:
    stayed = group.delay
    days = (stayed.median, stayed.shortest, stayed.longest) if stayed else (None, None, None)
    if with_rates:
        return group.name, group.handed, group.returned, group.rate, *days
    return group.name, group.returned, *days


def _said(group: ReturnGroup) -> str:
    return f"{_percent(group.rate)} ({number(group.returned)} sur {number(group.handed)})"


def _percent(rate: float | None) -> str:
    return f"{number(rate or 0, 1)}{HARD}%"


def _back(returned: int) -> str:
    return "rendu" if returned < 2 else "rendus"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
