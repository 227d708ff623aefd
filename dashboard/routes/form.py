"""What a small form sends."""

from urllib.parse import parse_qsl

from starlette.requests import Request

LONGEST = 16 * 1024
MOST_FIELDS = 20


async def fields(request: Request) -> dict[str, str]:
    """Return a form's fields, empty when it is not a small form."""
    if (
        request.headers.get("content-type", "").partition(";")[0].strip()
        != "application/x-www-form-urlencoded"
    ):
        return {}
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            return {}
    try:
        return dict(parse_qsl(body.decode("utf-8"), max_num_fields=MOST_FIELDS, keep_blank_values=True))
    except ValueError:
        return {}
