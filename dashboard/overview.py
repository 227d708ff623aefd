"""What the overview shows: the four pillars' key figures, and what deserves attention."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.attention import Attention, attention
from dashboard.disclosure import is_outside
from dashboard.indicators import BY_KEY, Pillar
from dashboard.key_figures import KeyFigure, key_figure, with_course
from dashboard.measuring import Figure, measure
from dashboard.selection import Selection, up_to
from dashboard.targets import Status, last_committee
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, HELD

KEY_FIGURES = {
    Pillar.WORKSHOPS: ("beneficiaires", "participations", "ateliers"),
    Pillar.DEVICES: ("foyers_equipes", "appareils_disponibles", "delai_remise"),
    Pillar.BUDGET: ("taux_consommation", "part_agglomeration", "reste_a_engager"),
    Pillar.COVERAGE: ("population_qpv_couverte", "qpv_desservis", "heures_itinerance"),
}


@dataclass(frozen=True, slots=True)
class PillarView:
    """A pillar: its main figure, two more, and the date of its freshest data."""

    pillar: Pillar
    figures: tuple[KeyFigure, ...]
    freshest: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows for one revision and one selection; `judged_on` None means today."""

    revision: int
    selection: Selection
    judged_on: date | None
    reach_m: int
    committee: date | None
    pillars: tuple[PillarView, ...]
    attention: tuple[Attention, ...]
    anonymous: Figure
    is_outside: bool = False

    @property
    def has_changes(self) -> bool:
        """Say whether any key figure tells its change since the committee."""
        return any(figure.change is not None for pillar in self.pillars for figure in pillar.figures)

    @property
    def statuses(self) -> dict[Status | None, int]:
        """Return how many key figures with a target stand where; None counts those without data.

        Those that are not told stand nowhere.
        """
        found = [a.status for p in self.pillars for f in p.figures if (a := f.assessment) and not a.masked]
        return {status: found.count(status) for status in (*Status, None) if status in found}


def overview(facts: Facts, selection: Selection, today: date) -> Overview:
    """Compute the overview; what has not happened yet is not judged."""
    so_far = up_to(selection, today)
    committee = last_committee(facts, so_far.end)
    views = tuple(
        PillarView(
            pillar,
            (
                with_course(facts, BY_KEY[keys[0]], selection, today),
                *(key_figure(facts, BY_KEY[key], selection, today) for key in keys[1:]),
            ),
            freshest(facts, pillar, today),
        )
        for pillar, keys in KEY_FIGURES.items()
    )
    return Overview(
        revision=facts.revision,
        selection=selection,
        judged_on=None if so_far.end == today else so_far.end,
        reach_m=facts.plan.reach_m,
        committee=committee,
        pillars=views,
        attention=tuple(attention(facts, selection, today)),
        anonymous=measure(BY_KEY["participations_anonymes"], facts, selection),
        is_outside=is_outside(facts),
    )


def freshest(facts: Facts, pillar: Pillar, today: date) -> date | None:
    """Return the last day, up to today, about which the pillar's data say something.

    Of devices, the team alone sees rows.
    """
    held = facts.workshops.filter(pl.col("status") == HELD)["date"]
    devices = [facts.devices[name] for name in ("received", "ready", "handed", "returned", "left")]
    rounds = facts.stops.filter(pl.col("status") != CANCELLED)["date"]
    series = {
        Pillar.WORKSHOPS: [held],
        Pillar.DEVICES: devices,
        Pillar.BUDGET: [facts.budget["date"]],
        Pillar.COVERAGE: [rounds],
    }[pillar]
    days = [day for dates in series for day in dates.drop_nulls().unique() if day <= today]
    return max(days, default=None)


def latest(facts: Facts, today: date) -> date | None:
    """Return the last day, up to today, about which any data say something."""
    days = (freshest(facts, pillar, today) for pillar in Pillar)
    return max((day for day in days if day), default=None)
