"""How often people came: once, twice, 3 to 5 times, 6 times or more."""

import polars as pl

from dashboard.charts import Bar, bars
from dashboard.disclosure import is_outside
from dashboard.exhibits import Exhibit, Table, table, withheld
from dashboard.indicators import BY_KEY
from dashboard.indicators.workshops import beneficiaries
from dashboard.measuring import Measurer
from dashboard.selection import Selection
from dashboard.wording import HARD, count, number
from data_access.facts import Facts

BANDS = {"1 fois": 1, "2 fois": 2, "3 à 5 fois": 3, "6 fois ou plus": 6}
DEFINITION = (
    "Bénéficiaires de la période selon le nombre d'ateliers tenus où ils étaient présents ; "
    "les participations anonymes n'y sont pas. "
)


def visits(facts: Facts, selection: Selection) -> dict[str, int]:
    """Return the number of beneficiaries by how many different workshops they came to."""
    indicator = BY_KEY["beneficiaires"]
    seen = Measurer(facts, selection).counted(indicator, beneficiaries).to_native()
    times = seen.group_by("person").agg(pl.col("workshop").n_unique())["workshop"]
    ends = [*list(BANDS.values())[1:], None]
    return {
        band: int(((times >= start) & (times < end if end else True)).sum())
        for (band, start), end in zip(BANDS.items(), ends, strict=True)
    }


def frequency(facts: Facts, selection: Selection) -> Exhibit:
    """Return how often people came, each band with its share."""
    title = "Fréquence de venue"
    if is_outside(facts):
        return withheld("frequence", title)
    found = visits(facts, selection)
    people = sum(found.values())
    if not people:
        sentence = f"{title} : aucune donnée sur cette période."
        return Exhibit("frequence", title, sentence, _table({}, 1))
    once, often = (found[band] for band in ("1 fois", "6 fois ou plus"))
    return Exhibit(
        "frequence",
        title=f"{_share(people - once, people)} des bénéficiaires sont revenus, "
        f"{_share(often, people)} sont venus 6 fois ou plus",
        sentence=_sentence(found, people),
        table=_table(found, people),
        figure=bars(
            [Bar(band, value, f"{number(value)} ({_share(value, people)})") for band, value in found.items()]
        ),
        note=DEFINITION,
    )


def _sentence(found: dict[str, int], people: int) -> str:
    said = [f"{band} {number(value)}" for band, value in found.items()]
    return f"Combien de fois sont venus {count(people, 'bénéficiaire')} : {', '.join(said)}."


def _table(found: dict[str, int], people: int) -> Table:
    share = table.Column("Part", lambda value: f"{number(value, 1)}{HARD}%", is_number=True)
    return Table(
        "Bénéficiaires selon leur nombre de venues",
        (table.text("Venus"), table.number("Bénéficiaires"), share),
        tuple((band, value, 100 * value / people) for band, value in found.items()),
    )


def _share(part: int, whole: int) -> str:
    return f"{number(100 * part / whole)}{HARD}%"
