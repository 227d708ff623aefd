"""Bars: words at their end, beside the mean's mark, at the far end of the label's line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import Bar, bars
from dashboard.charts.bars import NARROWEST_PX, ROW_PX, SIGN_PX

values = st.lists(st.floats(0, 1000), min_size=1, max_size=8)


def drawn(numbers, mean=None, said="12,3 %"):
    rows = [Bar(f"Groupe {rank}", number, said, aside="+1,0") for rank, number in enumerate(numbers)]
    return bars(rows, mean, "moyenne")


@settings(deadline=None)
@given(values, st.floats(0.1, 1000))
def test_no_words_lie_on_the_mark_of_the_mean(numbers, mean):
    figure = drawn(numbers, mean)
    (_, length), trace = figure["layout"]["xaxis"]["range"], figure["data"][0]
    width = SIGN_PX * len("12,3 %") / NARROWEST_PX * length
    beyond = {each["y"] for each in figure["layout"]["annotations"] if "12,3" in each["text"]}
    for place, number in enumerate(numbers):
        assert (trace["textposition"][place] == "none") == (place in beyond)
        if place not in beyond:
            assert not number < mean < number + width * 0.8


@settings(deadline=None)
@given(values)
def test_words_are_never_cut_on_a_phone(numbers):
    said = "2 375 participations"
    longest = max(numbers) or 1
    length = drawn(numbers, said=said)["layout"]["xaxis"]["range"][1]
    free = NARROWEST_PX * (1 - longest / length)
    assert free >= SIGN_PX * len(said)


def test_a_single_bar_has_room_for_its_label():
    layout = drawn([3])["layout"]
    (low, high) = layout["yaxis"]["range"]
    assert layout["height"] >= ROW_PX * (low - high) - 1
    assert [each["text"] for each in layout["annotations"]] == ["Groupe 0", "+1,0"]
