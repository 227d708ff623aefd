"""Figures and charts as they were at one moment: values and words only, and their form as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from dashboard.selection import Basis, Selection

Json = Any


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure's target, what its line asked for that day, and where the value stood, as words."""

    value: float
    said: str
    due: date
    expected: float
    expected_said: str
    status: str | None
    judged: float | None
    judged_said: str


@dataclass(frozen=True, slots=True)
class Part:
    """A figure's value in one area; None is « aucune donnée », or not told when `masked`."""

    code: str
    name: str
    value: float | None
    said: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """An indicator as it was told, with its definition of that day.

    `said` is the whole quantity, `amount` and `unit_said` its two parts, `brief` what follows its label;
    `parts` are its values by area.
    """

    key: str
    label: str
    pillar: str
    unit: str
    definition: str
    formula: str
    limits: str
    source: str
    basis: Basis
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int | None
    masked: bool
    said: str
    amount: str
    unit_said: str
    brief: str
    change: float | None
    change_said: str
    aim: Aim | None
    parts: tuple[Part, ...] = ()

    def of(self, code: str) -> "FrozenFigure | None":
        """Return the figure of one area, None when it was not told apart."""
        part = next((part for part in self.parts if part.code == code), None)
        if part is None:
            return None
        return replace(
            self,
            value=part.value,
            said=part.said,
            amount=part.said,
            unit_said="",
            brief=part.said,
            masked=part.masked,
            numerator=None,
            denominator=None,
            rows=None,
            change=None,
            change_said="",
            aim=None,
            parts=(),
        )


@dataclass(frozen=True, slots=True)
class FrozenExhibit:
    """A chart as it was shown: its message, its sentence, its table in words, its drawing."""

    key: str
    page: str
    title: str
    sentence: str
    note: str
    caption: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    figure: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class FrozenMap:
    """The map of coverage as it was: its message, its picture (SVG), the neighbourhoods far from all."""

    title: str
    sentence: str
    picture: str
    unserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything that the pages told of a selection, one day; `since` is the committee before it.

    `disclosure` says for whom small counts of people were kept untold. `news`, `changes`, `due` and
    `corrections` are the sentences that said what came since then; `corrections` is None when nothing had
    been frozen for that committee.
    """

    day: date
    plan: str
    territory: str
    demonstration: bool
    selection: Selection
    selection_said: str
    disclosure: str
    since: date | None
    verdict: str
    attention: tuple[str, ...]
    news: tuple[str, ...]
    changes: tuple[str, ...]
    due: tuple[str, ...]
    corrections: tuple[str, ...] | None
    figures: tuple[FrozenFigure, ...]
    exhibits: tuple[FrozenExhibit, ...] = field(default=())
    map: FrozenMap | None = None

    def figure(self, key: str) -> FrozenFigure | None:
        """Return the figure of an indicator."""
        return next((each for each in self.figures if each.key == key), None)

    def exhibit(self, key: str) -> FrozenExhibit | None:
        """Return the chart of that key."""
        return next((each for each in self.exhibits if each.key == key), None)

    def to_json(self) -> dict[str, Json]:
        """Return what JSON can hold; `from_json` gives the same figures back."""
        plain: dict[str, Json] = _plain(asdict(self))
        return plain | {"selection": self.selection.to_query()}


def from_json(content: Mapping[str, Json]) -> Frozen:
    """Return the figures of a content; raises KeyError, TypeError or ValueError when it holds none."""
    own = {name: content[name] for name in Frozen.__dataclass_fields__}
    chart = own["map"]
    return Frozen(
        **own
        | {
            "day": date.fromisoformat(own["day"]),
            "since": date.fromisoformat(own["since"]) if own["since"] else None,
            "selection": _selection(own["selection"]),
            **{name: tuple(own[name]) for name in ("attention", "news", "changes", "due")},
            "corrections": None if own["corrections"] is None else tuple(own["corrections"]),
            "figures": tuple(_figure(each) for each in own["figures"]),
            "exhibits": tuple(_exhibit(each) for each in own["exhibits"]),
            "map": FrozenMap(**chart | {"unserved": tuple(chart["unserved"])}) if chart else None,
        }
    )


def _selection(query: Mapping[str, Json]) -> Selection:
    """Read a selection whose areas may have left the territory since."""
    return Selection(
        date.fromisoformat(query["du"]),
        date.fromisoformat(query["au"]),
        frozenset(query["territoire"]),
        Basis(query["base"]),
    )


def _figure(content: dict[str, Json]) -> FrozenFigure:
    aim = content["aim"]
    return FrozenFigure(
        **content
        | {
            "basis": Basis(content["basis"]),
            "aim": Aim(**aim | {"due": date.fromisoformat(aim["due"])}) if aim else None,
            "parts": tuple(Part(**part) for part in content["parts"]),
        }
    )


def _exhibit(content: dict[str, Json]) -> FrozenExhibit:
    return FrozenExhibit(
        **content
        | {
            "headers": tuple(content["headers"]),
            "numeric": tuple(content["numeric"]),
            "rows": tuple(tuple(row) for row in content["rows"]),
        }
    )


def _plain(value: Json) -> Json:
    """Return a value with lists for tuples and text for dates; what JSON cannot hold becomes absent."""
    match value:
        case dict():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case float() if value != value or value in (float("inf"), float("-inf")):
            return None
        case str():
            return str(value)
    return value
