"""What pages show: each question with its message, its sentence, its chart and its table; pure."""

from dashboard.exhibits.areas import by_area, per_inhabitant
from dashboard.exhibits.exhibit import WHOLE_PLAN, Exhibit, withheld
from dashboard.exhibits.listing import Listing
from dashboard.exhibits.monthly import monthly
from dashboard.exhibits.over_time import over_time
from dashboard.exhibits.shares import by_dimension
from dashboard.exhibits.table import Column, Table

__all__ = [
    "WHOLE_PLAN",
    "Column",
    "Exhibit",
    "Listing",
    "Table",
    "by_area",
    "by_dimension",
    "monthly",
    "over_time",
    "per_inhabitant",
    "withheld",
]
