"""The courses of all areas as an exhibit: who stayed above their mean, and the table behind the drawings."""

from dataclasses import dataclass

from dashboard import wording
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.neighbourhoods import words
from dashboard.neighbourhoods.courses import Course, Courses
from dashboard.neighbourhoods.scales import alphabetical
from dashboard.wording import month, short_month


@dataclass(frozen=True, slots=True)
class Above:
    """In how many of the months that can be compared a course was above the mean."""

    course: Course
    above: int
    months: int


def told(courses: Courses) -> tuple[Above, ...]:
    """Return the areas with anything to draw, the most often above the mean first."""
    found = [_above(each, courses) for each in courses.areas if any(each.values)]
    return tuple(sorted(found, key=lambda each: (-each.above, alphabetical(each.course.area))))


def panels(courses: Courses) -> Exhibit:
    """Return the exhibit that goes with the drawings; they are no chart of its own."""
    indicator, scale, found = courses.indicator, courses.scale, told(courses)
    subject = words.subject(indicator)
    key = f"mois-{indicator.key}-{scale.value}"
    if not found:
        return Exhibit(key, f"{subject}, mois par mois", _why_nothing(courses), _table(courses, found))
    best = found[0]
    start, end = courses.months[0], courses.months[-1]
    return Exhibit(
        key,
        title=f"{subject} : {words.name(best.course.area)} au-dessus de la moyenne {_months(best)}",
        sentence=f"De {month(start)} à {month(end)}, mois entiers. Même échelle partout, "
        f"de {words.compared(indicator, courses.lowest)} à {words.compared(indicator, courses.highest)} ; "
        f"trait plein : {scale.the_one} ; pointillé : la {scale.mean}.",
        table=_table(courses, found),
    )


def summary(each: Above, courses: Courses) -> str:
    """Return what a drawing says: « De 0 à 22,9 par mois, 4,1 pour finir ; au-dessus… 20 mois sur 24 »."""
    known = [value for value in each.course.values if value is not None]
    indicator = courses.indicator
    return (
        f"De {words.compared(indicator, min(known))} à {words.compared(indicator, max(known))} par mois, "
        f"{words.compared(indicator, known[-1])} pour finir ; au-dessus de la moyenne {_months(each)}"
    )


def _above(course: Course, courses: Courses) -> Above:
    pairs = [
        (value, mean)
        for value, mean in zip(course.values, courses.mean, strict=True)
        if value is not None and mean is not None
    ]
    return Above(course, sum(value > mean for value, mean in pairs), len(pairs))


def _months(each: Above) -> str:
    return f"{each.above} mois sur {each.months}"


def _why_nothing(courses: Courses) -> str:
    if "mois" not in courses.indicator.dimensions:
        return f"{courses.indicator.label} : cette mesure ne se suit pas mois par mois."
    why = wording.UNTOLD if courses.is_secret else wording.NO_DATA
    return f"{words.subject(courses.indicator)} : {why} sur les mois entiers de cette période."


def _table(courses: Courses, found: tuple[Above, ...]) -> Table:
    """Return one row per area and one column per month, the mean last."""

    def said(value: float) -> str:
        return words.compared(courses.indicator, value)

    months = tuple(Column(short_month(end), said, is_number=True) for end in courses.months)
    rows = tuple((each.course.area.name, *each.course.values) for each in found)
    caption = f"{words.subject(courses.indicator)}, par {courses.scale.one} et par mois"
    return Table(
        caption,
        (table.text(courses.scale.one.capitalize()), *months),
        (*rows, (words.capital(courses.scale.mean), *courses.mean)) if rows else (),
    )
