"""Rights: what is not granted is refused."""

from datetime import date

import pytest

from dashboard.access import Denied, Reader, Right, Role, Scope, allowed, may, require
from dashboard.access.reader import PAGE_RIGHTS, RESERVED

SCOPE = Scope(frozenset({"59392"}), frozenset({"synthese", "journal"}), date(2026, 1, 1), None, 1)
LECTEUR, MANAGER = Reader(Role.READER, "É"), Reader(Role.MANAGER, "C")
PARTNER, LOST = Reader(Role.PARTNER, "P", scope=SCOPE), Reader(Role.PARTNER, "P")
EXPECTED = {
    Role.READER: {Right.VIEW, Right.STEERING},
    Role.MANAGER: set(Right),
    Role.PARTNER: {Right.VIEW},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_each_role_has_its_rights_and_no_other(role, right):
    assert may(Reader(role, "x"), right) == (right in EXPECTED[role])


@pytest.mark.parametrize("right", sorted(set(Right) - {Right.VIEW}))
def test_a_refusal_says_who_may(right):
    who, said = (PARTNER, "l'équipe du plan") if right is Right.STEERING else (LECTEUR, "chef de projet")
    with pytest.raises(Denied, match=said) as denial:
        require(who, right)
    assert denial.value.signed_in
    require(MANAGER, right)
    assert RESERVED[right] == str(denial.value)


@pytest.mark.parametrize(
    ("reader", "page", "opens"),
    [
        (LECTEUR, "synthese", True),
        (LECTEUR, "journal", False),
        (MANAGER, "journal", True),
        (PARTNER, "synthese", True),
        (PARTNER, "budget", False),
        (PARTNER, "journal", False),
        (PARTNER, "", False),
        (LOST, "synthese", False),
    ],
)
def test_pages(reader, page, opens):
    assert allowed(reader, page) is opens


def test_every_reserved_page_names_a_right():
    assert set(PAGE_RIGHTS.values()) <= set(Right)
