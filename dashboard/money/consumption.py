"""Consumption against the calendar, as exhibits: shares against the time gone by, and the course in euros."""

from datetime import date
from decimal import Decimal

from dashboard.charts import Bar, Line, Mark, bars, line
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.indicators import BY_KEY
from dashboard.measuring import course, month_ends
from dashboard.money.amounts import APPROVED, COMMITTED, PAID, exact
from dashboard.money.calendar import calendar
from dashboard.money.chains import NO_LINE
from dashboard.money.pace import SPENDING, Consumption, Pace, consumption
from dashboard.selection import Selection
from dashboard.targets import PACE_DAYS, change_since
from dashboard.wording import HARD, day, euros, listing, number, percent, short_change, short_day
from data_access.facts import Facts

SHARES, COURSE = "budget-calendrier", "budget-rythme"
NO_CALENDAR = (
    "Rien ne dit pour quand dépenser : un objectif sur le taux de consommation donnerait l'échéance."
)
NO_GRANT = "Aucun montant notifié : pas de consommation à comparer au calendrier."
STEADY = (
    "En pointillé, une dépense régulière du notifié, du début du plan à l'échéance ; en tirets, la suite du "
    "payé au rythme actuel. La variation depuis le comité est celle du payé."
)
COURSES = (PAID, APPROVED, COMMITTED)
HEIGHT = 380
Points = dict[str, list[tuple[date, float]]]


def exhibits(facts: Facts, so_far: Selection) -> tuple[Exhibit, Exhibit]:
    """Return the shares spent against the time gone by, and the course of spending against a steady pace."""
    found = consumption(facts, so_far)
    missing = NO_CALENDAR if calendar(facts, so_far) is None else NO_GRANT
    return _shares(found, missing), _course(facts, so_far, found)


def _shares(found: Consumption | None, missing: str) -> Exhibit:
    if found is None:
        return Exhibit(SHARES, "La consommation et le calendrier", missing, _shares_table(None))
    elapsed = percent(found.elapsed)
    return Exhibit(
        SHARES,
        title=f"{percent(found.paid.share)} du notifié payés pour {elapsed} du temps écoulé : {_gap(found)}",
        sentence=f"{_dates(found)} {_outlook(found.paces[0], found)} ; {_outlook(found.paid, found)}.",
        table=_shares_table(found),
        figure=bars(
            [Bar(_bar_label(each), max(each.share, 0), "") for each in found.paces],
            found.elapsed,
            f"temps écoulé {elapsed}",
        ),
        note=f"En parts des {euros(found.granted)} notifiés à ce jour. "
        f"Le rythme est celui des {PACE_DAYS} derniers jours.",
    )


def _bar_label(pace: Pace) -> str:
    """Return a bar's whole words above it: at its end the mark of the time gone by may stand."""
    said = NO_LINE if pace.amount is None else euros(pace.amount)
    return f"{pace.indicator.label} : {percent(pace.share)}, {said}"


def _dates(found: Consumption) -> str:
    times = found.calendar
    return f"Du {day(times.start)} au {day(times.horizon)} ({times.source}), au {day(found.day)} :"


def _gap(found: Consumption) -> str:
    """Return « 20,2 points de moins que le calendrier », or that both go together."""
    if not round(found.gap, 1):
        return "au rythme du calendrier"
    points = f"{number(abs(found.gap), 1)}{HARD}{_points_word(found.gap)}"
    return f"{points} de {'plus' if found.gap > 0 else 'moins'} que le calendrier"


def _outlook(pace: Pace, found: Consumption) -> str:
    """Say the share reached, and where the recent pace leads it by the horizon."""
    reached, ahead = f"{pace.indicator.label.lower()} {percent(pace.share)}", pace.projected_share
    if pace.share >= 100 or found.is_over or ahead is None:
        return reached
    if ahead == pace.share:
        return f"{reached}, sans rien de nouveau en {PACE_DAYS} jours"
    if pace.all_on and pace.all_on <= found.calendar.horizon:
        return f"{reached}, et tout le notifié le {day(pace.all_on)} au rythme actuel"
    return f"{reached}, et {percent(ahead)} à l'échéance au rythme actuel"


def _shares_table(found: Consumption | None) -> Table:
    rows = [
        (each.indicator.label, each.amount, each.share, each.share - found.elapsed, each.projected_share,
         each.all_on)
        for each in found.paces
    ] if found else []  # fmt: skip
    return Table(
        "Engagé, mandaté et payé depuis le début du plan, en part du notifié et face au calendrier.",
        (
            table.text("Nature"),
            table.euros("Montant"),
            Column("Part du notifié", percent, is_number=True),
            Column("Écart au temps écoulé", _points, is_number=True),
            Column("À l'échéance, au rythme actuel", percent, is_number=True, absent="non calculable"),
            Column("Tout le notifié atteint le", short_day, absent="sans date"),
        ),
        tuple(rows),
    )


def _course(facts: Facts, so_far: Selection, found: Consumption | None) -> Exhibit:
    points = _points_of(facts, so_far)
    rows = _course_table(points, found)
    shown = [key for key in COURSES if points[key]]
    if not shown:
        sentence = f"Rien n'est engagé, mandaté ni payé au {day(so_far.end)}."
        return Exhibit(COURSE, "La dépense dans le temps", sentence, rows)
    return Exhibit(
        COURSE,
        title=_course_title(points, found),
        sentence=_course_sentence(points, so_far, found),
        table=rows,
        figure=line(_line(facts, so_far, points, found), HEIGHT),
        note=STEADY if found else "",
    )


def _course_title(points: Points, found: Consumption | None) -> str:
    if found is not None:
        paid = "Rien de payé" if found.paid.amount is None else f"{euros(found.paid.amount)} payés"
        return f"{paid} ; une dépense régulière en aurait payé {euros(found.steady(found.day))}"
    return f"La dépense dans le temps : {_reached(points)}"


def _reached(points: Points) -> str:
    """Return « engagé 34 888,58 €, mandaté 31 134,63 € et payé 27 359,43 € »."""
    known = [key for key in SPENDING if points[key]]
    return listing([f"{BY_KEY[key].label.lower()} {euros(points[key][-1][1])}" for key in known])


def _course_sentence(points: Points, so_far: Selection, found: Consumption | None) -> str:
    said = f"Depuis le début du plan, au {day(so_far.end)} : {_reached(points)}"
    if found is None or found.is_over or found.paid.projected_share is None:
        return f"{said}."
    ahead = found.paid.projected_share
    return f"{said} ; au rythme actuel, {percent(ahead)} du notifié payés au {day(found.calendar.horizon)}."


def _points_of(facts: Facts, so_far: Selection) -> Points:
    """Return what is reached at the end of each month, by nature; months before its first line left out."""
    days = month_ends(so_far.start, so_far.end)
    return {
        key: [(at, value) for at, value in course(BY_KEY[key], facts, so_far, days) if value is not None]
        for key in COURSES
    }


def _line(facts: Facts, so_far: Selection, points: Points, found: Consumption | None) -> Line:
    first, *others = [key for key in COURSES if points[key]]
    committees = [at for at in facts.committees["date"] if so_far.start <= at < so_far.end]
    change = change_since(facts, BY_KEY[first], so_far, committees[-1]) if committees else None
    return Line(
        _marks(first, points[first]),
        path=_steady(found) if found else (),
        aim=_goal(found) if found and not found.is_over else None,
        outlook=_ahead(found) if found and not found.is_over else None,
        committees=committees,
        since="" if change is None else short_change(BY_KEY[first], change),
        others=[_marks(key, points[key]) for key in others],
    )


def _marks(key: str, points: list[tuple[date, float]]) -> list[Mark]:
    name = BY_KEY[key].label
    return [Mark(at, value, f"{name}<br>{euros(value)}") for at, value in points]


def _steady(found: Consumption) -> list[tuple[date, float]]:
    times = found.calendar
    return [(at, float(found.steady(at))) for at in sorted({times.start, times.horizon, found.day})]


def _goal(found: Consumption) -> Mark:
    return Mark(found.calendar.horizon, float(found.granted), f"Notifié {euros(found.granted)}")


def _ahead(found: Consumption) -> Mark | None:
    """Return where the recent pace of payments leads at the horizon."""
    share = found.paid.projected_share
    if share is None:
        return None
    said = f"à ce rythme : {percent(share)}"
    return Mark(found.calendar.horizon, float(found.granted) * share / 100, said)


def _course_table(points: Points, found: Consumption | None) -> Table:
    days = sorted({at for reached in points.values() for at, _ in reached})
    known = {key: dict(reached) for key, reached in points.items()}
    return Table(
        "Cumul à la fin de chaque mois, et dépense régulière du notifié.",
        (
            table.day("Au"),
            *(table.euros(BY_KEY[key].label) for key in SPENDING),
            table.euros("Dépense régulière", "sans objet"),
        ),
        tuple(
            (at, *(_exact(known[key].get(at)) for key in SPENDING), found.steady(at) if found else None)
            for at in days
        ),
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else exact(value)


def _points(gap: float) -> str:
    return f"{'+' if gap > 0 else ''}{number(gap, 1)}{HARD}{_points_word(gap)}"


def _points_word(gap: float) -> str:
    return "point" if abs(gap) < 2 else "points"
