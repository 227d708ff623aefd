"""A reader, their rights and their perimeter; what is not granted here is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data_access.errors import InclusionError

INSIDE_THRESHOLD, OUTSIDE_THRESHOLD = 5, 11


class Role(StrEnum):
    """What someone is to the plan."""

    READER = "lecteur"
    MANAGER = "chef_projet"
    PARTNER = "partenaire"


class Right(StrEnum):
    """Something that only some may do."""

    VIEW = "voir"
    LISTS = "listes"
    IMPORT = "importer"
    TARGETS = "objectifs"
    COMMITTEES = "comités"
    STEERING = "pilotage"
    SHARES = "partages"
    READERS = "lecteurs"
    VIEWS = "vues"
    JOURNAL = "journal"


ROLE_NAMES = {Role.READER: "Lecteur", Role.MANAGER: "Chef de projet", Role.PARTNER: "Partenaire"}
GRANTED: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.VIEW, Right.STEERING}),
    Role.MANAGER: frozenset(Right),
    Role.PARTNER: frozenset({Right.VIEW}),
}
RESERVED = {
    Right.VIEW: "Cette page n'est pas ouverte à votre accès.",
    Right.LISTS: "Les listes ligne à ligne sont réservées au chef de projet ; les chiffres ci-dessus en "
    "donnent le total.",
    Right.IMPORT: "Seul le chef de projet importe des données.",
    Right.TARGETS: "Seul le chef de projet fixe les objectifs.",
    Right.COMMITTEES: "Seul le chef de projet tient les comités et leurs décisions.",
    Right.STEERING: "Les comités et leurs décisions sont réservés à l'équipe du plan.",
    Right.SHARES: "Seul le chef de projet partage une vue avec un partenaire.",
    Right.READERS: "Seul le chef de projet invite des lecteurs et retire un accès.",
    Right.VIEWS: "Seul le chef de projet enregistre, renomme ou supprime une vue.",
    Right.JOURNAL: "Le journal des accès est réservé au chef de projet.",
}
PAGE_RIGHTS: Mapping[str, Right] = {
    "comites": Right.STEERING,
    "journal": Right.JOURNAL,
    "lecteurs": Right.READERS,
    "partages": Right.SHARES,
    "seance": Right.STEERING,
}
"""Pages that ask for more than « voir », by file name."""
FOR_EVERYONE = frozenset({"confidentialite"})
"""Pages that open to whoever is let in, whatever their link names."""


class Denied(InclusionError):  # noqa: N818 -- said as it is raised
    """Nobody is known behind the request, or what they ask for is not theirs; `signed_in` tells which.

    `by_link`: they came by a shared link, so that signing in is not what would help them.
    """

    def __init__(self, sentence: str, *, signed_in: bool = False, by_link: bool = False) -> None:
        super().__init__(sentence)
        self.signed_in = signed_in
        self.by_link = by_link


@dataclass(frozen=True, slots=True)
class Scope:
    """What a shared link opens: areas, pages, and a period unless it follows the present.

    It is over at `until`; the sites of `origins` may show it inside their own pages. `made_on` is the day
    when it was made: a period that had not ended then follows the present.
    """

    territories: frozenset[str]
    pages: frozenset[str]
    start: date | None
    end: date | None
    link_id: int
    until: datetime | None = None
    origins: tuple[str, ...] = ()
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever is asking; `session_id` is None in the demonstration, `scope` for whoever sees everything.

    Personal counts under `threshold` are masked where this reader looks.
    """

    role: Role
    name: str
    session_id: int | None = None
    reader_id: int | None = None
    scope: Scope | None = None
    threshold: int = INSIDE_THRESHOLD

    @property
    def role_name(self) -> str:
        """Return the role as the screen names it."""
        return ROLE_NAMES[self.role]


def may(reader: Reader, right: Right) -> bool:
    """Say whether a reader has a right."""
    return right in GRANTED[reader.role]


def require(reader: Reader, right: Right) -> None:
    """Check a right; raises Denied with the sentence that says who has it."""
    if not may(reader, right):
        raise Denied(RESERVED[right], signed_in=True)


def allowed(reader: Reader, page: str) -> bool:
    """Say whether a page, by file name, opens for a reader; a link opens only the pages it names."""
    if reader.role is Role.PARTNER and page not in FOR_EVERYONE and not _is_shared(reader, page):
        return False
    return may(reader, PAGE_RIGHTS.get(page, Right.VIEW))


def _is_shared(reader: Reader, page: str) -> bool:
    return reader.scope is not None and page in reader.scope.pages
