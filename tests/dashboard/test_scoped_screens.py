"""What pages are made of, for partners of any perimeter: no trace of elsewhere, nothing beside a mask."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.coverage import Settings
from dashboard.devices.view import equipment
from dashboard.disclosure import Mask
from dashboard.exhibits import by_area, by_dimension, monthly, over_time, per_inhabitant
from dashboard.indicators import ALL, BY_KEY
from dashboard.key_figures import with_course
from dashboard.measuring import split
from dashboard.method import method
from dashboard.money.view import view as budget
from dashboard.neighbourhoods import crossing, panels, shared
from dashboard.neighbourhoods.ranking import ranking
from dashboard.neighbourhoods.scales import Scale, areas, comparable
from dashboard.neighbourhoods.sheet import sheet
from dashboard.overview import overview
from dashboard.selection import Basis, Selection
from dashboard.sharing import coverage, shading
from dashboard.workshops import sections
from tests.dashboard.scoped import everything, seen_by

LOCKS = [(None, None), (date(2026, 1, 1), date(2026, 6, 30)), (date(2025, 9, 1), None)]
SLOW = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
COUNTED = ("participations", "beneficiaires")


@st.composite
def perimeters(draw, codes):
    return frozenset(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3)))


def screens(facts, selection, today):
    """Yield everything that pages show."""
    yield overview(facts, selection, today)
    yield equipment(facts, selection, today)
    yield budget(facts, selection, today)
    yield method(facts, selection, today)
    yield sections.figures(facts, selection, today)
    yield sections.in_time(facts, selection, today, "participations")
    yield sections.constancy(facts, selection, today)
    yield sections.rate_by_group(facts, selection, "taux_presence")
    yield sections.ahead(facts, selection.territories, today)
    yield sections.listed(facts, selection).frame.drop("id")
    yield coverage(facts, selection, Settings.of(facts.plan)).points
    for scale in Scale:
        if areas(facts.territory, scale):
            yield crossing.crossing(facts, selection, scale).table()
            yield ranking(shared.comparison(facts, comparable(scale)[0], selection, scale), ())
            found = shared.monthly_courses(facts, comparable(scale)[2], selection, scale, today)
            yield panels.panels(found)
            yield shading(facts, selection, Settings.of(facts.plan), "participations", scale.value).values
    for code in sorted(facts.territory.codes)[:1]:
        yield sheet(facts, code, selection, today)


def test_no_screen_tells_anything_of_elsewhere(facts, today):
    codes = sorted(facts.territory.codes)

    @SLOW
    @given(perimeters(codes), st.sampled_from(LOCKS), st.sampled_from(Basis))
    def look(perimeter, lock, basis):
        seen = seen_by(facts, perimeter, today, *lock)
        selection = Selection(*seen.window.period(0, seen.window.steps), basis=basis)
        own = seen.territory.codes | seen.territory.former_qpvs.keys()
        said = {
            each
            for screen in screens(seen, selection, today)
            for each in everything(screen)
            if isinstance(each, str)
        }
        text = "\n".join(said)
        for code in (facts.territory.codes | facts.territory.qpv_codes) - own:
            assert not re.search(rf"(?<![\w.]){code}(?![\w.])", text)
        for name in set(facts.places["name"]) - set(seen.places["name"]):
            assert name not in text
        for key in facts.devices["key"]:
            assert key not in said

    look()


@pytest.fixture(
    scope="module", params=[{"QN05915M"}, {"59392", "QN05912M"}], ids=lambda codes: "+".join(sorted(codes))
)
def seen(request, facts, today):
    return seen_by(facts, request.param, today)


@pytest.fixture(params=[0, 12])
def selection(request, seen):
    return Selection(*seen.window.period(request.param, seen.window.steps))


def drawn(exhibit):
    """Return the numbers that the bars of a chart stand for."""
    bars = [trace for trace in (exhibit.figure or {}).get("data", []) if trace.get("type") == "bar"]
    sides = [trace["x"] if trace.get("orientation") == "h" else trace["y"] for trace in bars]
    return [each for side in sides for each in side if isinstance(each, int | float)]


@pytest.mark.parametrize("indicator", [each for each in ALL if each.personal], ids=lambda each: each.key)
def test_nothing_stands_beside_a_mask(seen, selection, today, indicator):
    for dimension in indicator.dimensions:
        if dimension in ("commune", "qpv"):
            exhibits = [by_area(seen, indicator, selection, dimension)]
        elif dimension == "mois":
            exhibits = [monthly(seen, indicator, selection, today)]
        else:
            exhibits = [by_dimension(seen, indicator, selection, dimension)]
        for exhibit in exhibits:
            people = {str(area.population) for area in seen.territory.qpvs.values()}
            people |= {str(area.population) for area in seen.territory.communes.values()}
            for row in exhibit.table.rows:
                if any(isinstance(cell, Mask) for cell in row):
                    numbers = [cell for cell in row if isinstance(cell, int | float)]
                    assert {str(each) for each in numbers} <= people
            csv = exhibit.table.csv().decode("utf-8-sig")
            told = [cell for row in exhibit.table.rows for cell in row if isinstance(cell, int | float)]
            assert all(any(abs(each - number) < 1e-6 for number in (*told, 0)) for each in drawn(exhibit))
            masked = sum(isinstance(cell, Mask) for row in exhibit.table.rows for cell in row)
            assert csv.count("secret statistique") + csv.count("<\u00a0") == masked


@pytest.mark.parametrize("indicator", [each for each in ALL if each.personal], ids=lambda each: each.key)
def test_a_masked_group_holds_no_number(seen, selection, today, indicator):
    for dimension in indicator.dimensions:
        for group in split(indicator, seen, selection, dimension):
            figure = group.figure
            if figure.masked:
                assert figure.value is figure.numerator is figure.denominator is figure.rows is None
    exhibit = per_inhabitant(seen, indicator, selection)
    assert exhibit.figure is None or "secret statistique" not in exhibit.sentence
    reached = over_time(seen, indicator, selection, today)
    assert all(value is not None for _, value, *_ in reached.table.rows)


@pytest.mark.parametrize("indicator", [each for each in ALL if each.personal], ids=lambda each: each.key)
def test_nothing_is_worked_out_of_a_masked_figure(seen, selection, today, indicator):
    found = with_course(seen, indicator, selection, today)
    if not found.figure.masked:
        return
    assert found.change is None
    if found.assessment and found.assessment.masked:
        assert found.assessment.value is found.assessment.status is found.assessment.projection is None


def test_an_area_alone_is_compared_with_nothing_and_a_cost_without_payment_is_not_told(facts, today):
    seen = seen_by(facts, {"QN05915M"}, today)
    selection = Selection(*seen.window.period(0, seen.window.steps))
    indicator = BY_KEY["participations"]
    compared = ranking(shared.comparison(seen, comparable(Scale.QPV)[0], selection, Scale.QPV), ())
    for exhibit in (
        by_area(seen, indicator, selection),
        per_inhabitant(seen, indicator, selection),
        compared,
    ):
        assert exhibit.sentence.endswith("ici : rien à comparer.")
        assert "moyenne" not in f"{exhibit.title} {exhibit.note}"
        assert "en tête" not in exhibit.title
    by_attendance = budget(seen, selection, today).costs[0]
    assert by_attendance.figure is None
    assert "0,00" not in f"{by_attendance.title} {by_attendance.sentence}"
    assert "aucun paiement fléché" in by_attendance.title
