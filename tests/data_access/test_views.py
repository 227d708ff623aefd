import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from data_access import views
from data_access.database import reading, revision, writing_aside
from data_access.errors import StorageError, UsageError
from data_access.schema import SavedView, Source
from tests.data_access.rows import add, source

QUERY = {"periode": ["mois-dernier"], "territoire": ["59392", "QN05915M"]}


def number(engine):
    with reading(engine) as connection:
        return revision(connection)


def names(engine):
    return [view.name for view in views.saved(engine)]


def test_a_view_comes_back_as_it_was_saved(engine):
    kept = views.save(engine, "QPV de Maubeuge", "ateliers", QUERY)
    assert views.saved(engine) == [kept]
    assert (kept.name, kept.page, kept.query) == ("QPV de Maubeuge", "ateliers", QUERY)
    assert kept.created_at.year >= 2024


def test_views_change_no_figure_and_keep_the_revision(engine):
    before = number(engine)
    kept = views.save(engine, "A", "synthese", {})
    views.save(engine, "A", "budget", QUERY, replace=True)
    views.rename(engine, kept.id, "B")
    views.remove(engine, kept.id)
    assert number(engine) == before


def test_writing_aside_leaves_no_trace_of_a_failure(engine):
    with pytest.raises(ZeroDivisionError):
        _write_then_fail(engine)
    with reading(engine) as connection:
        assert connection.execute(select(Source)).all() == []


def test_figures_written_after_a_view_still_make_a_revision(engine):
    before = number(engine)
    views.save(engine, "A", "synthese", {})
    add(engine, source())
    assert number(engine) == before + 1


def test_a_known_name_is_replaced_only_when_asked(engine):
    kept = views.save(engine, "Comité", "ateliers", QUERY)
    with pytest.raises(views.NameTakenError, match="« Comité »"):
        views.save(engine, " comité ", "budget", {})
    assert views.saved(engine) == [kept]
    replaced = views.save(engine, "comité", "budget", {}, replace=True)
    assert views.saved(engine) == [replaced]
    assert (replaced.id, replaced.name, replaced.page, replaced.query) == (kept.id, "comité", "budget", {})


def test_replacing_an_unknown_name_saves_it(engine):
    views.save(engine, "Neuve", "ateliers", {}, replace=True)
    assert names(engine) == ["Neuve"]


def test_renaming(engine):
    kept = views.save(engine, "Avant", "ateliers", QUERY)
    views.save(engine, "Autre", "budget", {})
    views.rename(engine, kept.id, "  Après   le comité ")
    assert names(engine) == ["Après le comité", "Autre"]
    views.rename(engine, kept.id, "APRÈS le comité")
    with pytest.raises(views.NameTakenError):
        views.rename(engine, kept.id, "autre")
    assert names(engine) == ["APRÈS le comité", "Autre"]


def test_a_view_removed_meanwhile(engine):
    kept = views.save(engine, "Avant", "ateliers", QUERY)
    views.remove(engine, kept.id)
    views.remove(engine, kept.id)
    with pytest.raises(UsageError, match="n'existe plus"):
        views.rename(engine, kept.id, "Après")
    assert views.saved(engine) == []


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\n\t"])
def test_a_name_is_needed(sqlite_engine, name):
    with pytest.raises(UsageError, match="Donnez un nom"):
        views.save(sqlite_engine, name, "ateliers", {})


def test_a_name_has_a_length(sqlite_engine):
    views.save(sqlite_engine, "é" * views.NAME_MAX, "ateliers", {})
    with pytest.raises(UsageError, match="81 caractères pour 80"):
        views.save(sqlite_engine, "é" * (views.NAME_MAX + 1), "ateliers", {})


def test_views_are_sorted_as_french_does(engine):
    for name in ("Zone", "été", "Étape", "abc", "Eté 2"):
        views.save(engine, name, "ateliers", {})
    assert names(engine) == ["abc", "Étape", "été", "Eté 2", "Zone"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.text(max_size=90), values=st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_kept_or_refused_in_french(engine, name, values):
    try:
        kept = views.save(engine, name, "ateliers", {"indicateur": values}, replace=True)
    except UsageError:
        return
    assert kept in views.saved(engine)
    assert kept.query == {"indicateur": values}
    assert 1 <= len(kept.name) <= views.NAME_MAX
    assert kept.name == " ".join(kept.name.split())
    assert kept.name.isprintable()


def test_two_readers_saving_the_same_name_make_one_view(engine):
    start, refused = threading.Barrier(2), []

    def save():
        start.wait()
        try:
            views.save(engine, "Comité", "ateliers", {})
        except views.NameTakenError as error:
            refused.append(error.name)

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (names(engine), refused) == (["Comité"], ["Comité"])


def test_the_database_itself_keeps_names_apart(engine):
    kept = views.save(engine, "Comité", "ateliers", {})
    row = {"name": kept.name, "page": "budget", "query": {}, "created_at": kept.created_at}
    with pytest.raises(StorageError), writing_aside(engine) as connection:
        connection.execute(insert(SavedView).values(row))


def _write_then_fail(engine):
    with writing_aside(engine) as connection:
        connection.execute(insert(Source).values(name="perdue"))
        1 / 0  # noqa: B018 -- the failure under test
