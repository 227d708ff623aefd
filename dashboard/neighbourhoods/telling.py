"""A sheet's sentences: its verdict, what is missing, how far service points are."""

from collections.abc import Callable, Iterator, Sequence

from dashboard.indicators.declaration import Direction, Indicator
from dashboard.neighbourhoods import words
from dashboard.neighbourhoods.comparing import Standing
from dashboard.neighbourhoods.gaps import Gaps, Part
from dashboard.neighbourhoods.offer import NearPoint
from dashboard.neighbourhoods.scales import Scale
from dashboard.neighbourhoods.sheet import Sheet
from dashboard.wording import HARD, THIN, area_name, count, listing, number
from data_access.territory import Territory

SECRET = "Secret statistique : le nombre d'habitants venus à un atelier n'est pas montré"
SHOWN_POINTS, SHOWN_MONEY = 8, 6
REACHED = "taux_penetration"
WHERE = {Scale.QPV: "dans le quartier", Scale.COMMUNE: "dans la commune"}
_AGAINST = {
    Standing.ABOVE: "au-dessus de",
    Standing.BELOW: "en dessous de",
    Standing.ALIKE: "sans différence sûre avec",
}


def verdict(sheet: Sheet) -> list[str]:
    """Return what to remember: how many inhabitants are reached, then what is above, below, alike."""
    sentences = [_reached(sheet)]
    for standing, opening in (
        (Standing.ABOVE, f"Au-dessus de la {sheet.scale.mean}"),
        (Standing.BELOW, "En dessous"),
        (Standing.ALIKE, "Sans différence sûre"),
    ):
        lines = sheet.standing(standing)
        if lines:
            sentences.append(f"{opening} : {listing([_subject(line.indicator) for line in lines])}.")
    return sentences


def _reached(sheet: Sheet) -> str:
    line = next((line for line in sheet.main if line.indicator.key == REACHED), None)
    if line and line.here.masked:
        return f"{SECRET} sur cette période."
    if line is None or line.comparison.mean is None:
        return "Aucune participation n'est enregistrée sur cette période."
    mean = f"la {sheet.scale.mean} ({number(line.comparison.mean, 1)})"
    if line.here.standing is None or line.here.value is None:
        came = line.here.figure.numerator if line.here.figure else 0
        came_said = count(round(came or 0), "habitant est venu", "habitants sont venus")
        return f"{came_said} à un atelier ; sans population connue, rien à comparer à {mean}."
    return (
        f"Sur 1{THIN}000 habitants, {number(line.here.value, 1)} sont venus à un atelier : "
        f"{_AGAINST[line.here.standing]} {mean}."
    )


def _subject(indicator: Indicator) -> str:
    text = words.subject(indicator)
    less = " (moins, c'est mieux)" if indicator.direction is Direction.LESS else ""
    return f"{text[:1].lower()}{text[1:]}{less}"


def distance(near: NearPoint, scale: Scale) -> str:
    """Return « dans le quartier » or « à 240 m »."""
    return WHERE[scale] if not round(near.distance_m) else f"à {number(near.distance_m)}{HARD}m"


def frequency(near: NearPoint) -> str:
    """Return « lieu fixe » or how often the mobile third place comes back."""
    return near.rhythm or "lieu fixe"


def residents(sheet: Sheet, territory: Territory) -> str:
    """Return the communes that a QPV lies in, or the QPV that lie in a commune; empty when there are none."""
    if sheet.scale is Scale.QPV:
        return listing(
            [area_name(code, territory) for code in sheet.area.communes if code in territory.communes]
        )
    inside = [qpv.name for qpv in territory.qpvs.values() if sheet.area.code in qpv.communes]
    return (
        f"{count(len(inside), 'quartier prioritaire', 'quartiers prioritaires')} : {listing(inside)}"
        if inside
        else ""
    )


def missing(gaps: Gaps, scale: Scale) -> list[str]:
    """Return one sentence per thing that the data do not say, none when it is 0."""
    return list(_missing(gaps, scale))


def _missing(gaps: Gaps, scale: Scale) -> Iterator[str]:
    if not gaps.has_population:
        yield "Sa population n'est pas connue : rien ne s'y calcule par habitant."
    if gaps.is_approximate:
        yield "Son contour officiel n'est pas chargé : distances et habitants à portée sont approximatifs."
    for part, say in _PARTS:
        if part(gaps).missing:
            yield say(part(gaps), scale)


def _without_attendance(part: Part, scale: Scale) -> str:
    return f"Sans aucune présence saisie : {_held(part, scale)} il y a une semaine au moins."


def _without_hours(part: Part, scale: Scale) -> str:
    return f"Sans horaires : {_held(part, scale)} ; les heures d'atelier sont un minimum."


def _held(part: Part, scale: Scale) -> str:
    return (
        f"{count(round(part.missing), 'atelier')} sur {number(part.whole)}, parmi ceux tenus {WHERE[scale]}"
    )


def _strangers(part: Part, scale: Scale) -> str:
    return (
        f"De résidence inconnue : {_some(part)} aux ateliers tenus {WHERE[scale]} ; "
        "une part peut venir d'ici sans y compter."
    )


def _nowhere(part: Part, scale: Scale) -> str:
    return f"De résidence inconnue : {_some(part)} dans tout le plan ; les chiffres d'ici sont des minimums."


def _some(part: Part) -> str:
    share = 100 * part.missing / part.whole if part.whole else 0
    return f"{count(round(part.missing), 'participation')} sur {number(part.whole)} ({number(share)}{HARD}%)"


def _without_gender(part: Part, scale: Scale) -> str:
    return f"Genre non renseigné pour {count(round(part.missing), 'bénéficiaire')} sur {number(part.whole)}."


def _without_age(part: Part, scale: Scale) -> str:
    return f"Âge non renseigné pour {count(round(part.missing), 'bénéficiaire')} sur {number(part.whole)}."


def _not_earmarked(part: Part, scale: Scale) -> str:
    return (
        f"{number(part.missing)}{HARD}€ engagés sur {number(part.whole)}{HARD}€ ne sont fléchés vers aucun "
        "territoire : une part sert aussi ici."
    )


_PARTS: Sequence[tuple[Callable[[Gaps], Part], Callable[[Part, Scale], str]]] = (
    (lambda gaps: gaps.without_attendance, _without_attendance),
    (lambda gaps: gaps.without_hours, _without_hours),
    (lambda gaps: gaps.strangers_here, _strangers),
    (lambda gaps: gaps.without_gender, _without_gender),
    (lambda gaps: gaps.without_age, _without_age),
    (lambda gaps: gaps.nowhere, _nowhere),
    (lambda gaps: gaps.not_earmarked, _not_earmarked),
)
