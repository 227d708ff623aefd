import pytest

from tests.reference import embedded


@pytest.fixture(scope="session")
def territory(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("territory"))
    yield embedded.read_territory(engine)
    engine.dispose()
