"""What the last gesture did, told where it was made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What the last gesture did; a refusal is said as such."""

    text: str
    refused: bool = False
