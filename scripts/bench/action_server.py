"""An action server that answers at once: ``python -m scripts.bench.action_server PORT``."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

_BODY = b'{"events":[],"responses":[{"text":"ok"}]}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(_BODY)).encode())]
_Message = dict[str, Any]


async def app(
    scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
) -> None:
    """Read the request to its end and say ok."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        continue
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), lifespan="off", log_level="warning")
