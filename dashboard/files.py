"""Files of the figures: written one at a time, away from the screens, each once per revision."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard.committee import freezing
from dashboard.disclosure import INSIDE, OUTSIDE, SharedFacts, allowed_selection, shared, window
from dashboard.selection import Selection
from dashboard.sharing import PerRevision, per_revision
from data_access.committees.snapshots import Snapshot
from data_access.errors import UsageError
from data_access.facts import Facts

if TYPE_CHECKING:
    from dashboard.exports import Document

PATIENCE_S = 60.0
BUSY = "D'autres fichiers se préparent : celui-ci n'a pas pu l'être. Réessayez dans une minute."
OPEN_DATA = "opendata"
OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file as readers choose it; `key` is its name on the command line."""

    key: str
    label: str
    about: str
    suffix: str
    mime: str
    icon: str


KINDS = (
    Kind("pptx", "Diaporama", "PowerPoint ; graphiques et tableaux restent modifiables.", ".pptx",
         f"{OFFICE}.presentationml.presentation", "slideshow"),
    Kind("pdf", "Rapport PDF", "Toutes les sections, prêtes à imprimer.", ".pdf", "application/pdf",
         "description"),
    Kind("resume", "Résumé d'une page", "Une page PDF, à joindre à une convocation.", ".pdf",
         "application/pdf", "article"),
    Kind("xlsx", "Classeur Excel", "Chiffres, ventilations et définitions, en vrais nombres.", ".xlsx",
         f"{OFFICE}.spreadsheetml.sheet", "table"),
    Kind("csv", "CSV", "Une ligne par chiffre, comme Excel le lit en France.", ".csv", "text/csv", "csv"),
    Kind(OPEN_DATA, "Données ouvertes", "CSV à publier : mois entiers, petits effectifs retirés.", ".csv",
         "text/csv", "public"),
)  # fmt: skip

_pool = ThreadPoolExecutor(1, thread_name_prefix="fichiers")
_documents: "PerRevision[Document]" = PerRevision(8)
_files: PerRevision[bytes] = PerRevision(24)


@per_revision
def to_team(facts: Facts, selection: Selection) -> tuple[SharedFacts, Selection]:
    """Return facts as the team is told them."""
    return shared(facts, INSIDE), selection


@per_revision
def to_all(facts: Facts, selection: Selection, today: date) -> tuple[SharedFacts, Selection]:
    """Return facts without small counts of people, and the whole months nearest to the selection."""
    months = window(facts.plan.started_on, None, facts.plan.started_on or selection.start, today)
    return shared(facts, OUTSIDE, window=months), allowed_selection(selection, months)


def live(facts: Facts, selection: Selection, today: date, key: str) -> bytes:
    """Return a file of what the facts tell now; raises UsageError when too many are waiting."""
    from dashboard.exports import Format, compose, write

    def make() -> bytes:
        document = _documents.get(facts, (selection, today), lambda: compose(facts, selection, today))
        return write(document, Format(key))

    return _files.get(facts, (selection, today, key), lambda: made(make))


def frozen(facts: Facts, snapshot: Snapshot, key: str) -> bytes:
    """Return a file of frozen figures, which the facts at hand never change; raises DataError, UsageError."""
    from dashboard.exports import Format, write

    def make() -> bytes:
        return write(freezing.document(snapshot), Format(key))

    return _files.get(facts, (snapshot.digest, key), lambda: made(make))


def made(make: Callable[[], bytes], patience_s: float = PATIENCE_S) -> bytes:
    """Return what is made when its turn comes; raises UsageError when it does not come in time."""
    waiting = _pool.submit(make)
    try:
        return waiting.result(patience_s)
    except TimeoutError as error:
        waiting.cancel()
        raise UsageError(BUSY) from error
