"""Where the money goes: what is earmarked to the perimeter, elsewhere, and what is not earmarked at all."""

from dataclasses import replace

from dashboard.charts import Bar, bars
from dashboard.exhibits import Exhibit
from dashboard.money.amounts import COMMITTED, NOTHING, QPV, Chain, by_group, less, unearmarked, whole
from dashboard.money.chains import EMPTY, exhibit, matrix
from dashboard.selection import Selection
from dashboard.wording import area_name, euros, perimeter
from data_access.facts import Facts
from data_access.vocabulary import OUTSIDE_QPV, UNKNOWN

PERIMETER, TERRITORIES = "budget-flechage", "budget-territoires"
NOT_EARMARKED = "Non fléché"
NAMES = {OUTSIDE_QPV: "Communes, hors QPV"}


def exhibits(facts: Facts, selection: Selection) -> tuple[Exhibit, ...]:
    """Return, with a perimeter, its amounts against the rest of the plan; then each territory's.

    Of a shared part of the plan, the rest is not told.
    """
    territories = _by_territory(facts, selection)
    if facts.territory.perimeter:
        return (territories,)
    return (_of_perimeter(facts, selection), territories) if selection.territories else (territories,)


def not_counted(facts: Facts, selection: Selection) -> str:
    """Say, with a perimeter, what is not earmarked to any territory and so never counted in."""
    if not selection.territories and not facts.territory.perimeter:
        return ""
    where, aside = perimeter(selection.territories, facts.territory), unearmarked(facts, selection)
    opening = f"Seuls les montants fléchés vers {where} comptent ici."
    if facts.territory.perimeter:
        return opening
    if aside.is_empty:
        return f"{opening} Sur cette période, toutes les lignes de budget sont fléchées vers un territoire."
    return f"{opening} À part, et jamais ajouté : {aside.words()}, qui ne sont fléchés vers aucun territoire."


def _of_perimeter(facts: Facts, selection: Selection) -> Exhibit:
    everything = whole(facts, _everywhere(selection))
    inside = whole(facts, selection, f"Fléché vers {perimeter(selection.territories, facts.territory)}")
    aside = replace(unearmarked(facts, selection), label=NOT_EARMARKED)
    elsewhere = less(everything, inside, aside, label="Fléché ailleurs")
    groups = () if everything.is_empty else (inside, elsewhere, aside)
    return exhibit(PERIMETER, _perimeter_title(inside, everything), groups, everything, "Fléchage")


def _perimeter_title(inside: Chain, everything: Chain) -> str:
    if inside.is_empty:
        return "Rien n'est fléché vers ce périmètre sur cette période"
    committed = inside.amounts.get(COMMITTED)
    if committed is None:
        return f"Fléché vers ce périmètre : {inside.words()}"
    return f"{euros(committed)} engagés pour ce périmètre, sur {euros(everything.or_zero(COMMITTED))} en tout"


def _by_territory(facts: Facts, selection: Selection) -> Exhibit:
    """Return every territory that lines name: a chosen one is only marked, so that another can be chosen."""
    everywhere = _everywhere(selection)
    total, aside = whole(facts, everywhere), unearmarked(facts, selection)
    known, chosen = _territories(facts, everywhere), by_group(facts, selection, QPV)
    shown = known if aside.is_empty else (*known, replace(aside, label=NOT_EARMARKED))
    rows, title = matrix(shown, total, "Territoire"), "Les montants fléchés vers un territoire"
    if not known:
        words = EMPTY if total.is_empty else "Aucune ligne de budget n'est fléchée vers un territoire."
        return Exhibit(TERRITORIES, title, words, rows)
    committed = sum((each.or_zero(COMMITTED) for each in known), NOTHING)
    return Exhibit(
        TERRITORIES,
        title=f"{euros(committed)} engagés pour un territoire précis"
        + ("" if facts.territory.perimeter else f", sur {euros(total.or_zero(COMMITTED))}"),
        sentence=f"{' ; '.join(f'{each.label} : {each.words()}' for each in known)}.",
        table=rows,
        figure=bars([_bar(each, is_chosen=each.code in chosen) for each in known]),
        note="" if aside.is_empty else f"Montants engagés. Sans territoire : {aside.words()}.",
    )


def _territories(facts: Facts, everywhere: Selection) -> tuple[Chain, ...]:
    """Return the chains of the areas that lines name, the most committed first."""
    found = [
        replace(each, label=NAMES.get(code) or area_name(code, facts.territory))
        for code, each in by_group(facts, everywhere, QPV).items()
        if code != UNKNOWN
    ]
    return tuple(sorted(found, key=lambda each: (-each.or_zero(COMMITTED), each.label)))


def _bar(chain: Chain, *, is_chosen: bool) -> Bar:
    committed = chain.amounts.get(COMMITTED)
    said = "rien d'engagé" if committed is None else euros(committed)
    return Bar(chain.label, float(max(committed or NOTHING, NOTHING)), said, chain.code, is_chosen)


def _everywhere(selection: Selection) -> Selection:
    return replace(selection, territories=frozenset())
