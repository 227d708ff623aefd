"""What a partner reads where figures are not told: a secret, never a zero, never « aucune donnée »."""

import json
import re
from datetime import date

import pytest

from dashboard import wording
from dashboard.attention import attention
from dashboard.cartography.atlas import shading
from dashboard.disclosure import OUTSIDE, SECRET, Mask, shared, window
from dashboard.exhibits import by_area, by_dimension, monthly, over_time, per_inhabitant
from dashboard.exhibits.table import Table, text, values
from dashboard.indicators import ALL, BY_KEY
from dashboard.key_figures import key_figure, with_course
from dashboard.measuring import split
from dashboard.neighbourhoods.comparing import compare
from dashboard.neighbourhoods.scales import Scale, comparable
from dashboard.overview import overview
from dashboard.selection import Selection
from tests.dashboard.exhibits.test_exhibits import every_exhibit

UNSAID = re.compile(r"\b(None|nan|null|inf|Mask)\b", re.IGNORECASE)
PERIMETERS = {"un quartier": {"QN05919M"}, "plusieurs": {"QN05915M", "QN05918M", "QN05919M"}, "tout": set()}
BENEFICIARIES, DEVICES = BY_KEY["beneficiaires"], BY_KEY["appareils_remis"]


@pytest.fixture(scope="module")
def months(facts, today):
    return window(None, None, facts.plan.started_on, today)


@pytest.fixture(scope="module")
def whole(months):
    return Selection(*months.period(0, months.steps))


@pytest.fixture(scope="module", params=PERIMETERS.values(), ids=PERIMETERS)
def partner(request, facts, months):
    return shared(facts, OUTSIDE, request.param, months)


def test_a_mask_is_said_in_two_ways():
    assert (
        wording.quantity(BENEFICIARIES, SECRET)
        == wording.brief(BENEFICIARIES, SECRET)
        == "secret statistique"
    )
    assert wording.amount(BENEFICIARIES, Mask(11)) == "<\u00a011"
    assert wording.quantity(BENEFICIARIES, Mask(11)) == "<\u00a011 personnes"
    assert (wording.unit(BENEFICIARIES, SECRET), wording.unit(DEVICES, Mask(11))) == ("", "appareils")


def test_a_table_says_it_and_exports_it():
    table = Table(
        "Essai", (text("Groupe"), values(BENEFICIARIES)), (("a", SECRET), ("b", Mask(11)), ("c", 12))
    )
    assert table.shown() == [["a", "secret statistique"], ["b", "<\u00a011"], ["c", "12 personnes"]]
    assert table.csv().decode("utf-8-sig").splitlines()[1:] == ["a;secret statistique", "b;<\u00a011", "c;12"]


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_every_exhibit_can_be_drawn_and_read(partner, today, whole, indicator):
    for selection in (whole, Selection(date(2026, 7, 1), date(2026, 9, 30))):
        for exhibit in every_exhibit(partner, indicator, selection, today):
            cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
            said = f"{exhibit.title} {exhibit.sentence} {exhibit.note} {cells}"
            assert not UNSAID.search(said)
            assert "NaN" not in json.dumps(exhibit.figure or {}, default=str)


def test_what_is_not_told_is_called_secret(partner, today, whole):
    indicator = BY_KEY["nouveaux_beneficiaires"]
    shown = [
        (exhibit, "secret statistique" in {cell for row in exhibit.table.shown() for cell in row})
        for exhibit in (
            by_area(partner, indicator, whole),
            by_dimension(partner, indicator, whole, "tranche_age"),
            monthly(partner, indicator, whole, today),
        )
    ]
    assert any(is_secret for _, is_secret in shown)
    for exhibit, is_secret in shown:
        assert is_secret == ("secret statistique" in (exhibit.sentence + exhibit.note).lower())


def test_an_area_that_is_not_told_has_no_rate(partner, whole):
    secret = [group.code for group in split(DEVICES, partner, whole, "qpv") if group.figure.masked]
    exhibit = per_inhabitant(partner, DEVICES, whole)
    assert secret
    assert exhibit.figure is None
    assert "secret statistique pour" in exhibit.sentence
    assert not {row[0] for row in exhibit.table.shown()} & {
        partner.territory.area(code).name for code in secret if partner.territory.area(code)
    }


def test_a_map_says_it_and_does_not_shade_it(partner, whole):
    shade = shading(partner, DEVICES, whole, "qpv")
    assert shade.masks
    assert all(shade.values[code] is None for code in shade.masks)


def test_nothing_is_worked_out_from_what_is_not_told(partner, today, whole):
    for indicator in ALL:
        figure = with_course(partner, indicator, whole, today)
        assert figure == figure
        if figure.figure.masked:
            assert figure.change is None
            assert figure.assessment is None or figure.assessment.projection is None


@pytest.mark.parametrize("scale", Scale)
def test_areas_that_are_not_told_are_not_compared(partner, whole, scale):
    for indicator in comparable(scale):
        for each in compare(partner, indicator, whole, scale).areas:
            assert not (each.figure and each.figure.masked) or each.value is None


def test_the_overview_holds(partner, today, whole):
    assert overview(partner, whole, today).pillars
    assert not any("le moins touché" in point.sentence for point in attention(partner, whole, today))


def test_a_course_without_any_told_point_says_why(partner, today, whole):
    exhibit = over_time(partner, BY_KEY["part_femmes"], whole, today)
    assert exhibit.sentence == "Part des femmes : secret statistique sur cette période."
    assert key_figure(partner, BY_KEY["part_femmes"], whole, today).figure.masked


def test_no_group_is_told_twice(partner, whole):
    for indicator in ALL:
        for dimension in indicator.dimensions:
            codes = [group.code for group in split(indicator, partner, whole, dimension)]
            assert len(codes) == len(set(codes)), (indicator.key, dimension)
