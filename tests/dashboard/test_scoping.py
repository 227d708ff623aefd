"""A partner's facts hold nothing from outside the perimeter; the team's hold everything."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.access import Denied, Reader, Role
from dashboard.disclosure import INSIDE
from dashboard.indicators import ALL, BY_KEY
from dashboard.measuring import measure
from dashboard.scoping import facts_for
from dashboard.selection import Basis, Selection
from data_access.vocabulary import ELSEWHERE, OUTSIDE_QPV, OUTSIDE_TERRITORY
from tests.dashboard.scoped import everything, partner, seen_by

QPV, COMMUNE, SPREAD_QPV, ITS_COMMUNE = "QN05915M", "59392", "QN05918M", "59365"
PERIMETERS = {
    "un quartier": {QPV},
    "une commune": {COMMUNE},
    "un quartier sur plusieurs communes": {SPREAD_QPV},
    "ce quartier et une de ses communes": {SPREAD_QPV, ITS_COMMUNE},
    "deux territoires": {"59033", QPV},
}
FRAMES = (
    "workshops",
    "places",
    "stops",
    "budget",
    "attendance",
    "first_attendance",
    "devices",
    "first_equipment",
)
BOTH = {"attendance": ("home", "place"), "first_attendance": ("home", "place"), "workshops": ("place",)}
LABELS = {ELSEWHERE, OUTSIDE_TERRITORY, OUTSIDE_QPV, None}


@pytest.fixture(scope="module", params=PERIMETERS.values(), ids=PERIMETERS)
def territories(request):
    return request.param


@pytest.fixture
def seen(facts, territories, today):
    return seen_by(facts, territories, today)


def frame(facts, name):
    """Return what is measured, which readers never have."""
    return facts.held.get(name, facts.frame(name))


def is_inside(row, territories, prefix):
    return not territories.isdisjoint((row[f"{prefix}_commune"], row[f"{prefix}_qpv"]))


@pytest.mark.parametrize("name", FRAMES)
def test_rows_of_the_perimeter_stay_and_no_other(facts, seen, territories, name):
    prefixes = BOTH.get(name, ("home",))
    rows = facts.frame(name).iter_rows(named=True)
    kept = [row for row in rows if any(is_inside(row, territories, prefix) for prefix in prefixes)]
    assert len(frame(seen, name)) == len(kept)


@pytest.mark.parametrize("name", FRAMES)
def test_codes_stay_only_on_the_side_that_is_inside(facts, seen, territories, name):
    for prefix in BOTH.get(name, ("home",)):
        pairs = frame(seen, name).select(f"{prefix}_commune", f"{prefix}_qpv").unique().iter_rows(named=True)
        for row in pairs:
            said = {value for value in row.values() if value not in LABELS}
            assert said <= seen.territory.codes | seen.territory.former_qpvs.keys()
            assert not said or is_inside(row, territories, prefix)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("key", ["participations", "beneficiaires", "part_qpv", "taux_presence", "ateliers"])
def test_a_figure_is_that_of_the_perimeter(facts, seen, territories, key, basis):
    selection = Selection(*seen.window.period(0, seen.window.steps), basis=basis)
    told = measure(BY_KEY[key], seen, selection)
    own = measure(BY_KEY[key], facts, replace(selection, territories=frozenset(territories)))
    assert told.masked or (told.value, told.denominator) == (own.value, own.denominator)


def test_some_figures_are_told(facts, today):
    seen = seen_by(facts, {COMMUNE}, today)
    selection = Selection(*seen.window.period(0, seen.window.steps))
    assert measure(BY_KEY["participations"], seen, selection).value > 1000
    assert len([each for each in ALL if not measure(each, seen, selection).masked]) > 25


def test_nothing_of_elsewhere_is_left(facts, seen):
    said = set(map(str, everything(seen)))
    outside = [
        area
        for areas in (facts.territory.communes, facts.territory.qpvs, facts.territory.former_qpvs)
        for code, area in areas.items()
        if code not in seen.territory.codes | seen.territory.former_qpvs.keys()
    ]
    assert len(outside) > 30
    for area in outside:
        assert area.code not in said
        assert area.name not in said or area.name in {each.name for each in _areas(seen)}
    for name in ("workshops", "places", "stops", "budget", "devices"):
        keys = set(facts.frame(name)["key"].drop_nulls()) - set(frame(seen, name)["key"])
        assert not keys & said


def _areas(facts):
    own = facts.territory
    return [*own.communes.values(), *own.qpvs.values(), *own.former_qpvs.values()]


def test_nobody_is_left_in_what_is_seen(seen):
    for name in ("attendance", "first_attendance", "devices", "first_equipment"):
        assert seen.frame(name).is_empty()
    assert seen.workshops["registered"].null_count() == len(seen.workshops)
    assert set(seen.themes["workshop"]) <= set(seen.workshops["workshop"])


def test_workshops_are_ranked_among_themselves(facts, seen):
    ranks = set(frame(seen, "attendance")["workshop"]) | set(seen.workshops["workshop"])
    assert ranks == set(range(len(ranks)))
    assert seen.workshops["date"].is_sorted()


def test_targets_are_those_of_whole_areas(facts, seen, today):
    whole = {area.code for area in _areas(seen) if not area.partial}
    assert set(seen.targets["territory"]) <= whole
    assert set(facts.targets.filter(pl.col("territory").is_in(whole))["territory"]) == set(
        seen.targets["territory"]
    )


def test_committees_are_only_days(facts, seen):
    others = [name for name in seen.committees.columns if name not in ("id", "date")]
    assert seen.committees["date"].to_list() == facts.committees["date"].to_list()
    assert all(seen.committees[name].null_count() == len(seen.committees) for name in others)
    assert seen.decisions.is_empty()
    assert (seen.imports, seen.context) == ((), ())


def test_a_neighbourhood_is_cut_to_the_commune_that_is_shared(facts, today):
    part = seen_by(facts, {COMMUNE}, today).territory.qpvs[SPREAD_QPV]
    whole = facts.territory.qpvs[SPREAD_QPV]
    share = whole.outline.intersection(facts.territory.communes[COMMUNE].outline).area / whole.outline.area
    assert 0 < share < 1
    assert part.partial
    assert part.communes == (COMMUNE,)
    assert part.outline.area == pytest.approx(share * whole.outline.area)
    assert part.population == round(share * whole.population)


def test_a_named_neighbourhood_is_whole_and_names_no_other_commune(facts, today):
    territory = seen_by(facts, {SPREAD_QPV, ITS_COMMUNE}, today).territory
    qpv = territory.qpvs[SPREAD_QPV]
    assert qpv.outline == facts.territory.qpvs[SPREAD_QPV].outline
    assert set(qpv.communes) == {ITS_COMMUNE, ELSEWHERE}
    assert territory.population() == facts.territory.population({SPREAD_QPV, ITS_COMMUNE})


def test_every_commune_is_the_whole_plan(facts, today):
    seen = seen_by(facts, facts.territory.communes, today)
    assert seen.perimeter == frozenset()
    assert seen.territory == facts.territory
    assert seen.budget.equals(facts.budget)
    assert seen.targets.equals(facts.targets)
    assert seen.context == facts.context


def test_a_lock_leaves_out_what_is_before_and_after(facts, today):
    start, end = date(2026, 2, 1), date(2026, 4, 30)
    seen = seen_by(facts, {COMMUNE}, today, start, end)
    for name in ("workshops", "budget", "stops", "attendance", "committees"):
        days = frame(seen, name)["date"]
        assert days.is_empty() or (days.min() >= start and days.max() <= end)
    assert (seen.window.bounds[0], seen.window.bounds[-1]) == (start, date(2026, 5, 1))
    opened, closed = (seen.places[name].drop_nulls() for name in ("opened", "closed"))
    assert opened.is_empty() or opened.max() <= end
    assert closed.is_empty() or closed.max() <= end


@pytest.mark.parametrize(
    "territories", [set(), {"59999"}, {COMMUNE, "QN99999X"}, {"*"}, {""}, {"QP059011"}, {OUTSIDE_TERRITORY}]
)
def test_a_perimeter_that_is_not_known_opens_nothing(facts, today, territories):
    with pytest.raises(Denied):
        facts_for(partner(territories), facts, today)


def test_a_partner_without_a_scope_sees_nothing(facts, today):
    with pytest.raises(Denied):
        facts_for(Reader(Role.PARTNER, "Partenaire"), facts, today)


def test_nothing_opens_without_a_territory(no_facts, today):
    with pytest.raises(Denied):
        facts_for(
            partner({COMMUNE}),
            replace(no_facts, territory=replace(no_facts.territory, communes={}, qpvs={})),
            today,
        )


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER])
def test_the_team_has_everything_held_to_its_own_rule(facts, today, role):
    own = facts_for(Reader(role, "Équipe"), facts, today)
    assert own.rule == INSIDE
    assert own.attendance is facts.attendance
    assert own.territory is facts.territory
    assert facts_for(Reader(Role.READER, "Autre"), facts, today) is own


def test_facts_are_cut_once_per_perimeter_and_period(facts, today):
    first = seen_by(facts, {QPV}, today)
    assert seen_by(facts, {QPV}, today) is first
    assert seen_by(facts, {QPV}, today, end=date(2026, 3, 31)) is not first
    assert seen_by(facts, {QPV, COMMUNE}, today) is not first
    assert facts_for(partner({QPV}, threshold=20), facts, today) is not first
