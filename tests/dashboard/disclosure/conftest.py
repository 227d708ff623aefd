"""Facts without any data, silent in the reports of failures."""

from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True, repr=False)
class Silent:
    """Holds facts whose every frame a report would print."""

    facts: Any


@pytest.fixture(scope="session")
def silent(no_facts):
    return Silent(no_facts)
