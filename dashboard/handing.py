"""Files that a partner may fetch: those that one of their own screens was told of, and no other.

Streamlit names a file after what it holds: whoever guessed what an export of the team says would learn, by
asking for it, whether they guessed right. And a file made on demand is made for any session that knows its
number.
"""

import re
from collections import OrderedDict

from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Scope, Send

FILES = "/media/"
KEPT = 10_000
NAME = re.compile(rb"/media/([0-9A-Za-z]+)|\x20([0-9a-f]{32})")
"""A file's name in its address, or the number of one made on demand: protobuf says its length, 32, first."""
_told: OrderedDict[tuple[int | None, str], None] = OrderedDict()


def noting(send: Send, session_id: int | None) -> Send:
    """Return a socket's way out that notes which files it tells a session of."""

    async def send_noted(message: Message) -> None:
        for found in NAME.findall(message.get("bytes") or b""):
            told = session_id, (found[0] or found[1]).decode()
            _told[told] = None
            _told.move_to_end(told)
        while len(_told) > KEPT:
            _told.popitem(last=False)
        await send(message)

    return send_noted


def was_told(session_id: int | None, name: str) -> bool:
    """Say whether a screen of this session was told of a file."""
    return (session_id, name) in _told


def not_told(scope: Scope, session_id: int | None) -> Response | None:
    """Refuse a file that no screen of this session was told of, as if there were none."""
    path = scope["path"]
    if not path.startswith(FILES):
        return None
    name = path.removeprefix(FILES).partition(".")[0]
    return None if was_told(session_id, name) else PlainTextResponse("Introuvable", 404)
