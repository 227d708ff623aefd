"""Native charts, which whoever opens the slides may edit; what is not told is in no cell of theirs."""

import re
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.charts.look import shortened
from dashboard.exports import palette
from dashboard.exports.drawing import Drawing, Kind, Role, Series
from dashboard.exports.formats import pattern, symbol_of
from dashboard.exports.pptx.master import Box
from dashboard.exports.pptx.writing import LANGUAGE, describe, safe
from dashboard.wording import HARD, typeset

TYPES = {
    Kind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Kind.SHARES: XL_CHART_TYPE.BAR_STACKED_100,
    Kind.COLUMNS: XL_CHART_TYPE.COLUMN_STACKED,
    Kind.LINE: XL_CHART_TYPE.LINE_MARKERS,
}
SHOWN_BARS, FIRST, LABELLED_COLUMNS, TICKS = 8, 3, 14, 9
LONGEST = 46
MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.SQUARE, XL_MARKER_STYLE.DIAMOND)
BIG, WORDS, AXIS = Pt(20), Pt(18), Pt(16)
FRENCH = "[$-40C]"
MONTHS = f"{FRENCH}mmm\\ yy;@"


def add(slide: Slide, drawing: Drawing, place: Box, name: str, alternative: str) -> None:
    """Add a chart to a slide, with its alternative text."""
    shown = cut(drawing)
    frame = slide.shapes.add_chart(TYPES[shown.kind], *place.emu, _data(shown))
    frame.name = name
    describe(frame, alternative)
    _dress(frame.chart, shown)


def cut(drawing: Drawing) -> Drawing:
    """Return at most eight bars, the mean as one more: a room reads no more than that."""
    if drawing.kind is not Kind.BARS:
        return drawing
    series, places = drawing.series[0], kept(drawing)
    labels = [shortened(str(drawing.labels[place]), LONGEST) for place in places]
    values, said = [series.values[place] for place in places], [series.said[place] for place in places]
    faded = [bool(series.faded) and series.faded[place] for place in places]
    if drawing.mean:
        value, words = drawing.mean
        labels.append(re.sub(r"\s*[\d<−].*", "", words).capitalize())
        values.append(value)
        said.append(words)
        faded.append(False)
    shown = Series(series.name, tuple(values), tuple(said), faded=tuple(faded))
    return Drawing(Kind.BARS, tuple(labels), (shown,), mean=drawing.mean)


def kept(drawing: Drawing) -> list[int]:
    """Return the places of the bars shown: the first ones; both ends of a rate, whose lowest matter most."""
    places = [place for place, value in enumerate(drawing.series[0].values) if value is not None]
    if len(places) <= SHOWN_BARS:
        return places
    return places[:FIRST] + places[FIRST - SHOWN_BARS :] if drawing.mean else places[:SHOWN_BARS]


def _format(drawing: Drawing) -> str:
    return FRENCH + (f'0.0"{HARD}%"' if drawing.kind is Kind.SHARES else pattern(drawing.said))


def _data(drawing: Drawing) -> CategoryChartData:
    data = CategoryChartData(number_format=_format(drawing))
    data.categories = [typeset(each) if isinstance(each, str) else each for each in drawing.labels]
    for series in drawing.series:
        data.add_series(safe(series.name), series.values)
    return data


def _dress(chart: Chart, drawing: Drawing) -> None:
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = AXIS, _rgb(palette.INK)
    chart.has_legend = len(drawing.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = WORDS
    {Kind.BARS: _bars, Kind.SHARES: _shares, Kind.COLUMNS: _columns, Kind.LINE: _line}[drawing.kind](
        chart, drawing
    )
    _in_french(chart)


def _bars(chart: Chart, drawing: Drawing) -> None:
    plot, series = chart.plots[0], drawing.series[0]
    plot.gap_width = 45
    _bare(chart.value_axis)
    highest = max((each for each in series.values if each is not None), default=0)
    chart.value_axis.minimum_scale = min(0, *(each or 0 for each in series.values))
    chart.value_axis.maximum_scale = highest * 1.12 or 1
    _names(chart)
    _label(plot, drawing, XL_LABEL_POSITION.OUTSIDE_END)
    last = len(series.values) - 1 if drawing.mean else None
    for place, _ in enumerate(series.values):
        colour = palette.FADED if place < len(series.faded) and series.faded[place] else palette.MAIN
        _fill(plot.series[0].points[place], palette.TARGET if place == last else colour)


def _shares(chart: Chart, drawing: Drawing) -> None:
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    _bare(chart.value_axis)
    chart.value_axis.maximum_scale, chart.value_axis.minimum_scale = 1, 0
    _names(chart)
    for rank, series in enumerate(plot.series):
        _fill(series, palette.SERIES[rank])
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = _format(drawing), False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size, labels.font.bold = BIG, True
        labels.font.color.rgb = _rgb(palette.WHITE if rank == 0 else palette.INK)


def _columns(chart: Chart, drawing: Drawing) -> None:
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    axis = chart.category_axis
    axis.tick_labels.font.size, axis.major_tick_mark = AXIS, XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb(palette.TARGET)
    is_labelled = len(drawing.labels) <= LABELLED_COLUMNS and len(drawing.series) == 1
    if is_labelled:
        _bare(chart.value_axis)
        _label(plot, drawing, None)
    else:
        _scale(chart, drawing)
    if drawing.is_dated:
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = MONTHS, False
        _by_months(axis, drawing, "months")
    for rank, series in enumerate(drawing.series):
        _fill(plot.series[rank], palette.SERIES[rank % len(palette.SERIES)])
        for place, fades in enumerate(series.faded):
            if fades:
                _fill(plot.series[rank].points[place], palette.FADED)


def _line(chart: Chart, drawing: Drawing) -> None:
    _scale(chart, drawing)
    axis = chart.category_axis
    axis.tick_labels.font.size, axis.major_tick_mark = AXIS, XL_TICK_MARK.OUTSIDE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = MONTHS, False
    axis.format.line.color.rgb = _rgb(palette.TARGET)
    _by_months(axis, drawing, "days")
    _across_gaps(chart)
    for rank, series in enumerate(drawing.series):
        _course(chart.plots[0].series[rank], series, _position(drawing, series))


def _last(series: Series) -> int | None:
    """Return the place of a course's last value."""
    return max((place for place, value in enumerate(series.values) if value is not None), default=None)


def _position(drawing: Drawing, series: Series) -> XL_LABEL_POSITION:
    """Return on which side of its last point a course's words meet no other course's."""
    last = _last(series)
    if last is None:
        return XL_LABEL_POSITION.ABOVE
    at_once = [each.values[last] for each in drawing.series if _is_near(each, series, last)]
    others = sorted(each for each in at_once if each is not None)
    value = series.values[last]
    if others and value == others[-1]:
        return XL_LABEL_POSITION.ABOVE
    return XL_LABEL_POSITION.BELOW if others and value == others[0] else XL_LABEL_POSITION.RIGHT


def _is_near(other: Series, series: Series, last: int) -> bool:
    """Say whether another course passes where a course ends; its own outlook starts there and does not."""
    return (
        other is series
        or (other.values[last] is not None and other.role is not Role.OUTLOOK)
        or (series.role is not Role.VALUE and other.values[last] is not None)
    )


def _course(drawn: Any, series: Series, position: XL_LABEL_POSITION) -> None:
    """Dress one course and write its last value."""
    drawn.smooth = False
    line, is_value = drawn.format.line, series.role is Role.VALUE
    colour = palette.SERIES[series.rank % len(palette.SERIES)] if is_value else palette.TARGET
    if series.role is Role.OUTLOOK:
        colour = palette.MAIN
    line.color.rgb = _rgb(colour)
    line.width = Pt(3.5 if is_value else 2.25)
    if series.role is not Role.VALUE:
        line.dash_style = MSO_LINE.ROUND_DOT if series.role is Role.PATH else MSO_LINE.DASH
    drawn.marker.style = MARKERS[series.rank % len(MARKERS)] if is_value else XL_MARKER_STYLE.NONE
    if is_value:
        drawn.marker.size = 6
        _fill(drawn.marker, colour)
        drawn.marker.format.line.color.rgb = _rgb(colour)
    last = _last(series)
    if last is not None:
        label = drawn.points[last].data_label
        label.position = position
        label.font.size, label.font.bold = BIG, is_value
        label.font.color.rgb = _rgb(palette.MAIN if series.rank == 0 else palette.INK)


def _names(chart: Chart) -> None:
    axis = chart.category_axis
    axis.reverse_order = True
    axis.tick_labels.font.size = WORDS
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _bare(axis: Any) -> None:
    """Take away an axis whose values are written beside what they belong to."""
    axis.visible = False
    axis.has_major_gridlines = False


def _scale(chart: Chart, drawing: Drawing) -> None:
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = _rgb(palette.GRID)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = AXIS
    axis.tick_labels.number_format = re.sub(r"\.0+", "", _format(drawing))
    axis.tick_labels.number_format_is_linked = False
    values = [value for series in drawing.series for value in series.values if value is not None]
    if min(values, default=0) >= 0:
        axis.minimum_scale = 0
    if symbol_of(drawing.said) == "%" and max(values, default=0) <= 100:
        axis.maximum_scale = 100


def _label(plot: Any, drawing: Drawing, position: Any) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _format(drawing), False
    if position is not None:
        labels.position = position
    labels.font.size, labels.font.bold = WORDS, True


def _fill(thing: Any, colour: str) -> None:
    thing.format.fill.solid()
    thing.format.fill.fore_color.rgb = _rgb(colour)


def _by_months(axis: Any, drawing: Drawing, base: str) -> None:
    """Count the axis in days or in months and name about nine months."""
    days = [each for each in drawing.labels if not isinstance(each, str)]
    months = max(1, round((max(days) - min(days)).days / 30.4 / TICKS))
    element = axis._element
    for tag in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for found in element.findall(_chart_tag(tag)):
            element.remove(found)
    for tag, value in (("baseTimeUnit", base), ("majorUnit", str(months)), ("majorTimeUnit", "months")):
        added = element.makeelement(_chart_tag(tag))
        added.set("val", value)
        element.append(added)


def _across_gaps(chart: Chart) -> None:
    """Join points over the days at which another course alone has one."""
    found = chart._chartSpace.find(f".//{_chart_tag('dispBlanksAs')}")
    found.set("val", "span")


def _in_french(chart: Chart) -> None:
    space = chart._chartSpace
    for found in space.findall(_chart_tag("lang")):
        space.remove(found)
    language = space.makeelement(_chart_tag("lang"))
    language.set("val", LANGUAGE)
    before = space.find(_chart_tag("roundedCorners"))
    if before is None:
        before = space.find(_chart_tag("date1904"))
    if before is None:
        space.insert(0, language)
    elif before.tag.endswith("roundedCorners"):
        before.addprevious(language)
    else:
        before.addnext(language)


def _chart_tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour)
