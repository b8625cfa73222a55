"""How long a body may take: who sends it drop by drop does not keep a connection, and a place among those served, for long."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GRACE_SECONDS = 10.0
SLOWEST_BYTES = 16 * 1024  # a second; a telephone at the edge of the network is faster


class BodyDeadline:
    """Refuses a body that does not arrive within the grace, and as much longer as its length allows."""

    def __init__(self, app: ASGIApp, grace_seconds: float = GRACE_SECONDS, slowest_bytes: int = SLOWEST_BYTES) -> None:
        self._app = app
        self._grace = grace_seconds
        self._slowest = slowest_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch the body of one request; what is received after it is waited for as long as it takes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        now, seen, started, complete = asyncio.get_running_loop().time, 0, 0.0, False

        async def hurried() -> Message:
            nonlocal seen, started, complete
            if complete:
                return await receive()
            started = started or now()
            try:
                async with asyncio.timeout_at(started + self._grace + seen / self._slowest):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, headers={"connection": "close"}) from error
            seen += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            return message

        await self._app(scope, hurried, send)
