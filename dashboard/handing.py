"""Files that a partner may fetch: those that one of their own screens was told of, and no other.

Streamlit names a file after what it holds. Whoever guessed what an export of the team says would learn, by
asking for it, whether they guessed right.
"""

import re
from collections import OrderedDict

from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Scope, Send

FILES = "/media/"
KEPT = 10_000
NAME = re.compile(rb"/media/([0-9A-Za-z]+)")
_told: OrderedDict[tuple[int | None, str], None] = OrderedDict()


def noting(send: Send, session_id: int | None) -> Send:
    """Return a socket's way out that notes which files it tells a session of."""

    async def send_noted(message: Message) -> None:
        for name in NAME.findall(message.get("bytes") or b""):
            _told[session_id, name.decode()] = None
            _told.move_to_end((session_id, name.decode()))
        while len(_told) > KEPT:
            _told.popitem(last=False)
        await send(message)

    return send_noted


def not_told(scope: Scope, session_id: int | None) -> Response | None:
    """Refuse a file that no screen of this session was told of, as if there were none."""
    path = scope["path"]
    if not path.startswith(FILES):
        return None
    name = path.removeprefix(FILES).partition(".")[0]
    return None if (session_id, name) in _told else PlainTextResponse("Introuvable", 404)
