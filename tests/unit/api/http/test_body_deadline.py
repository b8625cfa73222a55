"""Bodies that come too slowly."""

import asyncio

import pytest
from fastapi import FastAPI, Request
from starlette.types import Message

from api.http.deadline import BodyDeadline
from api.http.problems import install_problem_handlers

GRACE = 0.05


def application(grace: float) -> FastAPI:
    app = FastAPI()
    install_problem_handlers(app)

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    @app.post("/waits")
    async def waits(request: Request) -> int:
        found = len(await request.body())
        await asyncio.sleep(3 * GRACE)
        return found + int(await request.is_disconnected())

    app.add_middleware(BodyDeadline, grace_seconds=grace, slowest_bytes=1024)
    return app


async def call(path: str, *pieces: bytes | None, pause: float = 0.0, grace: float = GRACE) -> list[Message]:
    """Send the pieces of a body with pauses; ``None`` never comes."""
    left, sent = list(pieces), []

    async def receive() -> Message:
        if not left:
            return {"type": "http.disconnect"}
        piece = left.pop(0)
        await asyncio.sleep(pause if piece is not None else 3600)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/octet-stream")]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
    await application(grace)(scope, receive, send)
    return sent


@pytest.mark.parametrize("pieces", [(None,), (b"x", None), (b"", b"", None), (b"x",) * 20])
def test_a_body_that_does_not_come_to_an_end_is_refused(pieces: tuple[bytes | None, ...]) -> None:
    sent = asyncio.run(call("/length", *pieces, pause=GRACE / 4))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"too_slow" in sent[1]["body"]


def test_a_long_body_may_take_longer() -> None:
    sent = asyncio.run(call("/length", b"x" * 4096, b"x", b"x", pause=0.3, grace=0.5))
    assert (sent[0]["status"], sent[1]["body"]) == (200, b"4098")


@pytest.mark.parametrize("body", [b"", b"abc"])
def test_an_answer_may_take_as_long_as_it_takes(body: bytes) -> None:
    sent = asyncio.run(call("/waits", body))
    assert (sent[0]["status"], sent[1]["body"]) == (200, str(len(body) + 1).encode())
