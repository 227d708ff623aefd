"""The page of workshops and the plain computation agree on random workbooks."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Basis, Selection
from dashboard.workshops.catalogue import catalogue
from dashboard.workshops.coming import coming, overdue
from dashboard.workshops.located import located
from dashboard.workshops.sheet import FEWEST_BROKEN_DOWN, sheet
from dashboard.workshops.states import states
from dashboard.workshops.visits import visits
from tests.reference import embedded, product
from tests.reference import sessions as plain
from tests.reference.model import Question
from tests.reference.strategies import DAYS, selections, workbooks
from tests.reference.test_agreement import EXAMPLES, Installed


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("sessions"))
    yield Installed(engine, embedded.read_territory(engine))
    engine.dispose()


def asked(selection):
    basis = Basis.PLACE if selection["base"] == "lieu" else Basis.RESIDENCE
    return Selection(selection["du"], selection["au"], selection["territoires"], basis)


@EXAMPLES
@given(rows=workbooks(), selection=selections())
def test_visits_agree_and_add_up(installed, rows, selection):
    facts, chosen = product.load(installed.engine, rows), asked(selection)
    found = visits(facts, chosen)
    assert found == plain.visits(Question(rows, installed.territory, **selection))
    assert sum(found.values()) == (measure(BY_KEY["beneficiaires"], facts, chosen).value or 0)
    back = measure(BY_KEY["taux_fidelite"], facts, chosen)
    assert sum(found.values()) - found["1 fois"] == (back.numerator or 0)


@EXAMPLES
@given(rows=workbooks(), selection=selections(), today=DAYS)
def test_states_agree(installed, rows, selection, today):
    facts, chosen = product.load(installed.engine, rows), asked(selection)
    found = states(facts, chosen, today)
    expected = plain.states(Question(rows, installed.territory, **selection), today)
    assert [found.held, found.cancelled, found.coming, found.overdue] == list(expected.values())
    assert found.held == (measure(BY_KEY["ateliers"], facts, chosen).value or 0)
    decided = expected["tenu"] + expected["annulé"]
    assert found.cancelled_percent == (100 * expected["annulé"] / decided if decided else None)
    assert len(catalogue(facts, chosen).frame) == sum(expected.values())


@EXAMPLES
@given(rows=workbooks(), selection=selections(), today=DAYS)
def test_what_is_coming_agrees(installed, rows, selection, today):
    facts = product.load(installed.engine, rows)
    question = Question(rows, installed.territory, **selection)
    found = coming(facts, selection["territoires"], today)
    assert [each.day for each in found] == sorted(each.day for each in found)
    expected = plain.planned(question, today)
    assert Counter((each.day, _room(each.room)) for each in found) == Counter(
        (day, room) for day, _, room in expected
    )
    late = overdue(facts, selection["territoires"], today)
    assert [each.day for each in late] == plain.overdue(question, today)


def _room(said):
    """Return « 3 sur 12 », « 12 places », « 4 inscrits » from the words of a meeting."""
    numbers = re.findall(r"\d+", said)
    if "complet" in said:
        return f"0 sur {numbers[0]}"
    if "restante" in said:
        return f"{numbers[0]} sur {numbers[1]}"
    return f"{numbers[0]} {'inscrits' if 'inscrit' in said else 'places'}" if numbers else None


@EXAMPLES
@given(rows=workbooks())
def test_sheets_agree_and_add_up(installed, rows):
    facts = product.load(installed.engine, rows)
    question = Question(rows, installed.territory, *_whole(facts))
    by_key = {row["key"]: row for row in located(facts).iter_rows(named=True)}
    newcomers = 0
    for key, row in by_key.items():
        shown = sheet(facts, row["workshop"])
        expected = plain.headcounts(question, key) if key in plain.held(question) else {}
        if not expected:
            assert shown.numbers == ()
            continue
        told = dict(shown.numbers)
        newcomers += int(told["Nouveaux bénéficiaires"])
        assert int(told["Présents"]) == expected.get("présent", 0)
        assert int(told["dont anonymes"]) == expected.get("anonyme", 0)
        assert int(told.get("Absents", 0)) == expected.get("absent", 0)
        assert int(told.get("Excusés", 0)) == expected.get("excusé", 0)
        identified = expected.get("présent", 0) - expected.get("anonyme", 0)
        assert bool(shown.breakdowns) == (identified >= FEWEST_BROKEN_DOWN)
        for each in shown.breakdowns:
            assert sum(people for _, people in each.groups) == expected["présent"]
    if by_key:
        whole = Selection(*_whole(facts), basis=Basis.PLACE)
        assert newcomers == (measure(BY_KEY["nouveaux_beneficiaires"], facts, whole).value or 0)
        present = located(facts)["present"].sum()
        assert present == (measure(BY_KEY["participations"], facts, whole).value or 0)


def _whole(facts):
    days = facts.workshops["date"]
    return (days.min(), days.max()) if len(days) else (DAYS_OF_NOTHING, DAYS_OF_NOTHING)


DAYS_OF_NOTHING = date(2025, 1, 1)
