"""What is frozen for a committee: what its pages told, and the document that its files are written from."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard import clock
from dashboard.committee.frozen import Frozen
from dashboard.committee.gathering import gather
from dashboard.selection import Selection
from data_access.committees.snapshots import Snapshot
from data_access.facts import Facts

if TYPE_CHECKING:
    from dashboard.exports import Document

DOCUMENT = "document"


def content(facts: Facts, selection: Selection, today: date, before: Frozen | None = None) -> dict[str, Any]:
    """Return what a snapshot keeps, from one set of facts; `before` was frozen for the last committee."""
    from dashboard.exports import compose, to_json  # Office libraries are loaded when files are at stake

    told = gather(facts, selection, today, before)
    return told.to_json() | {DOCUMENT: json.loads(to_json(compose(facts, selection, today)))}


def has_document(snapshot_content: Mapping[str, Any]) -> bool:
    """Say whether files can be written from a snapshot: the first ones were frozen without."""
    return isinstance(snapshot_content.get(DOCUMENT), dict)


def document(snapshot: Snapshot) -> "Document":
    """Return what a snapshot's files say, with its moment, revision and digest; raises DataError."""
    from dashboard.exports import from_json
    from dashboard.exports.document import Frozen as Stamp

    kept = from_json(json.dumps(snapshot.content.get(DOCUMENT)))
    stamp = Stamp(clock.local(snapshot.taken_at), snapshot.digest)
    return replace(kept, revision=snapshot.revision, frozen=stamp)
