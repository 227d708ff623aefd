"""What a ranking says, draws and tabulates."""

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from dashboard.charts import Slot
from dashboard.charts.intervals import Dot, Shape, intervals
from dashboard.indicators import BY_KEY
from dashboard.neighbourhoods.comparing import AreaStanding, Comparison, Standing, compare, rank_ranges
from dashboard.neighbourhoods.intervals import Interval
from dashboard.neighbourhoods.ranking import SHAPES, SHOWN, ranking
from dashboard.neighbourhoods.scales import Scale
from dashboard.neighbourhoods.words import rank
from data_access.territory import Area
from tests.dashboard.neighbourhoods.conftest import COLOUR, SELECTIONS, UNSAID
from tests.dashboard.neighbourhoods.test_comparing import EVERY, NAMES

ENGLISH = re.compile(r"\b(the|above|below|mean|rank|value|area)\b", re.IGNORECASE)


@pytest.mark.parametrize(("scale", "indicator"), EVERY, ids=NAMES)
@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_ranking_can_be_drawn_and_read(facts, selection, scale, indicator, changes):
    chosen = changes.get("territories", frozenset())
    exhibit = ranking(compare(facts, indicator, replace(selection, **changes), scale), chosen)
    cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
    said = " ".join([exhibit.title, exhibit.sentence, exhibit.note, exhibit.table.caption, cells])
    assert exhibit.sentence.endswith(".")
    assert not UNSAID.search(said)
    assert not ENGLISH.search(said)
    assert ".." not in said
    assert exhibit.table.csv().startswith(b"\xef\xbb\xbfRang;")
    if exhibit.figure is None:
        assert re.search("aucune donnée|0 partout", exhibit.sentence)
    else:
        go.Figure(exhibit.figure)
        colours = set(COLOUR.findall(json.dumps(exhibit.figure)))
        assert colours <= {*(slot.value for slot in Slot), "rgba(0,0,0,0)"}
        left, right = exhibit.figure["layout"]["xaxis"]["range"]
        assert all(left <= x <= right for x in exhibit.figure["data"][1]["x"])


def standings(*rows, key="taux_penetration"):
    """Return a comparison with a mean of 50 from (name, value, low, high)."""
    spans = [Interval(low, high) for _, _, low, high in rows]
    return Comparison(
        BY_KEY[key],
        Scale.QPV,
        50,
        tuple(
            AreaStanding(
                Area(name, name, 1000, None, None),
                None,
                value,
                span,
                Standing.ABOVE if span.low > 50 else Standing.BELOW if span.high < 50 else Standing.ALIKE,
                ranks,
            )
            for (name, value, _, _), span, ranks in zip(rows, spans, rank_ranges(spans), strict=True)
        ),
    )


def test_says_who_is_above_below_and_too_close():
    exhibit = ranking(standings(("A", 80, 70, 90), ("B", 60, 45, 75), ("C", 20, 10, 30), ("D", 10, 5, 25)))
    assert exhibit.title.endswith("1 au-dessus et 2 en dessous sur 4 ; 1 ne s'en distingue pas")
    assert "Au-dessus : A. En dessous : C et D. Trop proches pour le dire : B" in exhibit.sentence
    assert exhibit.sentence.endswith("Rien ne départage A et B pour la première place.")
    assert [row[0] for row in exhibit.table.rows] == ["1er à 2e", "1er à 2e", "3e à 4e", "3e à 4e"]
    assert exhibit.figure["data"][1]["marker"]["symbol"] == [
        "triangle-up",
        "circle-open",
        "triangle-down",
        "triangle-down",
    ]


def test_says_when_no_difference_means_anything():
    exhibit = ranking(standings(("A", 55, 30, 80), ("B", 45, 20, 70), ("C", 50, 25, 75)))
    assert exhibit.title.endswith("aucun quartier ne se distingue sûrement de la moyenne")
    assert "Rien ne départage A, B et C pour la première place" in exhibit.sentence


def test_a_clear_first_is_not_disputed():
    assert "première place" not in ranking(standings(("A", 80, 70, 90), ("B", 40, 30, 60))).sentence


def test_money_hours_and_distances_have_no_interval_and_say_so(facts, selection):
    for key in ("budget_engage", "heures_ateliers", "distance_mediane", "ateliers", "taux_remplissage"):
        exhibit = ranking(compare(facts, BY_KEY[key], selection, Scale.QPV))
        assert "Pas d'intervalle : " in exhibit.note
        assert {row[4] for row in exhibit.table.rows} == {None}
        assert set(exhibit.figure["data"][1]["error_x"]["array"]) == {0}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("beneficiaires", "exact de Poisson"),
        ("participations", "Fay et Feuer"),
        ("taux_presence", "Wilson"),
    ],
)
def test_the_method_is_told(facts, selection, key, said):
    assert f"{said}" in ranking(compare(facts, BY_KEY[key], selection, Scale.QPV)).note


def test_unknown_populations_are_named(facts, selection):
    note = ranking(compare(facts, BY_KEY["beneficiaires"], selection, Scale.QPV)).note
    assert "Sans rang. Population inconnue : Louvroil centre et " in note


def test_many_areas_are_told_how_many_would_stand_out_by_chance(facts, selection):
    note = ranking(compare(facts, BY_KEY["beneficiaires"], selection, Scale.COMMUNE)).note
    assert "Sur 43 communes, le hasard seul en écarterait 2 de la moyenne" in note


def test_when_areas_are_many_those_apart_and_the_chosen_ones_are_drawn(facts, selection):
    found = compare(facts, BY_KEY["beneficiaires"], selection, Scale.COMMUNE)
    apart = [each.area.code for each in found.ranked if each.standing is not Standing.ALIKE]
    alike = next(each.area.code for each in found.ranked if each.standing is Standing.ALIKE)

    def drawn(chosen):
        return [code for code, _ in ranking(found, chosen).figure["data"][1]["customdata"]]

    assert drawn(()) == apart
    assert len(apart) <= SHOWN
    assert set(drawn({alike})) == {*apart, alike}


def test_the_perimeter_stands_out_with_the_neighbourhoods_of_a_chosen_commune(facts, selection):
    found = compare(facts, BY_KEY["beneficiaires"], selection, Scale.QPV)

    def strong(chosen):
        points = ranking(found, chosen).figure["data"][1]
        pairs = zip(points["customdata"], points["marker"]["color"], strict=True)
        return {code for (code, _), colour in pairs if colour == Slot.MAIN}

    assert strong({"QN05917M"}) == {"QN05917M"}
    assert strong({"59392"}) == {"QN05915M", "QN05916M", "QN05917M", "QN05918M"}
    assert len(strong(())) == 9


def test_every_standing_has_its_own_shape():
    assert set(SHAPES) == set(Standing)
    assert len(set(SHAPES.values())) == len(Standing)


def test_ranks_in_words():
    assert [rank((1, 1)), rank((2, 2)), rank((1, 3)), rank((2, 5))] == ["1er", "2e", "1er à 3e", "2e à 5e"]


def test_a_chart_of_negative_values_keeps_them_in_sight():
    dots = [Dot("A", -80, "−80", "a"), Dot("B", 0, "0", "b", shape=Shape.ABOVE)]
    figure = intervals(dots, -40, "moyenne −40")
    left, right = figure["layout"]["xaxis"]["range"]
    assert left < -80 < 0 < right


def test_the_whole_row_answers_a_click():
    figure = intervals([Dot("A", 5, "5", "a", low=2, high=9)], 4, "moyenne 4")
    target = figure["data"][0]
    left, right = figure["layout"]["xaxis"]["range"]
    assert (target["base"], target["base"] + target["x"][0]) == pytest.approx((left, right))
    assert target["customdata"] == [["a", "A"]]
