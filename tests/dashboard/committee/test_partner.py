"""A partner never meets the committee: not its pages, not its decisions."""

from datetime import date

import pytest

from dashboard.access.reader import PAGE_RIGHTS, Reader, Right, Role, Scope, allowed, may
from dashboard.attention import attention
from dashboard.committee.decisions import register
from dashboard.scoping import facts_for
from dashboard.screens import OTHERS, SCREENS, SHAREABLE
from dashboard.selection import Selection

PAGES = ("comites", "seance")
EVERY_PAGE = frozenset(screen.name for screen in (*SCREENS, *OTHERS))


def partner(territories=frozenset()):
    """Return a partner whose link names every page, as a forged one might."""
    return Reader(Role.PARTNER, "Partenaire", scope=Scope(territories, EVERY_PAGE, None, None, 1))


@pytest.mark.parametrize("page", PAGES)
def test_its_pages_open_to_the_team_alone(page):
    assert not allowed(partner(), page)
    assert allowed(Reader(Role.READER, "Élue"), page)
    assert allowed(Reader(Role.MANAGER, "Cheffe de projet"), page)
    assert PAGE_RIGHTS[page] is Right.STEERING


def test_only_the_manager_keeps_it():
    assert [may(Reader(role, ""), Right.COMMITTEES) for role in Role] == [False, True, False]


def test_a_partners_facts_hold_no_decision(facts, today):
    theirs = facts_for(partner(frozenset({"59392"})), facts, today)
    assert len(facts.decisions)
    assert register(theirs, today) == ()
    assert set(theirs.committees["title"]) <= {None}
    selection = Selection(date(2025, 1, 1), date(2025, 12, 31))
    said = " ".join(point.sentence for point in attention(theirs, selection, today))
    assert "comité" not in said
    assert not set(PAGES).intersection(SHAREABLE)
