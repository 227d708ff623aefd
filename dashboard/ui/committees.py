"""The page of the committees: the one at hand, its figures frozen or not, what came since, all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard import clock, source
from dashboard.access import Reader, Right, may
from dashboard.committee import became, calendar, frozen
from dashboard.committee.became import Became
from dashboard.committee.calendar import Sitting
from dashboard.committee.frozen import Frozen
from dashboard.committee.since import Since, since
from dashboard.sharing import PerRevision
from dashboard.ui import filters, identity
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from data_access.committees import meetings, snapshots
from data_access.committees.snapshots import Snapshot

_became: PerRevision[tuple[Became, ...]] = PerRevision()
_since: PerRevision[Since] = PerRevision()


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures frozen for a committee, as the database gives them back; `figures` is None when unreadable."""

    snapshot: Snapshot
    figures: Frozen | None

    @property
    def is_genuine(self) -> bool:
        """Say whether they are those that were signed, and can be read."""
        return self.snapshot.is_genuine and self.figures is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a committee and, when frozen, one version of its figures."""

    now: Reading
    reader: Reader
    sittings: tuple[Sitting, ...]
    sitting: Sitting | None
    shown: Shown | None

    @property
    def may_keep(self) -> bool:
        """Say whether the reader keeps committees and decisions."""
        return may(self.reader, Right.COMMITTEES)


def asked(now: Reading) -> Asked:
    """Return what the address asks for; raises Denied, StorageError."""
    reader, engine = identity.needing(Right.STEERING), source.engine()
    sittings = calendar.calendar(now.facts, meetings.kept(engine), snapshots.frozen_meetings(engine))
    sitting = calendar.chosen(sittings, st.query_params.get("comite", ""), now.today)
    version = st.query_params.get("version", "")
    return Asked(now, reader, sittings, sitting, shown(sitting, version) if sitting else None)


def shown(sitting: Sitting, version: str = "") -> Shown | None:
    """Return the figures frozen for a committee: that version, else the last one; None when none was."""
    if not sitting.record or not sitting.versions:
        return None
    found = snapshots.of_meeting(source.engine(), source.secret(), sitting.record.id)
    snapshot = next((each for each in found if str(each.version) == version), found[-1])
    try:
        return Shown(snapshot, frozen.from_json(snapshot.content))
    except (KeyError, TypeError, ValueError):
        return Shown(snapshot, None)


def before(sittings: Sequence[Sitting], today: date) -> Shown | None:
    """Return the figures frozen for the last committee held, when they are genuine."""
    last = calendar.past(sittings, today)
    found = shown(last) if last else None
    return found if found and found.is_genuine else None


def head(at: Asked) -> None:
    """Show the committee at hand: its day, its agenda, who came, whether its figures are frozen."""
    following = calendar.upcoming(at.sittings, at.now.today)
    show_template(
        "sitting.html",
        sitting=at.sitting,
        is_next=at.sitting is not None and at.sitting == following,
        when=calendar.when(at.sitting.day, at.now.today) if at.sitting else "",
        shown=at.shown,
        taken=clock.local(at.shown.snapshot.taken_at) if at.shown else None,
        may_keep=at.may_keep,
    )


def news(at: Asked) -> None:
    """Show what came since the last committee, in sentences to read aloud."""
    facts, selection, today = at.now.facts, at.now.selection, at.now.today
    last = before(at.sittings, today)
    key = (selection, today, last.snapshot.id if last else None)
    figures = last.figures if last else None
    told = _since.get(facts, key, lambda: since(facts, selection, today, figures))
    show_template("since.html", told_of=told, was_frozen=last is not None)


def figures(at: Asked) -> None:
    """Show each frozen figure, what it is for the same selection now, and today; each has its address."""
    if at.shown is None or at.shown.figures is None or at.sitting is None:
        show_template("unfrozen.html", shown=at.shown, may_keep=at.may_keep)
        return
    now, kept = at.now, at.shown.figures
    key = (at.shown.snapshot.id, now.today)
    found = _became.get(now.facts, key, lambda: became.all_became(now.facts, kept, now.today))
    pillars: dict[str, list[Became]] = {}
    for each in found:
        pillars.setdefault(each.frozen.pillar, []).append(each)
    show_template("frozen.html", pillars=pillars, at=at, kept=kept, address=lambda key: quoted(at, key))


def everyone(at: Asked) -> None:
    """Show all committees, the latest first."""
    show_template("sittings.html", sittings=at.sittings[::-1], at=at, address=address)


def quote(at: Asked) -> bool:
    """Show the one frozen figure that the address quotes, and say whether it quotes one."""
    key, code = st.query_params.get("indicateur", ""), st.query_params.get("territoire", "")
    if not key or at.shown is None or at.shown.figures is None:
        return False
    kept = at.shown.figures
    whole = kept.figure(key)
    figure = whole.of(code) if whole and code and not kept.selection.territories else whole
    part = next((each for each in whole.parts if each.code == code), None) if whole else None
    found = became.became(at.now.facts, kept, figure, at.now.today, code if part else "") if figure else None
    show_template(
        "quoted.html",
        found=found,
        at=at,
        kept=kept,
        part=part,
        taken=clock.local(at.shown.snapshot.taken_at),
        held=at.sitting.day if at.sitting else None,
        back=address(at.sitting) if at.sitting else "comites",
        parts=whole.parts if whole and figure is whole and not kept.selection.territories else (),
        of=lambda code: quoted(at, key, code),
    )
    return True


def address(sitting: Sitting, **more: str) -> str:
    """Return the address of a committee, filters kept."""
    kept = filters.query_string()
    joint = "&" if kept else "?"
    return f"comites{kept}{joint}{urlencode({'comite': sitting.address, **more})}"


def quoted(at: Asked, key: str, code: str = "") -> str:
    """Return the permanent address of a frozen figure, which no filter changes."""
    assert at.sitting is not None
    assert at.shown is not None
    query = {"comite": at.sitting.address, "version": str(at.shown.snapshot.version), "indicateur": key}
    return f"comites?{urlencode(query | ({'territoire': code} if code else {}))}"
