"""What a finding says, and that attention tells the same figures."""

from datetime import date, timedelta

import pytest

from dashboard.attention import attention
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.quality import CHECKS, UNKNOWN_RESIDENCE, WITHOUT_ATTENDANCE, find
from dashboard.quality.declaration import Finding
from dashboard.selection import Selection
from tests.reference import embedded, product

TODAY = date(2025, 6, 30)
YEAR = Selection(date(2025, 1, 1), date(2025, 12, 31))
BY_NAME = {check.key: check for check in CHECKS}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("quality"))
    yield engine
    engine.dispose()


def workshop(key, day, commune="59392", **values):
    return {
        "id_atelier": key,
        "date": day,
        "type": "initiation",
        "commune_insee": commune,
        "statut": "tenu",
    } | values


def attendance(workshop_key, person, commune="59392", **values):
    return {
        "id_atelier": workshop_key, "id_personne": person, "present": "présent", "commune_insee": commune
    } | values  # fmt: skip


def sentences(facts, selection=YEAR):
    return [point.sentence for point in attention(facts, selection, TODAY)]


def test_keys_are_unique_and_texts_are_sentences():
    assert len(BY_NAME) == len(CHECKS)
    assert [
        check.key for check in CHECKS if not check.effect.endswith(".") or check.label.endswith(".")
    ] == []


@pytest.mark.parametrize(
    ("count", "total", "share", "deserves"),
    [(0, 0, None, False), (0, 20, 0, False), (1, 20, 5, False), (2, 20, 10, True), (3, -20, None, False)],
)
def test_a_share_above_the_level_deserves_attention(count, total, share, deserves):
    finding = Finding(UNKNOWN_RESIDENCE, count, total, total)
    assert (finding.share, finding.deserves_attention) == (share, deserves)


def test_what_is_usual_is_only_told_and_what_is_impossible_always_counts():
    assert not Finding(BY_NAME["anonymes"], 19, 20, 20).deserves_attention
    assert Finding(BY_NAME["sortis_avant_remise"], 1, 1000, 1000).deserves_attention


def test_attention_tells_the_same_unknown_residences(engine):
    rows = [attendance("A1", f"P{number}", None if number < 2 else "59392") for number in range(16)]
    facts = product.load(engine, {"ateliers": [workshop("A1", date(2025, 3, 4))], "presences": rows})
    finding = find(UNKNOWN_RESIDENCE, facts, YEAR, TODAY)
    assert (finding.count, finding.total) == (2, 16)
    assert any("Résidence non renseignée pour 12,5 %" in said for said in sentences(facts))
    one_area = Selection(YEAR.start, YEAR.end, frozenset({"59392"}))
    assert not any("Résidence" in said for said in sentences(facts, one_area))


def test_attention_keeps_quiet_up_to_one_in_twenty(engine):
    rows = [attendance("A1", f"P{number}", None if number < 1 else "59392") for number in range(20)]
    facts = product.load(engine, {"ateliers": [workshop("A1", date(2025, 3, 4))], "presences": rows})
    assert find(UNKNOWN_RESIDENCE, facts, YEAR, TODAY).share == 5
    assert not any("Résidence" in said for said in sentences(facts))


def test_attention_tells_the_same_workshops_without_attendance(engine):
    week = timedelta(days=7)
    rows = {
        "ateliers": [
            workshop("A1", date(2025, 3, 4)),
            workshop("A2", TODAY - week, "59291"),
            workshop("A3", TODAY - week + timedelta(days=1)),
            workshop("A4", date(2025, 3, 4), statut="annulé"),
            workshop("A5", date(2025, 3, 4)),
        ],
        "presences": [attendance("A5", "P1")],
    }
    facts = product.load(engine, rows)
    finding = find(WITHOUT_ATTENDANCE, facts, YEAR, TODAY)
    assert (finding.count, finding.total) == (2, 3)
    assert any(said.startswith("2 ateliers tenus sans aucune présence") for said in sentences(facts))
    one_area = Selection(YEAR.start, YEAR.end, frozenset({"59291"}))
    assert any(said.startswith("1 atelier tenu sans aucune présence") for said in sentences(facts, one_area))


def test_money_that_is_not_earmarked_is_what_a_perimeter_leaves_out(engine):
    rows = [
        {"id_ligne": f"B{number}", "date": date(2025, 3, 4), "nature": "payé", "financeur": "État", **values}
        for number, values in enumerate(
            ({"montant": 100.10}, {"montant": -0.05}, {"montant": 50, "commune_insee": "59392"})
        )
    ]
    facts = product.load(engine, {"budget": rows})
    finding = find(BY_NAME["paye_non_fleche"], facts, YEAR, TODAY)
    inside = measure(
        BY_KEY["budget_paye"], facts, Selection(YEAR.start, YEAR.end, facts.territory.codes)
    ).value
    assert (finding.count, finding.total) == (10005, 15005)
    assert finding.total - finding.count == round(100 * inside)


def test_anonymous_attendance_is_the_indicators(engine):
    rows = [attendance("A1", "P1"), attendance("A1", None, None, nombre=7, rang=1)]
    facts = product.load(engine, {"ateliers": [workshop("A1", date(2025, 3, 4))], "presences": rows})
    finding = find(BY_NAME["anonymes"], facts, YEAR, TODAY)
    counted = [
        measure(BY_KEY[key], facts, YEAR).value for key in ("participations_anonymes", "participations")
    ]
    assert [finding.count, finding.total] == counted == [7, 8]


def test_the_same_day_is_no_fault(engine):
    def device(key, **dates):
        return {
            "id_appareil": key,
            "type": "tablette",
            "date_reception": date(2025, 1, 6),
            "date_remise": date(2025, 3, 4),
            "modalite": "don",
            "id_foyer": key,
            **dates,
        }

    day_before, same_day, day_after = date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 5)
    rows = {
        "ateliers": [
            workshop("A1", TODAY, statut="prévu"),
            workshop("A2", TODAY - timedelta(days=1), statut="prévu"),
            workshop("A3", TODAY - timedelta(days=1)),
        ],
        "appareils": [
            device("D1", date_pret=same_day, date_sortie=same_day),
            device("D2", date_pret=day_before, date_sortie=day_after),
            device("D3", date_pret=day_after, date_sortie=day_before),
            device("D4"),
        ],
    }
    facts = product.load(engine, rows)
    found = {key: find(BY_NAME[key], facts, YEAR, TODAY) for key in BY_NAME}
    counts = {key: (finding.count, finding.total) for key, finding in found.items()}
    assert counts["encore_prevus"] == (1, 2)
    assert counts["remis_sans_etre_prets"] == (2, 4)
    assert counts["sortis_avant_remise"] == (1, 4)
