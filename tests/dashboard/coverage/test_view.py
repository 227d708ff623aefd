"""What the map shows, against a plain computation on points."""

from math import hypot, inf

import pytest
import shapely

from dashboard.coverage import Settings, Spreading, with_settings
from dashboard.coverage.view import coverage_view
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from dashboard.selection import Selection
from tests.dashboard.coverage.rows import (
    COUSOLRE,
    END,
    HAUTMONT,
    MAUBEUGE,
    PONT_DE_PIERRE,
    START,
    place,
    stops,
)
from tests.reference import product
from tests.reference.places import position

SPACING_M = 150
SELECTION = Selection(START, END)
HERE = frozenset({"59392", "59365", "QN05912M"})
PERIMETERS = [frozenset(), frozenset({"59392"}), frozenset({"QN05915M"}), HERE]


@pytest.fixture
def facts(facts_from):
    return facts_from(
        lieux=[
            place("L1"),
            place("L2", PONT_DE_PIERRE),
            place("L3", COUSOLRE, "59157", date_fermeture=START.replace(year=2024)),
        ],
        passages=stops("T", HAUTMONT, START, 20, 14) + stops("U", COUSOLRE, START, 1, statut="annulé"),
    )


def within(selection, territories):
    return Selection(selection.start, selection.end, territories)


def metres(where):
    return position(where["latitude"], where["longitude"])


ACTIVE = {"Lieu L1": metres(MAUBEUGE), "Lieu L2": metres(PONT_DE_PIERRE), "Arrêt T": metres(HAUTMONT)}


def nearest(x, y):
    """Return the name and distance of the nearest active point."""
    return min(((hypot(x - a, y - b), name) for name, (a, b) in ACTIVE.items()), default=(inf, None))


def samples(outline):
    """Return points spread over an outline."""
    west, south, east, north = outline.bounds
    step = min(SPACING_M, (outline.area / 900) ** 0.5)
    columns, rows = (int(length // step) + 1 for length in (east - west, north - south))
    points = [
        (west + step * (i + 0.5), south + step * (j + 0.5)) for i in range(columns) for j in range(rows)
    ]
    return [(x, y) for x, y in points if outline.covers(shapely.Point(x, y))]


def test_points_are_placed_and_have_a_rhythm(facts):
    view = coverage_view(facts, SELECTION)
    shown = {each.point.name: each for each in view.points}
    assert set(shown) == set(ACTIVE)
    assert shown["Lieu L1"].rhythm is None
    assert shown["Lieu L1"].days == ()
    assert shown["Arrêt T"].rhythm == "2 fois par mois"
    assert len(shown["Arrêt T"].days) == shown["Arrêt T"].point.stops == 20
    assert {name: (each.point.x, each.point.y) for name, each in shown.items()} == {
        name: pytest.approx(at) for name, at in ACTIVE.items()
    }


def test_days_belong_to_their_own_position(facts_from):
    """Positions are told apart, the inactive ones left out, whatever the order of rows."""
    facts = facts_from(
        passages=stops("B", COUSOLRE, START, 2)
        + stops("A", HAUTMONT, START.replace(month=2), 5)
        + stops("C", MAUBEUGE, START.replace(month=3), 3)
    )
    view = coverage_view(with_settings(facts, Settings(800, 3)), SELECTION)
    assert {each.point.name: (len(each.days), min(each.days).month) for each in view.points} == {
        "Arrêt A": (5, 2),
        "Arrêt C": (3, 3),
    }


@pytest.mark.parametrize("territories", PERIMETERS)
def test_areas_agree_with_a_count_on_points(facts, territories):
    view = coverage_view(facts, within(SELECTION, territories))
    assert view.communes or view.qpvs
    for row in (*view.communes, *view.qpvs):
        found = sorted(nearest(*each)[0] for each in samples(row.area.outline))
        if row.area.population is None:
            assert (row.within, row.share, row.median_m) == (None, None, None)
            continue
        share = 100 * sum(each <= 800 for each in found) / len(found)
        assert row.share == pytest.approx(share, abs=1)
        assert row.within == pytest.approx(row.area.population * share / 100, abs=row.area.population / 100)
        assert row.median_m == pytest.approx(found[len(found) // 2], abs=60)


@pytest.mark.parametrize("territories", PERIMETERS)
def test_areas_know_who_serves_them(facts, territories):
    view = coverage_view(facts, within(SELECTION, territories))
    for row in view.qpvs:
        near = [name for name, at in ACTIVE.items() if row.area.outline.distance(shapely.Point(at)) <= 300]
        assert (row.serving, row.is_served) == (len(near), bool(near))
    grounds = {"Lieu L1": "59392", "Lieu L2": "59392", "Arrêt T": "59291"}
    for row in view.communes:
        assert row.serving == list(grounds.values()).count(row.area.code)
    for row in (*view.communes, *view.qpvs):
        metres_away, name = nearest(row.area.outline.centroid.x, row.area.outline.centroid.y)
        assert (row.nearest.name, row.nearest_m) == (name, pytest.approx(metres_away))


@pytest.mark.parametrize("territories", PERIMETERS)
def test_areas_add_up_to_the_indicators(facts, territories):
    selection = within(SELECTION, territories)
    view = coverage_view(facts, selection)
    for rows, key, dimension in (
        (view.communes, "population_couverte", "commune"),
        (view.qpvs, "population_qpv_couverte", "qpv"),
    ):
        groups = {each.code: each.figure.value for each in split(BY_KEY[key], facts, selection, dimension)}
        assert {row.area.code: row.share for row in rows} == pytest.approx(groups)
    served = measure(BY_KEY["qpv_desservis"], facts, selection).value
    assert sum(row.is_served for row in view.qpvs) == (served or 0)


@pytest.mark.parametrize("territories", PERIMETERS)
def test_ground_is_within_reach_or_beyond(facts, territories):
    view = coverage_view(facts, within(SELECTION, territories))
    pieces = facts.territory.pieces(territories)
    points = [each for piece in pieces for each in samples(piece.outline)]
    far = [each for each in points if nearest(*each)[0] > 800]
    assert all(view.beyond.buffer(1).covers(shapely.Point(each)) for each in far[::7])
    assert not any(view.reached.buffer(-1).covers(shapely.Point(each)) for each in far[::7])
    ground = shapely.union_all([piece.outline for piece in pieces])
    assert view.beyond.area + ground.intersection(view.reached).area == pytest.approx(ground.area)


def test_squares_move_the_centre_and_the_share(facts):
    """Three inhabitants of Cousolre in four live at its eastern end, the fourth at the other one."""
    cousolre = facts.territory.communes["59157"].outline
    east = max(samples(cousolre))
    west = min(samples(cousolre))
    held = product.on_squares(facts, ((*east, 3.0), (*west, 1.0)))
    view = coverage_view(held, within(SELECTION, frozenset({"59157"})))
    (row,) = view.communes
    x, y = (0.75 * a + 0.25 * b for a, b in zip(east, west, strict=True))
    assert row.nearest_m == pytest.approx(nearest(x, y)[0])
    assert row.median_m == pytest.approx(nearest(*east)[0])
    assert row.within == 0
    assert view.spreading is Spreading.ON_SQUARES


def test_settings_are_followed_and_said(facts):
    view = coverage_view(with_settings(facts, Settings(2000, 21)), SELECTION)
    assert view.settings == Settings(2000, 21)
    assert {each.point.name for each in view.points} == {"Lieu L1", "Lieu L2"}
    assert view.reached.area > coverage_view(facts, SELECTION).reached.area
    assert view.spreading is Spreading.EVENLY


def test_without_any_point_there_is_no_figure(facts_from):
    facts = facts_from()
    view = coverage_view(facts, SELECTION)
    assert (view.points, view.reached.is_empty) == ((), True)
    assert len(view.communes) == 43
    for row in (*view.communes, *view.qpvs):
        assert (row.within, row.share, row.nearest, row.nearest_m, row.median_m) == (None,) * 5
        assert not row.is_served
    surface = sum(commune.outline.area for commune in facts.territory.communes.values())
    assert view.beyond.area == pytest.approx(surface)
