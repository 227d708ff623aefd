"""Every indicator of the contract by key, and its split by a dimension."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from data_access.territory import Territory
from tests.reference import coverage, equipment, money, workshops
from tests.reference.events import attendance, handovers, received, stops
from tests.reference.events import money as amounts
from tests.reference.events import workshops as held
from tests.reference.model import Answer, Event, Number, Plan, Question, Rows, Squares, labels

Source = Callable[[Question], list[Event]]


@dataclass(frozen=True)
class _Indicator:
    answer: Callable[[Question], Answer]
    sources: tuple[Source, ...]


def _residents(question: Question) -> list[Event]:
    return attendance(replace(question, base="residence"))


def _all(functions: Iterable[Callable[[Question], Answer]], *sources: Source) -> dict[str, _Indicator]:
    return {function.__name__: _Indicator(function, sources) for function in functions}


_NATURES = (money.prevu, money.notifie, money.verse, money.engage, money.mandate, money.paye)
_MONEY = (
    money.taux_engagement,
    money.taux_consommation,
    money.reste_a_engager,
    money.reste_a_payer,
    money.part_agglomeration,
)
_ATTENDANCE = (
    workshops.participations,
    workshops.beneficiaires,
    workshops.participations_anonymes,
    workshops.nouveaux_beneficiaires,
    workshops.taux_presence,
    workshops.taux_fidelite,
    workshops.part_qpv,
    workshops.part_femmes,
    workshops.part_exclus_touches,
)
_EQUIPMENT = (
    equipment.appareils_remis,
    equipment.foyers_equipes,
    equipment.delai_remise,
    equipment.taux_retour,
    equipment.foyers_accompagnes,
)
_AREAS = (coverage.population_qpv_couverte, coverage.population_couverte, coverage.distance_mediane)
_SERVED = (coverage.qpv_desservis, coverage.communes_desservies)

INDICATORS = {
    **_all((workshops.ateliers, workshops.heures_ateliers, workshops.taux_remplissage), held),
    **_all(_ATTENDANCE, attendance),
    **_all((workshops.taux_penetration,), _residents),
    **_all(_EQUIPMENT, handovers),
    **_all((equipment.appareils_disponibles,), received),
    **{f"budget_{key}": each for key, each in _all(_NATURES, amounts).items()},
    **_all(_MONEY, amounts),
    **_all((money.cout_par_participation,), amounts, attendance),
    **_all((money.cout_par_foyer,), amounts, handovers),
    **_all((coverage.heures_itinerance,), stops),
    **_all((coverage.offre_pour_1000,), held, stops),
    **_all((*_AREAS, *_SERVED)),
}
KEYS = tuple(INDICATORS)
BY_AREA = frozenset(function.__name__ for function in (*_AREAS, *_SERVED))


def reference(
    rows: Rows,
    territory: Territory,
    du: date,
    au: date,
    territoires: frozenset[str] = frozenset(),
    base: str = "residence",
    plan: Plan | None = None,
    keys: Iterable[str] = KEYS,
    squares: Squares = (),
) -> dict[str, Answer]:
    """Return indicators, all unless `keys` says which, over a selection."""
    question = Question(rows, territory, du, au, territoires, base, plan or Plan(), squares=squares)
    return {key: INDICATORS[key].answer(question) for key in keys}


def groups(
    rows: Rows,
    territory: Territory,
    key: str,
    dimension: str,
    du: date,
    au: date,
    territoires: frozenset[str] = frozenset(),
    base: str = "residence",
    plan: Plan | None = None,
    squares: Squares = (),
) -> dict[str, Number]:
    """Return an indicator's value by group of a dimension; groups without data are left out."""
    question = Question(rows, territory, du, au, territoires, base, plan or Plan(), squares=squares)
    split = _by_area if key in BY_AREA else _by_event
    answers = split(question, INDICATORS[key], dimension)
    return {group: answer.valeur for group, answer in answers.items() if answer.valeur is not None}


def _by_event(question: Question, indicator: _Indicator, dimension: str) -> dict[str, Answer]:
    seen = {
        group
        for source in indicator.sources
        for event in question.selected(source(question))
        for group in labels(question, event, dimension)
    }
    return {group: indicator.answer(question.of_group(dimension, group)) for group in sorted(seen)}


def _by_area(question: Question, indicator: _Indicator, dimension: str) -> dict[str, Answer]:
    """Return the answers over each commune or QPV of the perimeter, taken alone."""
    areas = question.territory.communes if dimension == "commune" else question.territory.qpvs
    chosen = question.territoires
    return {
        code: indicator.answer(replace(question, territoires=frozenset({code})))
        for code, area in areas.items()
        if not chosen or code in chosen or chosen & set(area.communes)
    }
