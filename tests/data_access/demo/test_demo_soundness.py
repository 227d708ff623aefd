from collections import defaultdict
from datetime import date, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from data_access import demo, vocabulary
from data_access.territory.installing import EMBEDDED
from tests.data_access.demo.reading import TODAY, by_key, rows_of, territory

KEYS = {
    "lieux": ("id",),
    "passages": ("id_passage",),
    "ateliers": ("id_atelier",),
    "appareils": ("id_appareil",),
    "budget": ("id_ligne",),
    "objectifs": ("indicateur", "territoire", "echeance"),
    "comites": ("id_comite",),
    "decisions": ("id_decision",),
    "presences": ("id_atelier", "id_personne", "rang"),
}
CLOSED_LISTS = {
    ("ateliers", "type"): vocabulary.WORKSHOP_TYPES,
    ("ateliers", "statut"): vocabulary.STATUSES,
    ("passages", "statut"): vocabulary.STATUSES,
    ("presences", "present"): vocabulary.PRESENCES,
    ("presences", "genre"): vocabulary.GENDERS,
    ("presences", "tranche_age"): vocabulary.AGE_BANDS,
    ("presences", "statut_social"): (*vocabulary.SOCIAL_STATUSES, "Non communiqué ou hétérogène"),
    ("appareils", "type"): vocabulary.DEVICE_TYPES,
    ("appareils", "origine"): vocabulary.DEVICE_ORIGINS,
    ("appareils", "modalite"): vocabulary.HANDOVER_TERMS,
    ("appareils", "motif_retour"): vocabulary.RETURN_REASONS,
    ("budget", "nature"): vocabulary.NATURES,
    ("budget", "financeur"): vocabulary.FUNDERS,
    ("budget", "action"): vocabulary.ACTIONS,
    ("decisions", "etat"): vocabulary.DECISION_STATES,
}
ANY_DAY = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def assert_unique(plan):
    for sheet, columns in KEYS.items():
        keys = [tuple(row[column] for column in columns) for row in plan[sheet]]
        assert len(keys) == len(set(keys)), sheet


def assert_listed(plan):
    for (sheet, column), allowed in CLOSED_LISTS.items():
        assert {row[column] for row in plan[sheet]} <= {*allowed, None}, (sheet, column)


def assert_linked(plan):
    stops = by_key(plan["passages"], "id_passage")
    assert {row["id_atelier"] for row in plan["presences"]} <= set(by_key(plan["ateliers"], "id_atelier"))
    assert {row["id_lieu"] for row in plan["ateliers"]} <= {*by_key(plan["lieux"], "id"), None}
    assert {row["id_comite"] for row in plan["decisions"]} <= set(by_key(plan["comites"], "id_comite"))
    for row in plan["ateliers"]:
        assert sum(bool(row[column]) for column in ("id_lieu", "id_passage", "commune_insee")) == 1
        assert not row["id_passage"] or stops[row["id_passage"]]["date"] == row["date"]


def assert_dated(plan):
    for row in plan["ateliers"] + plan["passages"]:
        assert (row["heure_debut"] is None) == (row["heure_fin"] is None)
        assert row["heure_debut"] is None or row["heure_debut"] < row["heure_fin"]
    for row in plan["appareils"]:
        received = row["date_reception"]
        assert received <= (row["date_pret"] or received)
        assert received <= (row["date_remise"] or received)
        assert {bool(row[name]) for name in ("date_remise", "modalite", "id_foyer")} in ({True}, {False})
        assert not row["date_retour"] or row["date_remise"] <= row["date_retour"]


def assert_sound(plan):
    for check in (assert_unique, assert_listed, assert_linked, assert_dated):
        check(plan)


def test_an_awkward_day_gives_a_sound_plan(dated_plan):
    assert_sound(dated_plan[1])


@given(ANY_DAY, st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_any_day_gives_a_sound_plan(today, seed):
    assert_sound(demo.generate(today, seed))


def test_the_same_day_and_seed_give_the_same_plan(plan):
    assert demo.generate(TODAY) == plan


def test_another_seed_gives_another_plan(plan):
    assert demo.generate(TODAY, seed=1)["presences"] != plan["presences"]


def test_every_sheet_of_the_workbook_is_filled(plan):
    assert set(plan) == set(KEYS)
    assert all(plan.values())


def test_values_are_of_the_workbook_s_types(plan):
    kinds = {type(value) for rows in plan.values() for row in rows for value in row.values()}
    assert kinds <= {date, time, int, Decimal, str, bool, type(None)}


def test_residences_are_consistent_with_the_neighbourhoods(plan):
    lies_in = {row["code"]: row["communes_insee"].split("|") for row in rows_of(EMBEDDED / "qpv.csv")}
    for row in plan["presences"] + plan["appareils"] + plan["budget"]:
        assert row["qpv_code"] is None or row["commune_insee"] in lies_in[row["qpv_code"]]


def test_positions_fall_in_the_commune_that_they_name(plan, tmp_path):
    ground = territory(tmp_path)
    named = [(row, row["code_insee"]) for row in plan["lieux"]]
    named += [(row, row["commune_insee"]) for row in plan["passages"]]
    for row, commune in named:
        assert ground.commune_at(float(row["latitude"]), float(row["longitude"])) == commune


def test_groups_are_anonymous_and_people_count_for_one(plan):
    for row in plan["presences"]:
        assert (row["id_personne"] is None) != (row["rang"] is None)
        assert row["nombre"] == 1 if row["id_personne"] else 2 <= row["nombre"] <= 15


def test_someone_keeps_the_same_household_and_residence(plan):
    known = defaultdict(set)
    for row in plan["presences"]:
        if row["id_personne"]:
            known[row["id_personne"]].add((row["commune_insee"], row["qpv_code"], row["id_foyer"]))
    assert {len(versions) for versions in known.values()} == {1}


def test_nothing_of_the_past_is_dated_after_today(dated_plan):
    today, plan = dated_plan
    assert max(row["date"] for row in plan["budget"]) <= today
    for name in ("date_reception", "date_pret", "date_remise", "date_retour", "date_sortie"):
        assert max(row[name] for row in plan["appareils"] if row[name]) <= today
    for row in plan["ateliers"] + plan["passages"]:
        assert row["date"] <= today or row["statut"] == vocabulary.PLANNED
