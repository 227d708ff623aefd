"""A screen without a browser: speaks to a served process as Streamlit's own does, keeps all it gets."""

import html
import http.client
import re
from contextlib import closing
from urllib.parse import urlencode

from google.protobuf.json_format import MessageToJson
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE_S = 60


class Screen:
    """One socket, one session of Streamlit."""

    def __init__(self, address, cookies):
        self.host, self.messages, self.files = address.removeprefix("http://"), [], []
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def __enter__(self):
        self.opened = connect(
            f"ws://{self.host}/_stcore/stream",
            additional_headers={"Cookie": self.cookie},
            subprotocols=["streamlit"],
            max_size=None,
        )
        self.socket = self.opened.__enter__()
        return self

    def __exit__(self, *error):
        self.opened.__exit__(*error)

    def send(self, asked):
        self.socket.send(asked.SerializeToString())

    def until(self, kind, *statuses):
        """Read what comes until a message of this kind; return what came."""
        start = len(self.messages)
        while True:
            message = ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE_S))
            self.messages.append(message)
            if message.WhichOneof("type") == kind and (not statuses or getattr(message, kind) in statuses):
                return self.messages[start:]

    def run(self, page="", query=(), states=(), **values):
        """Draw a page with these parameters and these widgets; return what came."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(list(query), doseq=True)
        asked.rerun_script.context_info.timezone = "Europe/Paris"
        asked.rerun_script.context_info.url = f"http://{self.host}/{page}"
        for name, value in values.items():
            setattr(asked.rerun_script, name, value)
        for state in states:
            asked.rerun_script.widget_states.widgets.append(state)
        self.send(asked)
        finished = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
        return self.until("script_finished", *finished)

    @property
    def session_id(self):
        """Return the name that the server gave to this session."""
        return next(
            each.new_session.initialize.session_id
            for each in self.messages
            if each.WhichOneof("type") == "new_session"
        )

    def export(self, file_id):
        """Ask for a file made on demand; keep and return its text."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "demande"
        asked.backend_operation_request.session_id = self.session_id
        asked.backend_operation_request.deferred_file.file_id = file_id
        self.send(asked)
        (*_, answer) = self.until("backend_operation_response")
        found = re.search(r"/media/[\w./-]+", str(answer))
        text = self.get(found[0])[1] if found else str(answer)
        self.files.append(text)
        return text

    def get(self, path, method="GET", **headers):
        """Ask over HTTP with the same cookies; return the status and the text."""
        with closing(http.client.HTTPConnection(self.host, timeout=PATIENCE_S)) as connection:
            named = {"Cookie": self.cookie, "Accept": "text/html"} | headers
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")


def elements(messages, kind):
    """Yield the elements of a kind among messages."""
    for message in messages:
        element = message.delta.new_element
        if element.WhichOneof("type") == kind:
            yield getattr(element, kind)


def told(messages, files=()):
    """Return all that messages and files say, as text, escapes undone."""
    text = "\n".join([*(MessageToJson(each, ensure_ascii=False) for each in messages), *files])
    text = re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return html.unescape(text).replace("\u202f", " ").replace("\u00a0", " ").replace("\\", "")
