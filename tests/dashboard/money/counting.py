"""Money added up line by line in whole cents, the slow way, and random budgets to add up."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
from hypothesis import strategies as st

from data_access.vocabulary import ACTIONS, NATURES, OUTSIDE_QPV, OUTSIDE_TERRITORY, UNKNOWN

START = date(2024, 11, 1)
END = date(2026, 11, 24)
EDGES = [START - timedelta(days=1), START, END, END + timedelta(days=1)]
KEYS = dict(
    zip(
        NATURES,
        ["budget_prevu", "budget_notifie", "budget_verse", "budget_engage", "budget_mandate", "budget_paye"],
        strict=True,
    )
)
AREAS = [
    (None, None),
    (None, None),
    (None, "QN05915M"),
    ("59392", "QN05915M"),
    ("59392", OUTSIDE_QPV),
    ("59291", "QN05918M"),
    (OUTSIDE_TERRITORY, OUTSIDE_TERRITORY),
]
PERIMETERS = [frozenset(), frozenset({"59392"}), frozenset({"QN05915M"}), frozenset({"59291", "QN05915M"})]


def budgets(least=0, most=25):
    """Return lists of lines (date, nature, funder, action, area, cents): corrections and edges included."""
    line = st.tuples(
        st.one_of(st.integers(-40, 900).map(lambda day: START + timedelta(days=day)), st.sampled_from(EDGES)),
        st.sampled_from(NATURES),
        st.sampled_from(["Agglomération", "État", "CAF"]),
        st.sampled_from([None, *ACTIONS]),
        st.sampled_from(AREAS),
        st.one_of(st.integers(-300_000, 5_000_000), st.integers(-3, 3)),
    )
    return st.lists(line, min_size=least, max_size=most)


def with_budget(facts, lines):
    """Return the facts with these lines instead of theirs."""
    rows = [
        {
            "key": f"B-{rank}",
            "date": day,
            "nature": nature,
            "funder": funder,
            "action": action,
            "label": f"Ligne {rank}",
            "document": None,
            "home_commune": commune,
            "home_qpv": qpv,
            "cents": cents,
        }
        for rank, (day, nature, funder, action, (commune, qpv), cents) in enumerate(lines)
    ]
    frame = pl.DataFrame(rows, schema=facts.budget.schema).sort("date", "key")
    return replace(facts, budget=frame)


def inside(facts, selection):
    """Return the lines dated in the period and inside the perimeter."""
    codes = selection.territories
    return [
        row
        for row in facts.budget.iter_rows(named=True)
        if selection.start <= row["date"] <= selection.end
        and (not codes or row["home_commune"] in codes or row["home_qpv"] in codes)
    ]


def cents(rows, **wanted):
    """Return the sum of the lines with those traits; None when there is no such line."""
    found = [row["cents"] for row in rows if all(row[name] == value for name, value in wanted.items())]
    return sum(found) if found else None


def by_group(rows, column):
    """Return {group: {key: cents}} for the six natures."""
    found = defaultdict(dict)
    for row in rows:
        group = row[column] or UNKNOWN
        key = KEYS[row["nature"]]
        found[group][key] = found[group].get(key, 0) + row["cents"]
    return dict(found)


def of_natures(chain):
    """Return a chain's amounts in whole cents, what remains left out."""
    return {key: to_cents(chain.amounts[key]) for key in KEYS.values() if key in chain.amounts}


def to_cents(amount):
    """Return an exact amount in whole cents; a fraction of a cent is a failure."""
    assert isinstance(amount, Decimal)
    assert amount * 100 == int(amount * 100)
    return int(amount * 100)


def read_back(said):
    """Return « −1 234,50 € » in whole cents, « aucune ligne » as nothing."""
    if said == "aucune ligne":
        return None
    assert re.fullmatch(r"−?\d{1,3}(\u202f\d{3})*,\d\d\u00a0€", said), said
    return int(re.sub(r"[\u202f\u00a0€,]", "", said).replace("−", "-"))
