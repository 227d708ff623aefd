"""The product and the plain computation find the same faults in random workbooks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.quality import CHECKS, find
from dashboard.selection import Selection
from tests.reference import embedded, product
from tests.reference import quality as plain
from tests.reference.model import Question
from tests.reference.strategies import DAYS, selections, workbooks
from tests.reference.test_agreement import EXAMPLES, Installed


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("quality"))
    yield Installed(engine, embedded.read_territory(engine))
    engine.dispose()


def test_every_check_has_a_plain_computation():
    assert [check.key for check in CHECKS] == list(plain.CHECKS)


@EXAMPLES
@given(rows=workbooks(), selection=selections(), today=st.one_of(st.just(date(2026, 1, 1)), DAYS))
def test_product_agrees_on_every_check(installed, rows, selection, today):
    held = product.load(installed.engine, rows)
    chosen = Selection(selection["du"], selection["au"], selection["territoires"])
    question = Question(rows, installed.territory, chosen.start, chosen.end)
    wrong = {}
    for check in CHECKS:
        finding = find(check, held, chosen, today)
        expected = tuple(
            100 * each if check.in_cents else each for each in plain.found(question, check.key, today)
        )
        if (finding.count, finding.total) != expected:
            wrong[check.key] = expected, (finding.count, finding.total)
    assert not wrong
