"""Classes of values that shade a map, with words for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CLASSES = 5
RAMP = ("#e3edf2", "#b9d2de", "#86b0c4", "#4b879f", "#14506b")
ABSENT = "#ffffff"


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its lowest and highest values, how many areas are in it, its colour."""

    low: float
    high: float
    areas: int
    colour: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Classes of about as many areas each; equal values are never parted."""

    classes: tuple[Class, ...]

    def colour(self, value: float | None) -> str:
        """Return a value's colour; an absent value has none."""
        if value is None:
            return ABSENT
        return next((each.colour for each in self.classes if value <= each.high), RAMP[-1])


def scale(values: Mapping[str, float | None]) -> Scale:
    """Return the classes of the values known by area code."""
    known = sorted(value for value in values.values() if value is not None)
    groups = _groups(known)
    colours = _colours(len(groups))
    return Scale(
        tuple(
            Class(group[0], group[-1], len(group), colour)
            for group, colour in zip(groups, colours, strict=True)
        )
    )


def _groups(known: Sequence[float]) -> list[list[float]]:
    """Cut sorted values into at most five groups of about the same size."""
    groups: list[list[float]] = []
    for rank, value in enumerate(known):
        is_same = groups and groups[-1][-1] == value
        is_full = len(groups) <= rank * CLASSES // len(known)
        if not groups or (is_full and not is_same):
            groups.append([])
        groups[-1].append(value)
    return groups


def _colours(count: int) -> Sequence[str]:
    """Return as many colours as classes, spread over the ramp, the darkest last."""
    if count <= 1:
        return RAMP[2 : 2 + count]
    return [RAMP[round(rank * (CLASSES - 1) / (count - 1))] for rank in range(count)]
