"""A partner who writes their own messages: nothing of elsewhere answers."""

import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests import elsewhere, installations
from tests.wire.screen import Screen, elements, told

QPV, OUTSIDE = "QN05915M", ("59392", "59033", "QN05918M")
OPENED = ("synthese", "ateliers", "couverture", "quartiers")
REFUSED = ("budget", "equipement", "methode", "journal", "partages")
QUERIES = (
    [("territoire", code) for code in OUTSIDE],
    [("fiche", OUTSIDE[0])],
    [("echelle", "commune"), ("couche", "commune"), ("indicateur", "participations")],
    [("du", "1900-01-01"), ("au", "2999-12-31"), ("periode", "libre"), ("base", "lieu")],
    [("embed", "true"), ("embed_options", "show_toolbar"), ("territoire", "")],
)


@pytest.fixture(scope="module")
def manager(served):
    """Return a manager's screen, which has seen every page: its names of widgets, fragments and files."""
    folder, address = served
    with Screen(address, {"inclusion": installations.signed_in(folder)}) as screen:
        for page in (*OPENED, *REFUSED):
            screen.run(page)
        yield screen


@pytest.fixture
def partner(served):
    folder, address = served
    _, secret = installations.link(folder, (QPV,), OPENED)
    with Screen(address, {"inclusion-partage": installations.entered(folder, secret)}) as screen:
        screen.run()
        yield screen


@pytest.fixture
def nothing_of_elsewhere(partner, whole):
    yield
    said = told(partner.messages, partner.files)
    assert whole.territory.qpvs[QPV].name in said
    assert elsewhere.found(said, whole, {QPV}, OUTSIDE) == []


pytestmark = pytest.mark.usefixtures("nothing_of_elsewhere")


def forged(screen, whole):
    """Yield states of every widget that a screen knows, which ask for elsewhere in all their forms."""
    names = [whole.territory.communes[code].name for code in OUTSIDE[:2]]
    for kind in ("multiselect", "selectbox", "button_group", "text_input", "date_input"):
        for widget in elements(screen.messages, kind):
            for values in (OUTSIDE, names):
                several, one = WidgetState(id=widget.id), WidgetState(id=widget.id, string_value=values[0])
                several.string_array_value.data.extend(values)
                yield from (several, one)
            yield WidgetState(id=widget.id, json_value='{"territoire": ["59392"]}')
            yield WidgetState(id=widget.id, int_value=40)


@pytest.mark.parametrize("page", OPENED)
def test_forged_states_of_widgets_widen_nothing(partner, manager, whole, page):
    partner.run(page)
    states = [*forged(partner, whole), *forged(manager, whole)]
    for start in range(4):
        partner.run(page, states=states[start::4])


@pytest.mark.parametrize("query", QUERIES)
def test_forged_addresses_widen_nothing(partner, query):
    for page in OPENED:
        partner.run(page, query)


def test_pages_that_are_not_shared_do_not_open_by_name_or_by_number(partner, manager):
    hashes = {
        page.url_pathname: page.page_script_hash
        for message in manager.messages
        for page in message.navigation.app_pages
    }
    assert len(hashes) >= len(OPENED) + len(REFUSED)
    for page in REFUSED:
        assert "ne vous est pas ouverte" in told(partner.run(page))
        came = partner.run(page, page_script_hash=hashes[page])
        assert not any(elements(came, "plotly_chart"))


def test_fragments_of_others_do_not_run(partner, manager):
    fragments = {message.delta.fragment_id for message in manager.messages} - {""}
    assert fragments
    for fragment in sorted(fragments)[:12]:
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        partner.send(asked)
    partner.run("ateliers")


def test_files_of_others_are_not_handed_over(partner, manager):
    manager.run("ateliers")
    button = list(elements(manager.messages, "download_button"))[-1]
    assert ";" in manager.export(button.deferred_file_id)
    (address,) = {
        found for message in manager.messages[-3:] for found in re.findall(r"/media/[\w.-]+", str(message))
    }
    assert manager.get(address)[0] == 200
    assert partner.get(address)[0] == 404
    for session in (partner.session_id, manager.session_id):
        asked = BackMsg()
        asked.backend_operation_request.session_id = session
        asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
        partner.send(asked)
    came = partner.run("ateliers")
    assert "backend_operation_response" not in {each.WhichOneof("type") for each in came}
    mine = next(elements(partner.messages, "download_button"))
    assert ";" in partner.export(mine.deferred_file_id)


def test_a_partner_sends_no_file(partner):
    asked = BackMsg()
    asked.file_urls_request.session_id = partner.session_id
    asked.file_urls_request.request_id = "x"
    asked.file_urls_request.file_names.append("classeur.xlsx")
    partner.send(asked)
    came = partner.until("file_urls_response")[-1].file_urls_response
    for each in came.file_urls:
        status, _ = partner.get(each.upload_url, "PUT", **{"Sec-Fetch-Site": "same-origin"})
        assert status == 403


@pytest.mark.parametrize(
    "path",
    [
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e/%2e%2e/config.py",
        "/media/%2e%2e/x",
        "/component/..%2f..%2fapp.py",
        "/_stcore/metrics",
        "/_stcore/bidi-components/../../app.py",
        "/media/",
        "/media;x",
        "/partage/../journal",
    ],
)
def test_paths_that_climb_find_nothing(partner, path):
    status, text = partner.get(path)
    assert status in {301, 400, 403, 404} or "<title>" in text
    assert "root:" not in text
    assert "def main" not in text


def test_which_of_two_cookies_counts_never_shows_more_than_a_link(served):
    folder, address = served
    _, secret = installations.link(folder, (QPV,), ("synthese",))
    mine, team = installations.entered(folder, secret), installations.signed_in(folder)
    for cookies in (
        f"inclusion={team}; inclusion-partage={mine}",
        f"inclusion-partage={mine}; inclusion={team}; inclusion-demonstration=chef_projet",
        f"inclusion-partage=x; inclusion={team}; inclusion-partage={mine}",
    ):
        screen = Screen(address, {})
        screen.cookie = cookies
        with screen:
            assert "ne vous est pas ouverte" in told(screen.run("journal"))
