"""How often the mobile third place comes back, in words."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median, median_low

from dashboard.wording import count

FEWEST_WEEKS = 3
REGULAR_SHARE = 0.6
WEEKS_PER_MONTH = 365.25 / 12 / 7


def rhythm(days: Sequence[date]) -> str:
    """Return « chaque semaine », « 2 fois par mois »…; the number of stops when they are few or irregular.

    Weeks are counted, not days, so that a bank holiday or a stop moved by a day changes nothing.
    """
    weeks = Counter((day.toordinal() - 1) // 7 for day in set(days))
    gaps = [after - before for before, after in pairwise(sorted(weeks))]
    if len(weeks) < FEWEST_WEEKS:
        return count(len(days), "passage")
    every = median(gaps)
    if not _is_regular(gaps, every):
        return f"{count(len(days), 'passage')}, sans rythme régulier"
    return _words(every, median_low(weeks.values()))


def _is_regular(gaps: Sequence[int], every: float) -> bool:
    """Say whether most gaps are the usual one, and no long silence hides between them."""
    slack = 0 if every < 2 else 1
    usual = sum(abs(gap - every) <= slack for gap in gaps)
    return usual >= REGULAR_SHARE * len(gaps) and every * len(gaps) >= REGULAR_SHARE * sum(gaps)


def _words(every: float, times: int) -> str:
    """Return the words for some times in one week out of so many."""
    if every < 1.5:
        return "chaque semaine" if times == 1 else f"{times} fois par semaine"
    if every < 2.5:
        return f"{2 * times} fois par mois"
    prefix = "" if times == 1 else f"{times} fois "
    if every < 3.5:
        return f"{prefix}toutes les 3 semaines"
    months = max(1, round(every / WEEKS_PER_MONTH))
    if months == 1:
        return f"{'une' if times == 1 else times} fois par mois"
    return f"{prefix}tous les {months} mois"
