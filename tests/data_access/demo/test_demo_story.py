from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from data_access import vocabulary
from data_access.demo.residences import LAGGING, STRONG
from data_access.territory.installing import EMBEDDED
from tests.data_access.demo.reading import rows_of


def share(rows, holds):
    rows = list(rows)
    return sum(bool(holds(row)) for row in rows) / len(rows)


def totals(plan, *columns):
    sums = defaultdict(Decimal)
    for row in plan["budget"]:
        sums[tuple(row[column] for column in columns)] += row["montant"]
    return sums


def test_the_announced_volumes(dated_plan):
    _, plan = dated_plan
    states = Counter(row["statut"] for row in plan["ateliers"])
    assert 350 <= states[vocabulary.HELD] <= 420
    assert states[vocabulary.CANCELLED] >= 5
    assert 12 <= states[vocabulary.PLANNED] <= 16
    assert 1_050 <= len({row["id_personne"] for row in plan["presences"]}) <= 1_400
    assert 4_400 <= len(plan["presences"]) <= 6_000
    assert len(plan["lieux"]) == 24


def test_the_announced_devices(dated_plan):
    _, plan = dated_plan
    handed = [row for row in plan["appareils"] if row["date_remise"]]
    kept = {row["id_foyer"] for row in handed if not row["date_retour"]}
    assert (len(plan["appareils"]), len(handed)) == (120, 76)
    assert len({row["id_foyer"] for row in handed}) == 70
    assert sum(bool(row["date_retour"]) for row in handed) == 6
    assert 64 <= len(kept) <= 66
    assert sum(bool(row["date_sortie"]) for row in plan["appareils"]) == 3


def test_the_announced_proportions(dated_plan):
    _, plan = dated_plan
    people = {row["id_personne"]: row for row in plan["presences"] if row["id_personne"]}.values()
    visits = Counter(row["id_personne"] for row in plan["presences"] if row["id_personne"])
    assert 0.40 <= share(visits.values(), lambda count: count > 1) <= 0.55
    assert 0.54 <= share(people, lambda row: row["genre"] == "féminin") <= 0.66
    assert 0.03 <= share(people, lambda row: row["commune_insee"] is None) <= 0.09
    assert 0.35 <= share(plan["ateliers"], lambda row: row["inscription"]) <= 0.55


def test_one_neighbourhood_is_ahead_and_another_behind(dated_plan):
    _, plan = dated_plan
    homes = Counter({row["id_personne"]: row["qpv_code"] for row in plan["presences"]}.values())
    known = [row for row in rows_of(EMBEDDED / "qpv.csv") if row["zonage"] == "2024" and row["population"]]
    reached = {row["code"]: homes[row["code"]] / int(row["population"]) for row in known}
    assert max(reached, key=reached.get) == STRONG
    assert min(reached, key=reached.get) == LAGGING


def test_august_and_christmas_are_nearly_empty(plan):
    held = [row["date"] for row in plan["ateliers"] if row["statut"] == vocabulary.HELD]
    months = Counter(f"{day:%Y-%m}" for day in held)
    assert max(months["2025-08"], months["2026-08"]) <= 4
    assert min(months["2025-10"], months["2026-10"]) >= 12
    assert not any((day.month, day.day) >= (12, 24) for day in held)


def test_activity_grows(dated_plan):
    today, plan = dated_plan
    held = Counter((today - row["date"]).days // 365 for row in plan["ateliers"] if row["date"] <= today)
    assert held[0] > 1.3 * held[1]


def test_the_envelope_is_the_real_one_to_the_cent(plan):
    sums = totals(plan, "nature", "financeur")
    assert sums["prévu", "Agglomération"] == sums["prévu", "État"] == Decimal("25560.00")
    assert sums["notifié", "Agglomération"] == Decimal("25560.00")
    assert Decimal(24_000) < sums["notifié", "État"] < Decimal(25_560)


@pytest.mark.parametrize(("nature", "expected"), [("engagé", 0.70), ("mandaté", 0.62), ("payé", 0.55)])
def test_money_is_used_in_the_announced_proportions(dated_plan, nature, expected):
    sums = totals(dated_plan[1], "nature")
    assert float(sums[nature,] / sums["notifié",]) == pytest.approx(expected, abs=0.01)


def test_an_action_never_spends_more_than_a_funder_granted(plan):
    sums = totals(plan, "financeur", "action", "nature")
    for funder in vocabulary.FUNDERS:
        for action in vocabulary.ACTIONS:
            amounts = [sums[funder, action, nature] for nature in ("payé", "mandaté", "engagé", "notifié")]
            assert amounts == sorted(amounts)


def test_three_committees_were_held_and_one_is_to_come(dated_plan):
    today, plan = dated_plan
    assert [row["date"] > today for row in plan["comites"]] == [False, False, False, True]
    unfinished = [row for row in plan["decisions"] if row["etat"] in ("à faire", "en cours")]
    assert sum(row["echeance"] < today for row in unfinished) == 2


def test_delays_shrink_over_time(dated_plan):
    delays = defaultdict(list)
    for row in dated_plan[1]["appareils"]:
        if row["date_remise"]:
            delays[row["lot"]].append((row["date_remise"] - row["date_reception"]).days)
    means = [sum(days) / len(days) for _, days in sorted(delays.items())]
    assert len(means) == 5
    assert means == sorted(means, reverse=True)


def test_stops_are_rarer_in_the_east(plan):
    stops = Counter(row["commune_insee"] for row in plan["passages"])
    assert max(stops[commune] for commune in ("59157", "59151", "59324")) < 0.7 * stops["59543"]


def test_the_mobile_third_place_broke_down_for_a_fortnight(dated_plan):
    cancelled = sorted(row["date"] for row in dated_plan[1]["passages"] if row["statut"] == "annulé")
    assert any((later - day).days <= 14 for day, later in zip(cancelled, cancelled[9:], strict=False))


def test_the_financing_plan_is_the_first_fact(dated_plan):
    today, plan = dated_plan
    first = min(row["date"] for sheet in ("budget", "ateliers", "passages") for row in plan[sheet])
    assert first == today.replace(year=today.year - 2, day=1)
