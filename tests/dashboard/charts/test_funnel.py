"""The funnel: bars, names, passages."""

import plotly.graph_objects as go

from dashboard.charts import Level, funnel

LEVELS = [
    Level("Reçus", 120, "120"),
    Level("Prêts", 96, "96 (80 %)", "26 jours (médiane)"),
    Level("Remis", 0, "0 (0 %)", ""),
]


def test_names_and_passages_stand_between_the_bars():
    figure = funnel(LEVELS)
    go.Figure(figure)
    said = [(each["text"], each["y"]) for each in figure["layout"]["annotations"]]
    assert [text for text, _ in said] == ["Reçus", "Prêts", "↓ 26 jours (médiane)", "Remis"]
    names = dict(said)
    assert 0 < names["↓ 26 jours (médiane)"] < names["Prêts"] < 1


def test_passages_join_each_bar_to_the_one_above():
    figure = funnel(LEVELS)
    paths = [shape["path"] for shape in figure["layout"]["shapes"]]
    assert [path.count("L") for path in paths] == [3, 3]
    assert "L120," in paths[0]
    assert "L96," in paths[0]
    assert "L96," in paths[1]
    assert "L0," in paths[1]


def test_everything_is_in_view():
    layout = funnel(LEVELS)["layout"]
    bottom, top = layout["yaxis"]["range"]
    assert top < min(each["y"] for each in layout["annotations"])
    assert bottom > len(LEVELS) - 1
    assert layout["xaxis"]["range"][1] > 120


def test_nothing_reached_is_still_drawn():
    go.Figure(funnel([Level("Reçus", 0, "0")]))
