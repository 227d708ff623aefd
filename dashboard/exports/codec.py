"""A document as JSON and back, the same to the last digit."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from dashboard.disclosure.figure import Mask
from dashboard.exports.document import CLASSES, Document, Frozen
from dashboard.selection import Basis
from data_access.errors import DataError

VERSION = 1
TAG = "@"
BY_NAME = {each.__name__: each for each in (*CLASSES, Mask)}
SCALARS: dict[str, Callable[[str], Any]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "Decimal": Decimal,
    "Basis": Basis,
}


def to_json(document: Document) -> str:
    """Return the document as JSON, always in the same order."""
    whole = {"version": VERSION, "document": _encoded(document)}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, sort_keys=True)


def from_json(text: str) -> Document:
    """Return the document that JSON holds; raises DataError when it holds none, or another version's."""
    try:
        whole = json.loads(text, object_hook=_decoded)
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise DataError("Ce document exporté est illisible.") from error
    if not isinstance(whole, dict) or whole.get("version") != VERSION:
        raise DataError("Ce document exporté a été écrit par une autre version.")
    document = whole["document"]
    if not isinstance(document, Document):
        raise DataError("Ce document exporté est illisible.")
    return document


def digest(document: Document) -> str:
    """Return what signs the document's content, whether it is frozen or not."""
    return sha256(to_json(replace(document, frozen=None)).encode()).hexdigest()


def freeze(document: Document, at: datetime) -> Document:
    """Return the document signed at that moment."""
    return replace(document, frozen=Frozen(at, digest(document)))


def is_intact(document: Document) -> bool:
    """Say whether a frozen document is still what was signed."""
    return document.frozen is not None and document.frozen.digest == digest(document)


def _encoded(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: _encoded(getattr(value, each.name)) for each in fields(value)}
        return {TAG: type(value).__name__, **own}
    if isinstance(value, Basis):
        return {TAG: "Basis", "is": value.value}
    if isinstance(value, datetime | date | time):
        return {TAG: type(value).__name__, "is": value.isoformat()}
    if isinstance(value, Decimal):
        return {TAG: "Decimal", "is": str(value)}
    if isinstance(value, dict | MappingProxyType):
        return {key: _encoded(each) for key, each in value.items()}
    return [_encoded(each) for each in value] if isinstance(value, tuple | list) else value


def _decoded(found: dict[str, Any]) -> Any:
    name = found.pop(TAG, None)
    if name is None:
        return found
    if name in SCALARS:
        return SCALARS[name](found["is"])
    return BY_NAME[name](**{key: _tuples(value) for key, value in found.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(each) for each in value) if isinstance(value, list) else value
