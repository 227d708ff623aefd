"""Random budgets in the demonstration's plan; a function, so that reports of failures stay short."""

import pytest

from tests.dashboard.money.counting import with_budget


@pytest.fixture
def recorded(facts):
    """Return a function that puts lines of budget in place of the demonstration's."""

    def record(lines):
        return with_budget(facts, lines)

    return record
