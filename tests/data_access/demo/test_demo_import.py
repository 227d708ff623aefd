import pytest

from dashboard.indicators import BY_KEY
from data_access import demo
from data_access.importing import Options, RawWorkbook, import_workbook
from tests.data_access.demo.reading import SECRET, new_database

OPTIONS = Options(source=demo.SOURCE, known_indicators=frozenset(BY_KEY))


@pytest.fixture
def engine(tmp_path):
    engine = new_database(tmp_path)
    yield engine
    engine.dispose()


def imported(engine, plan):
    return import_workbook(engine, SECRET, RawWorkbook.of("demonstration.xlsx", plan), OPTIONS)


def test_every_row_is_imported_and_importing_again_changes_nothing(engine, dated_plan):
    _, plan = dated_plan
    report = imported(engine, plan)
    assert (report.refused, report.problems) == (0, ())
    assert {name: sheet.added for name, sheet in report.sheets.items()} == {
        name: len(rows) for name, rows in plan.items()
    }
    again = imported(engine, plan)
    assert (again.written, again.refused) == (0, 0)


def test_only_residences_outside_the_territory_call_for_a_check(engine, plan):
    assert all("Hors territoire" in warning for warning in imported(engine, plan).warnings)
