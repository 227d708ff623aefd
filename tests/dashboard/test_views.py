"""What a saved view keeps of an address, and how it is said."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import address, views
from dashboard.screens import BY_NAME, SCREENS
from data_access.territory import Area, Territory
from data_access.views import View

TODAY = date(2026, 11, 23)


def area(code, name, *communes):
    return {code: Area(code, name, 1000, None, None, communes=communes)}


FACTS = SimpleNamespace(
    territory=Territory(
        "Ici",
        area("59392", "Maubeuge") | area("59291", "Hautmont"),
        area("QN05915M", "Pont De Pierre", "59392"),
        area("QP059042", "Sous-le-Bois", "59392"),
    ),
    plan=SimpleNamespace(started_on=date(2024, 11, 1)),
    committees=pl.DataFrame({"date": [date(2026, 9, 10)]}),
)
COVERAGE, WORKSHOPS = BY_NAME["couverture"], BY_NAME["ateliers"]
names = st.sampled_from([*address.PARAMETERS, *COVERAGE.parameters, "inconnu", "embed"])
texts = st.sampled_from(["59392", "QN05915M", "mois-dernier", "lieu", "2026-01-01", "800", "", "QP059001"])
queries = st.dictionaries(names, st.lists(texts, max_size=3))


def kept(screen, **query):
    return views.kept(screen, query, FACTS, TODAY)


def summary(screen, **query):
    return views.summary(screen, query, FACTS, TODAY)


def test_a_view_keeps_the_filters_and_the_parameters_of_its_page():
    query = {"territoire": ["59392"], "base": ["lieu"], "rayon": ["500"], "inconnu": ["x"]}
    assert kept(COVERAGE, **query) == {"territoire": ["59392"], "base": ["lieu"], "rayon": ["500"]}
    assert kept(WORKSHOPS, **query) == {"territoire": ["59392"], "base": ["lieu"]}


def test_a_named_period_stays_named():
    assert kept(WORKSHOPS, periode=["mois-dernier"]) == {"periode": ["mois-dernier"]}
    free = {"periode": ["libre"], "du": ["2026-01-01"], "au": ["2026-02-01"]}
    assert kept(WORKSHOPS, **free) == free


def test_usual_values_leave_nothing_to_keep():
    assert kept(WORKSHOPS, periode=["plan"], base=["residence"], territoire=["QP059042"]) == {}


@given(queries)
def test_keeping_twice_is_keeping_once_and_shows_the_same(query):
    once = views.kept(COVERAGE, query, FACTS, TODAY)
    assert views.kept(COVERAGE, once, FACTS, TODAY) == once
    assert set(once) <= {*address.PARAMETERS, *COVERAGE.parameters}
    assert address.read(once, FACTS, TODAY) == address.read(query, FACTS, TODAY)


def test_summaries():
    assert summary(WORKSHOPS) == (
        "Ateliers, depuis le début du plan, toute l'agglomération, selon la résidence"
    )
    assert summary(WORKSHOPS, periode=["mois-dernier"], territoire=["QN05915M", "59392"], base=["lieu"]) == (
        "Ateliers, mois dernier, Maubeuge et QPV Pont De Pierre, selon le lieu de l'atelier"
    )
    assert summary(COVERAGE, du=["2026-01-01"], au=["2026-02-28"], rayon=["500"]) == (
        "Couverture, du 1er\u00a0janvier\u00a02026 au 28\u00a0février\u00a02026, toute l'agglomération, "
        "selon la résidence, avec les réglages de la page"
    )
    assert summary(WORKSHOPS, periode=["libre"], du=["2026-01-02"], au=["2026-01-02"]).startswith(
        "Ateliers, le 2\u00a0janvier\u00a02026,"
    )


def test_areas_that_are_gone_are_said():
    assert summary(WORKSHOPS, territoire=["QP059042", "59392"]).endswith(
        "Maubeuge, selon la résidence, sans QPV Sous-le-Bois, qui n'existe plus"
    )
    assert summary(WORKSHOPS, territoire=["QP059001", "QP059002"]).endswith(
        "sans QP059001 et QP059002, qui n'existent plus"
    )


@pytest.mark.parametrize("code", ["<script>", "5939", "593922", "QN", "maubeuge", ""])
def test_what_never_was_a_code_is_no_lost_area(code):
    assert address.lost_areas({"territoire": [code, "59392", "QN05915M"]}, FACTS) == []


def test_a_view_of_a_page_that_is_gone_opens_the_first_one():
    gone = View(1, "Avant", "disparue", {}, datetime.now(UTC))
    assert views.screen_of(gone) is SCREENS[0]
