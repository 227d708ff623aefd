"""Everything the page shows, for every kind of selection."""

import json
import re
from dataclasses import fields, replace

import plotly.graph_objects as go

from dashboard.charts import Slot
from dashboard.devices.view import EquipmentView, equipment
from dashboard.exhibits import Exhibit
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure

UNSAID = re.compile(r"\b(None|nan|null|inf)\b", re.IGNORECASE)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")


def within(value):
    """Return the exhibits of a row, of rows, or the one exhibit."""
    if isinstance(value, Exhibit):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from within(each)


def exhibits(view):
    for field in fields(EquipmentView):
        yield from within(getattr(view, field.name))


def test_every_exhibit_can_be_drawn_and_read(facts, selection, today):
    for exhibit in exhibits(equipment(facts, selection, today)):
        said = " ".join([exhibit.title, exhibit.sentence, exhibit.note, exhibit.table.caption])
        cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
        assert exhibit.title
        assert exhibit.sentence.endswith(".")
        assert not UNSAID.search(f"{said} {cells}")
        assert len({len(row) for row in exhibit.table.rows} | {len(exhibit.table.columns)}) == 1
        if exhibit.figure is not None:
            go.Figure(exhibit.figure)
            colours = set(COLOUR.findall(json.dumps(exhibit.figure)))
            assert colours <= {*(slot.value for slot in Slot), "rgba(0,0,0,0)"}


def test_exhibits_have_keys_of_their_own(facts, whole, today):
    keys = [exhibit.key for exhibit in exhibits(equipment(facts, whole, today))]
    assert len(keys) == len(set(keys)) == 19


def test_without_devices_nothing_is_drawn(no_facts, whole, today):
    view = equipment(no_facts, whole, today)
    assert all(exhibit.is_empty for exhibit in exhibits(view))
    assert view.devices.pages == 1


def test_figures_are_the_indicators(facts, selection, today):
    for each in equipment(facts, selection, today).figures:
        assert each.figure == measure(BY_KEY[each.indicator.key], facts, selection)


def test_worked_out_once_for_every_session(facts, whole, today):
    assert equipment(facts, whole, today) is equipment(facts, replace(whole), today)


def test_the_stock_and_the_batches_are_those_of_the_whole_plan(facts, whole, today):
    inside = replace(whole, territories=frozenset({"59392"}))
    everywhere, narrowed = (
        {each.key: each for each in exhibits(equipment(facts, selection, today))}
        for selection in (whole, inside)
    )
    common = [
        key
        for key in everywhere
        if key.startswith(("appareils-stock", "appareils-attente", "appareils-lots"))
    ]
    common += [key for key in everywhere if key.startswith("appareils_disponibles")]
    assert len(common) == 5
    for key in common:
        assert everywhere[key].title == narrowed[key].title
        assert everywhere[key].table.rows == narrowed[key].table.rows


def test_a_perimeter_says_that_the_stock_is_common(facts, whole, today):
    assert equipment(facts, whole, today).figures_note == ""
    inside = equipment(facts, replace(whole, territories=frozenset({"59392"})), today)
    assert inside.figures_note == "Le stock est celui de tout le plan."
