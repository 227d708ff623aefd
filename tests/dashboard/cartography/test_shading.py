"""Classes of a shaded map."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.cartography.shading import ABSENT, CLASSES, RAMP, scale

values = st.dictionaries(st.text(max_size=3), st.none() | st.integers(0, 30), max_size=40)


@given(values)
def test_classes_part_the_values(known):
    classes = scale(known).classes
    present = [value for value in known.values() if value is not None]
    assert len(classes) <= CLASSES
    assert sum(each.areas for each in classes) == len(present)
    assert all(before.high < after.low for before, after in pairwise(classes))
    assert [each.colour for each in classes] == sorted({each.colour for each in classes}, key=RAMP.index), (
        "chaque classe a sa couleur, la plus foncée en dernier"
    )


@given(values)
def test_each_value_has_the_colour_of_its_class(known):
    shades = scale(known)
    for value in known.values():
        if value is None:
            assert shades.colour(value) == ABSENT
        else:
            holding = [each for each in shades.classes if each.low <= value <= each.high]
            assert [each.colour for each in holding] == [shades.colour(value)]


def test_areas_are_shared_out_evenly():
    assert [each.areas for each in scale({str(n): n for n in range(50)}).classes] == [10] * 5
