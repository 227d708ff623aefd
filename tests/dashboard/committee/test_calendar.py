from datetime import date

from dashboard.committee.calendar import calendar, chosen, past, upcoming, when
from data_access.committees.meetings import MeetingRecord
from tests.dashboard.committee.conftest import HELD, NEXT, SPRING, TODAY

SCREEN = date(2026, 8, 4)


def test_committees_of_both_origins_stand_once_each(plan):
    kept = [
        MeetingRecord(HELD, "De l'écran", None, ["Étape"], {}, 4),
        MeetingRecord(SCREEN, None, "Mairie", [], {}, 5),
    ]
    found = calendar(plan(SPRING), kept, {4: 2})
    assert [(each.day, each.title, each.imported, each.versions, each.address) for each in found] == [
        (HELD, "De l'écran", True, 2, "4"),
        (SCREEN, "Comité de pilotage", False, 0, "5"),
        (NEXT, "Comité de pilotage", True, 0, "2026-12-16"),
    ]
    assert found[0].agenda == ("Étape",)


def test_an_address_names_a_committee_and_the_next_one_is_usual(plan):
    found = calendar(plan(SPRING), [], {})
    assert chosen(found, "2026-06-02", TODAY).day == HELD
    for unknown in ("", "99", "hier", "<script>"):
        assert chosen(found, unknown, TODAY).day == NEXT
    assert chosen(found, "", date(2027, 1, 1)).day == NEXT
    assert chosen((), "", TODAY) is None
    assert (upcoming(found, NEXT).day, past(found, NEXT).day) == (NEXT, HELD)


def test_the_time_to_go_is_told():
    assert when(TODAY, TODAY) == "aujourd'hui"
    assert when(NEXT, TODAY) == "dans 21 jours"
    assert when(date(2026, 11, 24), TODAY) == "il y a 1 jour"
