"""`inclusion kpis`: every indicator over a selection, as JSON or as lines."""

import json
import sys
from argparse import Namespace
from datetime import date
from typing import Any

from dashboard.indicators import ALL, Indicator
from dashboard.indicators.facts import DIMENSIONS
from dashboard.measuring import Figure, Measurer
from dashboard.selection import Basis, Selection
from dashboard.wording import area_name, quantity
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.errors import UsageError
from data_access.facts import Facts

ALIASES = {
    "month": "mois",
    "quartier": "qpv",
    "sexe": "genre",
    "sex": "genre",
    "gender": "genre",
    "age": "tranche_age",
    "tranche": "tranche_age",
    "age_band": "tranche_age",
    "statut-social": "statut_social",
    "social_status": "statut_social",
    "theme": "thematique",
    "thème": "thematique",
    "thématique": "thematique",
    "funder": "financeur",
    "etat": "statut",
    "status": "statut",
}


def kpis(options: Namespace) -> None:
    """Print every indicator; raises UsageError on an unknown code, dimension or inverted dates."""
    facts = facts_of.read(installation.open_ready(settings.load()))
    selection, dimension = selection_of(options, facts), _dimension(options.par)
    measurer = Measurer(facts, selection)
    if options.json:
        text = json.dumps(_document(measurer, dimension), ensure_ascii=False, indent=2, allow_nan=False)
    else:
        text = "\n".join(_lines(measurer, dimension))
    sys.stdout.write(text + "\n")


def selection_of(options: Namespace, facts: Facts) -> Selection:
    """Return what the options ask about; raises UsageError on an unknown code or inverted dates."""
    today = date.today()  # noqa: DTZ011 -- the reader's day
    end = options.au or today
    start = options.du or min(facts.plan.started_on or end, end)
    if start > end:
        raise UsageError(f"--du ({start}) est après --au ({end}).")
    chosen = frozenset(code.strip().upper() for code in options.territoire)
    unknown = sorted(chosen - facts.territory.codes)
    if unknown:
        raise UsageError(
            f"Territoire inconnu : {', '.join(unknown)}. "
            "Attendu : le code INSEE d'une commune ou le code d'un QPV du territoire."
        )
    return Selection(start, end, chosen, Basis(options.base))


def _dimension(asked: str | None) -> str | None:
    if asked is None:
        return None
    name = asked.strip().lower()
    name = ALIASES.get(name, name)
    if name not in DIMENSIONS:
        raise UsageError(f"--par {asked} : dimension inconnue. Dimensions : {', '.join(DIMENSIONS)}.")
    return name


def _document(measurer: Measurer, dimension: str | None) -> dict[str, Any]:
    chosen = measurer.selection.to_query() | ({"par": dimension} if dimension else {})
    figures = {each.key: _figure(measurer.figure(each)) for each in ALL}
    if dimension:
        for indicator in ALL:
            figures[indicator.key]["groupes"] = _groups(measurer, indicator, dimension)
    return {"revision": measurer.facts.revision, "selection": chosen, "indicateurs": figures}


def _figure(figure: Figure) -> dict[str, Any]:
    return _numbers(figure) | {"unite": figure.indicator.unit.value}


def _numbers(figure: Figure) -> dict[str, Any]:
    return {
        "valeur": figure.value,
        "numerateur": figure.numerator,
        "denominateur": figure.denominator,
        "lignes": figure.rows,
    }


def _groups(measurer: Measurer, indicator: Indicator, dimension: str) -> list[dict[str, Any]] | None:
    """Return the groups, or None for an indicator that cannot be split so."""
    if dimension not in indicator.dimensions:
        return None
    territory = measurer.facts.territory
    return [
        {"groupe": group.code, "libelle": area_name(group.code, territory)} | _numbers(group.figure)
        for group in measurer.split(indicator, dimension)
    ]


def _lines(measurer: Measurer, dimension: str | None) -> list[str]:
    lines = []
    for indicator in ALL:
        lines.append(f"{indicator.label:<40} {quantity(indicator, measurer.figure(indicator).value)}")
        if dimension in indicator.dimensions:
            assert dimension is not None
            lines += [
                f"    {area_name(group.code, measurer.facts.territory):<36} "
                f"{quantity(indicator, group.figure.value)}"
                for group in measurer.split(indicator, dimension)
            ]
    return lines
