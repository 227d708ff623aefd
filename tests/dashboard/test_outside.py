"""What is withheld outside the team says so; what the team is held to inside a neighbourhood."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard import address, sharing
from dashboard.access import Reader, Role
from dashboard.attention import attention
from dashboard.devices.view import equipment
from dashboard.disclosure import INSIDE, SECRET, Mask, is_outside
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.method import withheld
from dashboard.neighbourhoods.scales import Scale
from dashboard.neighbourhoods.shared import comparison
from dashboard.neighbourhoods.sheet import sheet
from dashboard.scoping import facts_for
from dashboard.selection import Selection
from dashboard.targets import assess, target_for
from dashboard.wording import NOT_SHARED, perimeter, quantity
from dashboard.workshops.coming import overdue
from dashboard.workshops.sheet import sheet as workshop
from dashboard.workshops.visits import frequency
from data_access.vocabulary import PRESENT, UNKNOWN
from tests.dashboard.scoped import seen_by

QPV, COMMUNE = "QN05915M", "59392"


@pytest.fixture(scope="module")
def seen(facts, today):
    return seen_by(facts, {COMMUNE}, today)


@pytest.fixture(scope="module")
def everything(facts, today):
    return seen_by(facts, facts.territory.communes, today)


@pytest.fixture(scope="module")
def team(facts, today):
    return facts_for(Reader(Role.MANAGER, "Cheffe de projet"), facts, today)


@pytest.fixture
def selection(seen):
    return Selection(*seen.window.period(0, seen.window.steps))


def test_the_stock_of_the_plan_is_not_in_a_part_of_it(seen, everything, selection):
    stock = BY_KEY["appareils_disponibles"]
    part, whole = (measure(stock, each, selection) for each in (seen, everything))
    assert quantity(stock, part.told) == NOT_SHARED
    assert whole.value > 0


def test_what_comes_from_rows_about_people_is_withheld(seen, selection, today):
    view = equipment(seen, selection, today)
    said = [view.chain[0][0], view.need, *view.returns, frequency(seen, selection)]
    assert all(each.sentence.startswith("Secret statistique") and each.is_empty for each in said)
    assert view.stock[0].sentence.startswith("Non partagé")
    assert view.devices.frame.is_empty()


def test_the_team_sees_its_rows(team, facts, selection, today):
    assert not is_outside(team)
    assert not equipment(team, selection, today).chain[0][0].is_empty
    assert not frequency(team, selection).is_empty
    assert overdue(team, frozenset(), today) == overdue(facts, frozenset(), today)


def test_a_partner_reads_about_targets_only(seen, everything, team, selection, today):
    assert overdue(everything, frozenset(), today) == ()
    assert {point.severity.name for point in attention(everything, selection, today)} <= {"ALERT", "WATCH"}
    told = " ".join(point.sentence for point in attention(everything, selection, today))
    assert "saisie" not in told
    assert "comité" not in told
    assert len(attention(team, selection, today)) > len(attention(everything, selection, today))


def test_the_targets_of_a_shared_area_are_its_own(facts, seen, selection, today):
    own = facts.targets.filter(pl.col("territory") != "*").row(0, named=True)
    alone = seen_by(facts, {own["territory"]}, today)
    indicator = BY_KEY[own["indicator"]]
    assert target_for(alone, indicator, selection).territory == own["territory"]
    judged = assess(alone, indicator, selection)
    assert judged.masked or judged.value is not None
    assert target_for(seen, BY_KEY["part_agglomeration"], selection) is None


def test_a_masked_target_is_not_judged(facts, today):
    targets = facts.targets.with_columns(
        territory=pl.lit(QPV), indicator=pl.lit("appareils_remis"), value=pl.lit(100.0)
    ).head(1)
    seen = seen_by(replace(facts, targets=targets), {QPV}, today)
    judged = assess(seen, BY_KEY["appareils_remis"], Selection(*seen.window.period(0, seen.window.steps)))
    assert isinstance(judged.told, Mask)
    assert (judged.value, judged.status, judged.projection) == (None, None, None)


def test_a_change_since_the_committee_is_never_told_of_people(seen, selection, today):
    page = sheet(seen, COMMUNE, selection, today)
    personal = [line for line in page.lines if line.indicator.personal]
    assert personal
    assert all(line.change is None for line in personal)
    assert any(line.change is not None for line in page.lines)


def test_attendances_are_compared_without_intervals(seen, team, selection):
    for facts, is_blunt in ((seen, True), (team, False)):
        found = comparison(facts, BY_KEY["participations"], selection, Scale.QPV)
        assert found.is_blunt == is_blunt == (found.method is None)
        assert any(each.interval for each in found.areas) != is_blunt


def test_a_period_becomes_whole_months_for_a_partner(seen, team, today):
    query = {"periode": ["libre"], "du": ["2026-03-12"], "au": ["2026-04-02"], "territoire": [QPV, "59033"]}
    chosen = address.read(query, seen, today).selection
    assert (chosen.start, chosen.end) == (date(2026, 3, 1), date(2026, 4, 30))
    assert chosen.territories == {QPV}
    assert address.read(query, team, today).selection.start == date(2026, 3, 12)


def test_the_perimeter_of_a_partner_has_a_name(seen, everything):
    assert perimeter((), seen.territory) == "Maubeuge"
    assert perimeter((), everything.territory) == "toute l'agglomération"


def test_method_says_what_each_reader_is_not_told(facts, seen, everything, team):
    assert withheld(facts) == ""
    assert "moins de 5 " in withheld(team)
    assert "moins de 11 " in withheld(everything)
    assert "périmètre" in withheld(seen)
    assert "périmètre" not in withheld(everything)


def test_two_readers_do_not_forget_each_other_s_results(seen, team, selection, today):
    first = sharing.overview(seen, selection, today)
    assert sharing.overview(team, selection, today) is not first
    assert sharing.overview(seen, selection, today) is first


def test_a_workshop_in_a_neighbourhood_tells_no_small_group(facts, team):
    held = 0
    inside = facts.workshops.filter(pl.col("place_qpv").cast(pl.String).str.starts_with("QN"))["workshop"]
    for rank in inside.to_list():
        came = facts.attendance.filter(pl.col("workshop") == rank, pl.col("presence") == PRESENT)
        genders = came.group_by(pl.col("gender").cast(pl.String).fill_null(UNKNOWN)).agg(
            pl.col("headcount").cast(pl.Int64).sum()
        )
        for breakdown in workshop(team, rank).breakdowns[:1]:
            told = dict(breakdown.groups)
            untold = [name for name, people in told.items() if people is SECRET]
            assert all(people is SECRET or people >= INSIDE.threshold for people in told.values())
            assert len(untold) != 1 or sum(genders["headcount"]) == dict(genders.iter_rows())[untold[0]]
            assert all(told[name] in (SECRET, people) for name, people in genders.iter_rows())
            held += bool(untold)
    assert held
