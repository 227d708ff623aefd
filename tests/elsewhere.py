"""What tells of another area, looked for in all that a partner is sent."""

import re

from dashboard import clock
from dashboard.access import Reader, Role
from dashboard.access.reader import OUTSIDE_THRESHOLD, Scope
from dashboard.scoping import facts_for
from dashboard.screens import SHAREABLE


def names_and_codes(facts, perimeter):
    """Return the names and codes that a partner must never be sent."""
    scope = Scope(frozenset(perimeter), frozenset(SHAREABLE), None, None, 1)
    partner = Reader(Role.PARTNER, "x", scope=scope, threshold=OUTSIDE_THRESHOLD)
    shown = facts_for(partner, facts, clock.today()).territory
    known = {area.name for areas in (shown.communes, shown.qpvs) for area in areas.values()}
    known |= set(re.findall(r"[\w'-]+", f"{facts.plan.territory_name} {' '.join(known)}"))
    areas = [*facts.territory.communes.values(), *facts.territory.qpvs.values()]
    names = {area.name for area in areas if area.code not in shown.codes} - known
    return {
        name for name in names if not any(name in each for each in known)
    }, facts.territory.codes - shown.codes


def is_written(code, text):
    """Say whether a code stands by itself: five digits of a longer number or of a hash are nobody's."""
    return re.search(rf"(?<![0-9A-Za-z.]){code}(?![0-9A-Za-z])", text) is not None


def found(text, facts, perimeter, asked=()):
    """Return what a text tells of elsewhere, but for the codes that the partner wrote and got back."""
    names, codes = names_and_codes(facts, perimeter)
    assert len(names) > 30
    assert len(codes) > 30
    written = [code for code in codes - set(asked) if is_written(code, text)]
    return sorted([*written, *(name for name in names if re.search(rf"\b{re.escape(name)}\b", text))])
