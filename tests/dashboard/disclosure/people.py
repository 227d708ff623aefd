"""Small random facts, written straight into frames, and everything that a shared view answers about them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import polars as pl
from hypothesis import strategies as st

from dashboard.disclosure import Rule, Window, shared
from dashboard.selection import Selection
from data_access.vocabulary import OUTSIDE_QPV, PRESENT

BOUNDS = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1))
WINDOW = Window(BOUNDS)
MONTHS = len(BOUNDS) - 1
STEPS = range(MONTHS)
SPANS = tuple(combinations(range(len(BOUNDS)), 2))
PAIRS = (
    ("59392", "QN05915M"),
    ("59392", "QN05918M"),
    ("59392", OUTSIDE_QPV),
    ("59291", "QN05918M"),
    (None, "QN05915M"),
)
GENDERS = ("féminin", "masculin", None)
TYPES = ("initiation", "permanence")
PERIMETERS = (
    frozenset(),
    frozenset({"59392"}),
    frozenset({"QN05915M"}),
    frozenset({"QN05915M", "QN05918M"}),
    frozenset({"59392", "59291"}),
)
RULE = Rule(3)


@dataclass(frozen=True)
class Row:
    """A registration: month, ground, gender, type, person (None: anonymous), headcount, presence."""

    step: int
    pair: tuple
    gender: str | None
    type: str
    person: int | None
    headcount: int = 1
    presence: str = PRESENT

    def is_inside(self, codes) -> bool:
        return not codes or not codes.isdisjoint(self.pair)


def selection(span, territories=frozenset()) -> Selection:
    """Return the selection between two bounds."""
    return Selection(BOUNDS[span[0]], BOUNDS[span[1]] - timedelta(days=1), territories)


def spans(last=MONTHS):
    """Return the periods that a window of so many months answers."""
    return [span for span in SPANS if span[1] <= last]


def asked(perimeter):
    """Return the perimeters that a reader may choose: all, one area, several."""
    codes = perimeter or {"59392", "59291", "QN05915M", "QN05918M"}
    singles = [frozenset({code}) for code in sorted(codes)]
    return [frozenset(), *singles, *({frozenset(sorted(codes)[:2])} - set(singles))]


def facts(nothing, rows, rule=RULE, perimeter=frozenset(), window=WINDOW):
    """Return shared facts that hold these rows and nothing else."""
    schema = nothing.attendance.schema
    records = [
        {
            "person": row.person,
            "household": None,
            "presence": row.presence,
            "headcount": row.headcount,
            "gender": row.gender,
            "age_band": None,
            "social_status": None,
            "home_commune": row.pair[0],
            "home_qpv": row.pair[1],
            "workshop": number,
            "date": BOUNDS[row.step] + timedelta(days=number % 28),
            "type": row.type,
            "registration": True,
            "place_commune": "59392",
            "place_qpv": OUTSIDE_QPV,
            "has_capacity": False,
        }
        for number, row in enumerate(sorted(rows, key=lambda row: row.step))
    ]
    attendance = pl.DataFrame(records, schema=schema)
    seen = attendance.filter(pl.col("person").is_not_null() & (pl.col("presence") == PRESENT))
    first = seen.sort("date", "workshop").unique("person", keep="first", maintain_order=True)
    whole = replace(nothing, attendance=attendance, first_attendance=first)
    return shared(whole, rule, perimeter, window) if rule else whole


def rows(persons: st.SearchStrategy, headcounts: st.SearchStrategy, most: int = 18):
    """Return random rows; few distinct values, so that small counts and zeros are many."""
    row = st.builds(
        Row,
        step=st.sampled_from(STEPS),
        pair=st.sampled_from(PAIRS),
        gender=st.sampled_from(GENDERS),
        type=st.sampled_from(TYPES),
        person=persons,
        headcount=headcounts,
    )
    return st.lists(row, max_size=most)
