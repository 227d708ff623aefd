import pytest

from data_access import demo
from tests.data_access.demo.reading import AWKWARD_DAYS, TODAY


@pytest.fixture(scope="module")
def plan():
    return demo.generate(TODAY)


@pytest.fixture(scope="module", params=[TODAY, *AWKWARD_DAYS], ids=str)
def dated_plan(request):
    return request.param, demo.generate(request.param)
