"""Comparisons counted a second way: rates and means by hand, standings and ranks by brute force."""

from collections import Counter
from dataclasses import replace
from itertools import permutations
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.indicators import ALL, BY_KEY, Direction, Unit
from dashboard.measuring import measure
from dashboard.neighbourhoods.comparing import Ratio, Standing, compare, decimals, pooled, rank_ranges
from dashboard.neighbourhoods.intervals import Interval, clustered, poisson, wilson
from dashboard.neighbourhoods.methods import METHODS, Method, cluster_sizes, usual_size, why_none
from dashboard.neighbourhoods.scales import MAIN, Scale, areas, comparable, scale_of
from dashboard.selection import Basis
from data_access.vocabulary import PRESENT
from tests.dashboard.neighbourhoods.conftest import SELECTIONS

EVERY = [(scale, indicator) for scale in Scale for indicator in comparable(scale)]
NAMES = [f"{scale.value}-{indicator.key}" for scale, indicator in EVERY]
MEASURED_NOT_DRAWN = {"taux_remplissage", "delai_remise", "cout_par_participation", "cout_par_foyer"}


def came(facts, selection, column="home_qpv"):
    """Return the rows of people present, by area."""
    found = {}
    for row in facts.attendance.iter_rows(named=True):
        if selection.start <= row["date"] <= selection.end and row["presence"] == PRESENT:
            found.setdefault(row[column], []).append(row)
    return found


def people(facts, scale=Scale.QPV):
    return {code: area.population for code, area in areas(facts.territory, scale).items() if area.population}


@pytest.mark.parametrize(
    ("key", "value"), [("beneficiaires", "personnes"), ("taux_penetration", "personnes")]
)
def test_beneficiaries_per_inhabitant_and_their_mean_by_hand(facts, selection, key, value):
    by_area, known = came(facts, selection), people(facts)
    persons = {code: len({row["person"] for row in by_area.get(code, [])} - {None}) for code in known}
    found = compare(facts, BY_KEY[key], selection, Scale.QPV)
    assert {each.area.code for each in found.ranked} == set(known)
    assert found.mean == pytest.approx(1000 * sum(persons.values()) / sum(known.values()))
    for each in found.ranked:
        code = each.area.code
        assert each.value == pytest.approx(1000 * persons[code] / known[code])
        exact = poisson(persons[code])
        assert each.interval.low == pytest.approx(1000 * exact.low / known[code])
        assert each.interval.high == pytest.approx(1000 * exact.high / known[code])


@pytest.mark.parametrize(("basis", "prefix"), [(Basis.RESIDENCE, "home"), (Basis.PLACE, "place")])
@pytest.mark.parametrize("scale", Scale)
def test_attendances_are_as_sure_as_the_people_behind_them(facts, selection, scale, basis, prefix):
    at = replace(selection, basis=basis)
    by_area, known = came(facts, at, f"{prefix}_{scale.value}"), people(facts, scale)
    sizes = {}
    for code, rows in by_area.items():
        persons = Counter()
        for row in rows:
            if row["person"] is not None:
                persons[row["person"]] += row["headcount"]
        sizes[code] = [*persons.values(), *(row["headcount"] for row in rows if row["person"] is None)]
    everyone = [size for each in sizes.values() for size in each]
    usual = sum(size**2 for size in everyone) / sum(everyone)
    for each in compare(facts, BY_KEY["participations"], at, scale).ranked:
        code = each.area.code
        exact = clustered(sizes.get(code, []), usual)
        assert each.value == pytest.approx(1000 * sum(sizes.get(code, [])) / known[code])
        assert each.interval.low == pytest.approx(1000 * exact.low / known[code])
        assert each.interval.high == pytest.approx(1000 * exact.high / known[code])


def test_a_share_and_its_mean_by_hand(facts, selection):
    by_area, shares = came(facts, selection), {}
    for code in facts.territory.qpvs:
        attended = {}
        for row in by_area.get(code, []):
            attended.setdefault(row["person"], set()).add(row["workshop"])
        attended.pop(None, None)
        shares[code] = sum(len(each) >= 2 for each in attended.values()), len(attended)
    found = compare(facts, BY_KEY["taux_fidelite"], selection, Scale.QPV)
    back, everyone = (sum(each[side] for each in shares.values()) for side in (0, 1))
    assert found.mean == pytest.approx(100 * back / everyone)
    for each in found.ranked:
        exact = wilson(*shares[each.area.code])
        assert (each.interval.low, each.interval.high) == pytest.approx((100 * exact.low, 100 * exact.high))


def test_the_mean_of_a_median_is_the_median_of_all(facts, selection):
    delays = [
        row["delay"]
        for row in facts.devices.iter_rows(named=True)
        if row["handed"] and selection.start <= row["handed"] <= selection.end
        if row["home_qpv"] in facts.territory.qpvs and row["delay"] is not None
    ]
    assert compare(facts, BY_KEY["delai_remise"], selection, Scale.QPV).mean == median(delays)


def test_the_mean_of_an_offer_counts_inhabitants_who_have_none(facts, selection):
    indicator, known = BY_KEY["offre_pour_1000"], people(facts)
    hours = {
        code: measure(indicator, facts, replace(selection, territories=frozenset({code}))).numerator or 0
        for code in known
    }
    found = compare(facts, indicator, selection, Scale.QPV)
    assert 0 in hours.values()
    assert found.mean == pytest.approx(1000 * sum(hours.values()) / sum(known.values()))
    assert {each.area.code: each.value for each in found.ranked} == pytest.approx(
        {code: 1000 * hours[code] / known[code] for code in known}
    )


@pytest.mark.parametrize(("scale", "indicator"), EVERY, ids=NAMES)
def test_an_area_has_the_figure_that_it_has_alone(facts, selection, scale, indicator):
    """What the split says of an area is what the whole application says with that area as its perimeter."""
    for each in compare(facts, indicator, selection, scale).areas[:12]:
        alone = measure(indicator, facts, replace(selection, territories=frozenset({each.area.code})))
        assert (each.figure.value if each.figure else None) == pytest.approx(alone.value)
        if indicator.denominator is not None and each.value is not None and alone.value is not None:
            assert each.value == pytest.approx(alone.value)


@pytest.mark.parametrize(("scale", "indicator"), EVERY, ids=NAMES)
@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_comparison_holds_together(facts, selection, scale, indicator, changes):
    found = compare(facts, indicator, replace(selection, **changes), scale)
    assert sorted(each.area.code for each in found.areas) == sorted(areas(facts.territory, scale))
    values = [round(each.value, decimals(indicator)) for each in found.ranked]
    assert values == sorted(values, reverse=indicator.direction is not Direction.LESS)
    for each in found.ranked:
        assert (each.interval is None) == (indicator.key not in METHODS)
        assert each.interval is None or each.interval.low <= each.value <= each.interval.high
        if found.mean is not None:
            assert each.standing is expected_standing(each, found.mean, decimals(indicator))
        first, last = each.ranks
        assert 1 <= first <= last <= len(values)
    for each in found.areas[len(values) :]:
        assert (each.value, each.interval, each.standing, each.ranks) == (None, None, None, None)


def expected_standing(each, mean, places):
    if each.interval is None:
        gap = round(each.value - mean, places)
        return Standing.ALIKE if gap == 0 else Standing.ABOVE if gap > 0 else Standing.BELOW
    if each.interval.low > mean:
        return Standing.ABOVE
    return Standing.BELOW if each.interval.high < mean else Standing.ALIKE


def test_the_perimeter_changes_nothing(facts, selection):
    narrowed = replace(selection, territories=frozenset({"QN05917M"}))
    for key in MAIN:
        both = [compare(facts, BY_KEY[key], each, Scale.QPV) for each in (selection, narrowed)]
        assert both[0] == both[1]


def test_without_anything_recorded_nothing_is_compared(no_facts, selection):
    for scale, indicator in EVERY:
        found = compare(no_facts, indicator, selection, scale)
        assert found.ranked == ()
        assert found.mean is None


def test_a_cost_without_any_earmarked_euro_is_no_cost(facts, selection):
    found = compare(facts, BY_KEY["cout_par_participation"], selection, Scale.QPV)
    assert [each.area.code for each in found.ranked] == ["QN05918M"]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 500)), min_size=1, max_size=9))
def test_the_mean_is_over_everything_never_of_ratios(pairs):
    ratios = [Ratio(above, below, 1000) for above, below in pairs] + [Ratio(7, None, 1000), Ratio(7, 0, 1000)]
    assert pooled(ratios) == pytest.approx(1000 * sum(a for a, _ in pairs) / sum(b for _, b in pairs))
    assert pooled([Ratio(7, None, 1000)]) is None


spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda each: Interval(each[0], each[0] + each[1])),
    min_size=1,
    max_size=6,
)


@given(spans)
def test_ranks_are_those_of_every_order_that_the_intervals_leave_possible(found):
    """Try every order: it is possible unless it puts an area before another that is wholly above it."""
    possible = [set() for _ in found]
    for order in permutations(range(len(found))):
        if all(
            not found[before].high < found[after].low
            for place, before in enumerate(order)
            for after in order[place + 1 :]
        ):
            for place, each in enumerate(order):
                possible[each].add(place + 1)
    assert rank_ranges(found) == [(min(each), max(each)) for each in possible]


@given(spans)
def test_counted_from_the_other_end_ranks_are_turned_over(found):
    last = len(found) + 1
    assert rank_ranges(found, descending=False) == [
        (last - worst, last - best) for best, worst in rank_ranges(found)
    ]


def test_what_reads_the_same_ranks_the_same(facts, selection):
    found = compare(facts, BY_KEY["population_qpv_couverte"], selection, Scale.QPV).ranked
    reached = [each.ranks for each in found if round(each.value, 1) == 100]
    assert len(reached) > 2
    assert set(reached) == {(1, len(reached))}


def test_every_indicator_by_area_has_an_interval_or_a_reason():
    for indicator in {indicator for _, indicator in EVERY}:
        if indicator.key not in METHODS:
            assert why_none(indicator)
            assert not indicator.personal or indicator.key in MEASURED_NOT_DRAWN
        if indicator.unit in {Unit.EUROS, Unit.HOURS, Unit.METRES, Unit.DAYS}:
            assert indicator.key not in METHODS
    assert {key for key in METHODS if METHODS[key] is Method.SHARE} == {
        indicator.key
        for indicator in ALL
        if indicator.unit is Unit.PERCENT
        and indicator.key in METHODS
        and indicator.key != "part_exclus_touches"
    }
    assert set(METHODS) <= {indicator.key for _, indicator in EVERY}


def test_sizes_add_up_to_the_figure(facts, selection):
    for key in ("participations", "participations_anonymes"):
        sizes = cluster_sizes(facts, BY_KEY[key], selection, Scale.COMMUNE)
        assert sum(map(sum, sizes.values())) == measure(BY_KEY[key], facts, selection).value
        assert usual_size(sizes) >= 1
    assert usual_size({}) == 1


def test_every_area_has_a_scale(facts):
    assert scale_of(facts.territory, "QN05917M") is Scale.QPV
    assert scale_of(facts.territory, "59392") is Scale.COMMUNE
    assert scale_of(facts.territory, "QP059018") is None
