"""An indicator since the period began, against the line to its target."""

from datetime import date

from dashboard import wording
from dashboard.charts import Line, Mark, line
from dashboard.exhibits import table
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.table import Table
from dashboard.indicators import Indicator
from dashboard.key_figures import KeyFigure, key_figure
from dashboard.measuring import course, month_ends
from dashboard.selection import Selection, up_to
from dashboard.targets import Assessment, judged_selection
from dashboard.wording import as_of, brief, day, quantity, short_change, short_day, silence
from data_access.facts import Facts

Points = list[tuple[date, float]]


def over_time(facts: Facts, indicator: Indicator, selection: Selection, today: date) -> Exhibit:
    """Return the value reached at the end of each month, the target's line when both can be compared."""
    so_far = up_to(selection, today)
    found = course(indicator, facts, so_far, month_ends(so_far.start, so_far.end))
    points = [(at, value) for at, value in found if value is not None]
    figure = key_figure(facts, indicator, so_far, today)
    key = f"{indicator.key}-evolution"
    if not points:
        sentence = f"{indicator.label} : {silence(figure.figure)} sur cette période."
        return Exhibit(key, indicator.label, sentence, _table(indicator, [], None))
    judged = figure.assessment if judged_selection(facts, so_far).start == so_far.start else None
    committees = [at for at in facts.committees["date"] if so_far.start <= at < so_far.end]
    return Exhibit(
        key,
        title=_title(figure, judged),
        sentence=_sentence(figure, judged, points, committees),
        table=_table(indicator, points, judged),
        figure=line(_line(figure, judged, points, committees)),
    )


def _line(figure: KeyFigure, judged: Assessment | None, points: Points, committees: list[date]) -> Line:
    indicator = figure.indicator
    marks = [Mark(at, value, brief(indicator, value)) for at, value in points]
    since = "" if figure.change is None else short_change(indicator, figure.change)
    if judged is None:
        return Line(marks, committees=committees, since=since)
    target, last = judged.target, points[-1][0]
    days = sorted({points[0][0], last} | {end for end in (target.started, target.due) if end > points[0][0]})
    is_ahead = target.due > last
    aim = Mark(target.due, target.value, f"Objectif {brief(indicator, target.value)}")
    return Line(
        marks,
        path=[(at, target.expected(at)) for at in days if at <= max(target.due, last)],
        aim=aim if is_ahead else None,
        outlook=_outlook(indicator, judged) if is_ahead else None,
        committees=committees,
        since=since,
    )


def _outlook(indicator: Indicator, judged: Assessment) -> Mark | None:
    if judged.projection is None:
        return None
    value = judged.projection.value
    return Mark(judged.target.due, value, f"{brief(indicator, round(value))} au rythme actuel")


def _title(figure: KeyFigure, judged: Assessment | None) -> str:
    indicator = figure.indicator
    said = f"{quantity(indicator, figure.figure.told)}{as_of(figure.figure.as_of)}"
    if judged is None or judged.status is None:
        return f"{indicator.label} : {said}"
    expected = quantity(indicator, _rounded(indicator, judged.expected))
    return f"{indicator.label}, {judged.status.value} : {said} pour une trajectoire à {expected}"


def _sentence(figure: KeyFigure, judged: Assessment | None, points: Points, committees: list[date]) -> str:
    indicator, (first, before), (last, after) = figure.indicator, points[0], points[-1]
    pieces = [f"{quantity(indicator, after)} au {day(last)}"]
    if len(points) > 1:
        pieces = [f"De {quantity(indicator, before)} au {day(first)} à {pieces[0]}"]
    if committees and figure.change is not None:
        pieces.append(f"{wording.change(indicator, figure.change)} depuis le comité du {day(committees[-1])}")
    if judged and judged.projection and judged.target.due > last:
        value = quantity(indicator, round(judged.projection.value))
        goal = quantity(indicator, judged.target.value)
        pieces.append(f"au rythme actuel, {value} au {day(judged.target.due)} pour un objectif de {goal}")
    return " ; ".join(pieces) + "."


def _table(indicator: Indicator, points: Points, judged: Assessment | None) -> Table:
    columns = [table.day("Au"), table.values(indicator)]
    if judged is None:
        return Table(f"{indicator.label} depuis le début de la période", tuple(columns), tuple(points))
    target = judged.target
    caption = f"{indicator.label} et trajectoire vers l'objectif du {short_day(target.due)}"
    columns.append(table.values(indicator, "Trajectoire"))
    rows = tuple((at, value, _rounded(indicator, target.expected(at))) for at, value in points)
    return Table(caption, tuple(columns), rows)


def _rounded(indicator: Indicator, value: float) -> float:
    return round(value, indicator.decimals)
