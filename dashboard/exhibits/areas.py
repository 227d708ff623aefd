"""An indicator by commune or priority neighbourhood, in number and per 1,000 inhabitants."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard import wording
from dashboard.charts import Bar, bars
from dashboard.disclosure.figure import Mask
from dashboard.exhibits import table
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.table import Table
from dashboard.indicators import Indicator
from dashboard.measuring import measure, split
from dashboard.selection import Selection
from dashboard.wording import area_name, brief, listing, number, quantity
from data_access.facts import Facts
from data_access.territory import Area

SHOWN = 12
PER_THOUSAND = f"pour 1{wording.THIN}000 habitants"
DIVIDED = "Calculé sur"
NAMES = {"qpv": "quartier prioritaire", "commune": "commune"}


@dataclass(frozen=True, slots=True)
class AreaValue:
    """An indicator in one area: its value, what it was divided by, its value per 1,000 known inhabitants."""

    area: Area
    value: float | None
    chosen: bool
    of: float | None = None
    masked: Mask | None = None

    @property
    def told(self) -> float | Mask | None:
        """Return what readers are told: the value, or the marker in its place."""
        return self.masked or self.value

    @property
    def rate(self) -> float | None:
        """Return the value per 1,000 inhabitants; nothing recorded among known inhabitants is 0."""
        if self.masked:
            return None
        return 1000 * (self.value or 0) / self.area.population if self.area.population else None


def area_values(facts: Facts, indicator: Indicator, selection: Selection, dimension: str) -> list[AreaValue]:
    """Return every area's value, the perimeter set aside: the chosen ones are only marked."""
    groups = {
        group.code: group.figure for group in split(indicator, facts, _everywhere(selection), dimension)
    }
    areas = facts.territory.qpvs if dimension == "qpv" else facts.territory.communes
    return [
        AreaValue(
            area,
            groups[code].value if code in groups else None,
            _is_chosen(area, selection),
            groups[code].denominator if code in groups else None,
            groups[code].masked if code in groups else None,
        )
        for code, area in areas.items()
    ]


def by_area(facts: Facts, indicator: Indicator, selection: Selection, dimension: str = "qpv") -> Exhibit:
    """Return the value of each area, the highest first; what falls in none is told in the note."""
    found = sorted(area_values(facts, indicator, selection, dimension), key=_by_value)
    known = [each for each in found if each.value is not None]
    rows = _table(indicator, found, dimension)
    key, what = f"{indicator.key}-{dimension}", NAMES[dimension]
    title = f"{indicator.label} par {what}"
    if not known:
        why = wording.UNTOLD if _untold(found) else wording.NO_DATA
        return Exhibit(key, title, f"{title} : {why} sur cette période.", rows)
    first, last = known[0], known[-1]
    overall = measure(indicator, facts, _everywhere(selection)).value if indicator.denominator else None
    return Exhibit(
        key,
        title=title if _untold(found) else _title(indicator, first, last, overall, what),
        sentence=_alone(found, what)
        or f"De {quantity(indicator, last.value)} ({last.area.name}) "
        f"à {quantity(indicator, first.value)} ({first.area.name}){_silent(found)}.",
        table=rows,
        figure=bars(
            [
                Bar(
                    each.area.name,
                    each.value,
                    brief(indicator, each.value),
                    each.area.code,
                    each.chosen,
                    aside=_gap(each.value, overall),
                )
                for each in found[:SHOWN]
            ],
            overall,
            f"ensemble {brief(indicator, overall)}",
        ),
        note=("" if overall is None else "À droite : écart à l'ensemble. ")
        + _elsewhere(facts, indicator, selection, dimension)
        + _cut(found),
    )


def per_inhabitant(
    facts: Facts, indicator: Indicator, selection: Selection, dimension: str = "qpv"
) -> Exhibit:
    """Return the value per 1,000 inhabitants of each area, with their mean and the gap to it."""
    every = area_values(facts, indicator, selection, dimension)
    found = [each for each in every if each.rate is not None]
    found.sort(key=lambda each: (-(each.rate or 0), each.area.name))
    key, what = f"{indicator.key}-{dimension}-habitants", NAMES[dimension]
    title = f"{indicator.label} {PER_THOUSAND}, par {what}"
    mean = mean_rate(found)
    rows = _rates_table(found, mean, title, what)
    if _untold(every):
        return Exhibit(key, title, f"{title} : {wording.UNTOLD} pour {_untold(every)}.", rows)
    if mean is None or not any(each.value for each in found):
        return Exhibit(key, title, f"{title} : aucune donnée sur cette période.", rows)
    unknown = [each.area.name for each in every if each.rate is None]
    return Exhibit(
        key,
        title=_rates_title(indicator, found, mean),
        sentence=_alone(every, what) or _rates_sentence(found, mean, what),
        table=rows,
        figure=bars(
            [
                Bar(
                    each.area.name,
                    each.rate,
                    number(each.rate or 0, 1),
                    each.area.code,
                    each.chosen,
                    aside="" if _alone(every, what) else _gap(each.rate, mean),
                )
                for each in found[:SHOWN]
            ],
            None if _alone(every, what) else mean,
            f"moyenne {number(mean, 1)}",
        ),
        note=("" if _alone(every, what) else "À droite : écart à la moyenne. ")
        + (f"Population inconnue : {listing(unknown)}. " if unknown else "")
        + _cut(found),
    )


def _title(indicator: Indicator, first: AreaValue, last: AreaValue, overall: float | None, what: str) -> str:
    """Name who leads a count; a rate's extremes may rest on a handful of people: only their span is told."""
    if first is last:
        return f"{indicator.label} : {quantity(indicator, first.value)} pour {first.area.name}"
    if overall is None:
        return f"{indicator.label} : {first.area.name} en tête, avec {quantity(indicator, first.value)}"
    span = f"de {brief(indicator, last.value)} à {brief(indicator, first.value)} selon "
    article = "le" if what == "quartier prioritaire" else "la"
    return f"{indicator.label} : {span}{article} {what}, {brief(indicator, overall)} dans l'ensemble"


def _alone(every: Sequence[AreaValue], what: str) -> str:
    """Say that an area has no other to be compared with; empty when it has."""
    one = "Un seul" if what == "quartier prioritaire" else "Une seule"
    return f"{one} {what} ici : rien à comparer." if len(every) == 1 else ""


def _rates_title(indicator: Indicator, found: Sequence[AreaValue], mean: float) -> str:
    first = found[0]
    reached = f"{number(first.rate or 0, 1)} {indicator.unit.value}"
    if len(found) == 1:
        return f"{_capital(PER_THOUSAND)} : {reached} pour {first.area.name}"
    lead = f"{_capital(PER_THOUSAND)} : {first.area.name} en tête, à {reached}"
    return f"{lead} ; la moyenne est à {number(mean, 1)}"


def _rates_sentence(found: Sequence[AreaValue], mean: float, what: str) -> str:
    above, last = sum((each.rate or 0) > mean for each in found), found[-1]
    return (
        f"Moyenne : {number(mean, 1)} {PER_THOUSAND} ; "
        f"{wording.count(above, what, _plural(what))} au-dessus, {len(found) - above} en dessous "
        f"ou à égalité ; le plus bas est {last.area.name}, à {number(last.rate or 0, 1)}."
    )


def mean_rate(found: Sequence[AreaValue]) -> float | None:
    """Return the rate over all inhabitants of the areas: never the mean of their rates."""
    people = sum(each.area.population or 0 for each in found)
    return 1000 * sum(each.value or 0 for each in found) / people if people else None


def _table(indicator: Indicator, found: Sequence[AreaValue], dimension: str) -> Table:
    """Return the values beside the populations, or beside what rates were divided by."""
    what = NAMES[dimension].capitalize()
    beside = table.number("Population") if indicator.denominator is None else table.number(DIVIDED)
    return Table(
        f"{indicator.label} par {NAMES[dimension]}",
        (table.text(what), table.text("Code"), table.values(indicator), beside),
        tuple(
            (
                each.area.name,
                each.area.code,
                each.told,
                each.area.population if indicator.denominator is None else each.masked or each.of,
            )
            for each in found
        ),
    )


def _rates_table(found: Sequence[AreaValue], mean: float | None, title: str, what: str) -> Table:
    return Table(
        title,
        (
            table.text(what.capitalize()),
            table.number("Pour 1 000 habitants", 1),
            table.Column("Écart à la moyenne", _signed, is_number=True),
            table.number("Nombre", 0),
            table.number("Population"),
        ),
        tuple(
            (
                each.area.name,
                each.rate,
                None if mean is None or each.rate is None else each.rate - mean,
                each.value,
                each.area.population,
            )
            for each in found
        ),
    )


def _elsewhere(facts: Facts, indicator: Indicator, selection: Selection, dimension: str) -> str:
    """Say what falls in none of the areas."""
    groups = split(indicator, facts, _everywhere(selection), dimension)
    known = facts.territory.qpvs if dimension == "qpv" else facts.territory.communes
    others = [group for group in groups if group.code not in known and group.figure.told]
    said = [
        f"{area_name(each.code, facts.territory)} : {quantity(indicator, each.figure.told)}"
        for each in others
    ]
    return f"{' ; '.join(said)}. " if said else ""


def _cut(found: Sequence[AreaValue]) -> str:
    return f"Les {SHOWN} premiers sont tracés, tous sont dans les données. " if len(found) > SHOWN else ""


def _silent(found: Sequence[AreaValue]) -> str:
    silent = [each.area.name for each in found if each.value is None and not each.masked]
    nothing = f" ; rien d'enregistré pour {listing(silent)}" if 0 < len(silent) <= SHOWN else ""
    return nothing + (f" ; {wording.UNTOLD} pour {_untold(found)}" if _untold(found) else "")


def _untold(found: Sequence[AreaValue]) -> str:
    """Return the areas that are not told, by name or, past a dozen, by number; empty without any."""
    untold = [each.area.name for each in found if each.masked]
    return listing(untold) if len(untold) <= SHOWN else f"{number(len(untold))} territoires"


def _by_value(each: AreaValue) -> tuple[bool, float, str]:
    return each.value is None, -(each.value or 0), each.area.name


def _is_chosen(area: Area, selection: Selection) -> bool:
    return not selection.territories or area.code in selection.territories


def _everywhere(selection: Selection) -> Selection:
    return replace(selection, territories=frozenset())


def _plural(what: str) -> str:
    return " ".join(f"{word}s" for word in what.split())


def _gap(value: float | None, mean: float | None) -> str:
    return "" if value is None or mean is None else _signed(value - mean)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number(value, 1)}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
