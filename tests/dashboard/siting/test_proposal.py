"""The stops proposed, against every choice of k candidates, people counted one square at a time."""

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.coverage import Settings, with_settings
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from dashboard.siting import Kind, Request, candidates, propose
from tests.dashboard.siting import island
from tests.dashboard.siting.island import AREAS, DAY, QUARTER, at, degrees, peopled, place

EVERYWHERE = Selection(DAY, DAY)
REACH_M = 800
coordinates = st.integers(0, 2 * island.SIDE_M), st.integers(0, island.SIDE_M)
positions = st.tuples(*coordinates)
squares = st.lists(
    st.tuples(*coordinates, st.sampled_from([0.5, 1, 1, 4, 60])),
    min_size=1,
    max_size=25,
    unique_by=lambda s: s[:2],
)
EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def empty(facts_from):
    return facts_from()


def within(territories):
    return Selection(DAY, DAY, frozenset(territories))


def people_in(area, everybody):
    """Return an area's inhabitants as (x, y, people), each square in proportion."""
    inside = [
        (*at(x, y), weight) for x, y, weight in everybody if area.outline.covers(shapely.Point(at(x, y)))
    ]
    total = sum(weight for _, _, weight in inside)
    return [(x, y, area.population * weight / total) for x, y, weight in inside]


def reached(people, points):
    return sum(weight for x, y, weight in people if any(hypot(x - a, y - b) <= REACH_M for a, b in points))


@EXAMPLES
@given(
    everybody=squares,
    spots=st.lists(positions, max_size=4, unique=True),
    opened=st.lists(positions, max_size=2),
    stops=st.integers(1, 3),
    qpv_weight=st.sampled_from([1, 2, 3]),
    territories=st.sampled_from([(), ("A",), ("B",), ("Q",), ("B", "Q")]),
)
def test_no_choice_brings_more(empty, everybody, spots, opened, stops, qpv_weight, territories):
    everybody = [*everybody, (10, 10, 1), (7990, 10, 1), (1000, 1000, 1)]
    places = [place(f"Ouvert {i}", *spot) for i, spot in enumerate(opened)]
    held = peopled(empty, everybody, places)
    chosen = tuple(degrees(*spot) for spot in spots)
    selection = within(territories)
    found = propose(held, selection, Request(stops, qpv_weight, chosen))

    everyone, in_qpv = _perimeter(territories, everybody)
    active = [at(*spot) for spot in opened]
    known = [(each.x, each.y) for each in candidates(held, selection, chosen)]

    def value(points):
        return reached(everyone, points) + (qpv_weight - 1) * reached(in_qpv, points)

    most = max(
        value([*active, *some])
        for size in range(min(stops, len(known)) + 1)
        for some in combinations(known, size)
    )
    made = [(each.candidate.x, each.candidate.y) for each in found.stops]
    assert len(made) <= stops
    assert value([*active, *made]) >= most - 0.5 * stops  # stops that bring nobody are left out
    assert found.before.within == pytest.approx(reached(everyone, active))
    assert found.after.within == pytest.approx(reached(everyone, [*active, *made]))
    assert found.after.qpv_within == pytest.approx(reached(in_qpv, [*active, *made]))


def _perimeter(territories, everybody):
    """Return everyone who counts, and those of the neighbourhood, nobody twice in either."""
    communes = [area for code, area in AREAS.items() if not territories or code in territories]
    counted = [QUARTER] if "Q" in territories else []
    in_qpv = people_in(QUARTER, everybody) if not territories or {"A", "Q"} & set(territories) else []
    return [each for area in (*communes, *counted) for each in people_in(area, everybody)], in_qpv


@EXAMPLES
@given(everybody=squares, spots=st.lists(positions, min_size=2, max_size=5, unique=True))
@example(everybody=[(0, 0, 0.5), (0, 838, 0.5), (217, 866, 0.5)], spots=[(0, 0), (0, 1637)])
def test_gains_shrink_and_add_up(empty, everybody, spots):
    held = peopled(empty, everybody)
    chosen = tuple(degrees(*spot) for spot in spots)
    found = propose(held, EVERYWHERE, Request(4, 1, chosen))
    gains = [each.gain for each in found.stops]
    assert gains == sorted(gains, reverse=True)
    assert all(gain >= 0.5 for gain in gains)
    assert sum(gains) == pytest.approx(found.gain)
    in_qpv = found.after.qpv_within - found.before.qpv_within
    assert sum(each.qpv_gain for each in found.stops) == pytest.approx(in_qpv)


@pytest.mark.parametrize("on_squares", [False, True])
@pytest.mark.parametrize("territories", [(), ("A",), ("Q",)])
def test_figures_are_those_of_the_indicators_once_the_stops_are_made(empty, on_squares, territories):
    everybody = [(x, y, 1 + x % 7) for x in range(100, 8000, 200) for y in range(100, 4000, 200)]
    opened = [place("Ouvert", 3000, 3000)]
    held = peopled(empty, everybody if on_squares else (), opened)
    selection = within(territories)
    found = propose(held, selection, Request(3))
    assert 1 <= len(found.stops) <= 3
    made = [
        place(each.candidate.name, each.candidate.x - island.WEST, each.candidate.y - island.SOUTH)
        for each in found.stops
    ]
    later = peopled(empty, everybody if on_squares else (), [*opened, *made])
    for now, facts_then in ((found.before, held), (found.after, later)):
        figure = measure(BY_KEY["population_couverte"], facts_then, selection)
        assert (now.within, now.population) == pytest.approx((figure.numerator, figure.denominator))
        assert now.share == pytest.approx(figure.value)
        in_qpv = measure(BY_KEY["population_qpv_couverte"], facts_then, selection)
        assert now.qpv_share == pytest.approx(in_qpv.value)


def test_a_heavier_neighbourhood_is_served_first(empty):
    crowd = [(6000, 2000, 10), (1000, 1000, 3), (3000, 3500, 7)]
    held = peopled(empty, crowd)
    spots = tuple(degrees(x, y) for x, y, _ in crowd)
    alone = propose(held, EVERYWHERE, Request(1, 1, spots)).stops[0]
    assert alone.candidate.name == "Point 3"
    assert (alone.gain, alone.qpv_gain) == (pytest.approx(700), 0)
    heavier = propose(held, EVERYWHERE, Request(1, 3, spots)).stops[0]
    assert heavier.candidate.kind is Kind.QPV
    assert (heavier.gain, heavier.qpv_gain) == (pytest.approx(300), pytest.approx(300))


def test_equal_choices_give_the_same_answer_whatever_the_order_of_rows(empty):
    places = [
        place(name, x, 500, closed=DAY.replace(year=2020))
        for name, x in zip("DBCA", range(500, 8000, 2000), strict=True)
    ]
    crowd = [(x, 500, 1) for x in range(500, 8000, 2000)]
    answers = [
        propose(peopled(empty, crowd[::step], places[::step]), EVERYWHERE, Request(2)).stops
        for step in (1, -1, 1)
    ]
    assert answers[0] == answers[1] == answers[2]


def test_nothing_left_to_gain(empty):
    held = peopled(
        empty, [(1000, 1000, 5), (7000, 1000, 5)], [place("A", 1000, 1000), place("B", 7000, 1000)]
    )
    found = propose(held, EVERYWHERE, Request(3))
    assert (found.stops, found.gain) == ((), 0)
    assert found.before == found.after
    assert found.before.share == 100


def test_fewer_candidates_than_stops(empty):
    found = propose(peopled(empty), EVERYWHERE, Request(10))
    assert found.candidates == 3
    assert {each.candidate.name for each in found.stops} == {"Amont", "Baval", "Quai"}


def test_no_candidate(empty):
    """Communes without outline, no place: nobody can be placed either."""
    territory = replace(
        island.TERRITORY, communes={"A": replace(AREAS["A"], outline=None)}, qpvs={}, former_qpvs={}
    )
    found = propose(peopled(empty, territory=territory), EVERYWHERE, Request(2))
    assert (found.stops, found.candidates, found.before.share, found.before.qpv_share) == ((), 0, None, None)


def test_no_population(empty):
    unknown = {code: replace(area, population=None) for code, area in AREAS.items()}
    held = peopled(empty, territory=replace(island.TERRITORY, communes=unknown, qpvs={}))
    found = propose(held, EVERYWHERE, Request(2))
    assert (found.stops, found.before.population, found.before.share) == ((), 0, None)


def test_settings_are_followed(empty):
    held = peopled(empty, [(1000, 1000, 1), (3000, 1000, 1), (5000, 1000, 1)], [place("A", 1000, 1000)])
    assert propose(held, EVERYWHERE, Request(1)).before.within == pytest.approx(500)
    wider = propose(with_settings(held, Settings(2500, 1)), EVERYWHERE, Request(1))
    assert wider.before.within == pytest.approx(1000)


@pytest.mark.parametrize(
    "values",
    [{"stops": 0}, {"stops": 11}, {"qpv_weight": 0.5}, {"qpv_weight": 11}, {"chosen": ((3.9, 50.2),) * 21}],
)
def test_requests_are_bounded(values):
    with pytest.raises(ValueError, match="hors limites"):
        Request(**({"stops": 3} | values))


def test_the_demonstration_has_the_same_answer_twice(facts, today):
    selection = Selection(facts.plan.started_on, today)
    found = propose(facts, selection, Request(3))
    assert found == propose(facts, selection, Request(3))
    assert len(found.stops) == 3
    assert found.stops[0].gain > 500
