"""Requests whose head is endless, or comes drop by drop, over real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import uvicorn
from starlette.responses import PlainTextResponse

from api.http.connections import MAX_HEAD, BoundedConnection
from api.http.sockets import free_port, listen

pytestmark = pytest.mark.integration
SOON = 0.3


class Impatient(BoundedConnection):
    head_seconds = SOON


async def app(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
    await PlainTextResponse(f"{len(scope['query_string'])}")(scope, receive, send)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def port() -> AsyncIterator[int]:
    port = free_port()
    sockets = listen("127.0.0.1", port)
    server = uvicorn.Server(
        uvicorn.Config(app, http=Impatient, log_level="critical", lifespan="off", server_header=False)
    )
    running = asyncio.create_task(server.serve(sockets=sockets))
    while not server.started:  # noqa: ASYNC110  # uvicorn sets a flag and tells nobody
        await asyncio.sleep(0.01)
    yield port
    server.should_exit = True
    await running
    for each in sockets:
        each.close()


async def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send pieces and return all that comes back until the service closes, or falls silent for two seconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, family=socket.AF_INET)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


CLOSE = b"Connection: close\r\n\r\n"


@pytest.mark.asyncio
async def test_an_ordinary_request_is_served(port: int) -> None:
    reply = await said(port, b"GET /?q=1 HTTP/1.1\r\nHost: x\r\n" + CLOSE)
    assert reply.startswith(b"HTTP/1.1 200")
    assert reply.endswith(b"3")


@pytest.mark.asyncio
async def test_a_body_does_not_count_as_head(port: int) -> None:
    body = b"x" * (2 * MAX_HEAD)
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n".encode()
    assert (await said(port, head + CLOSE + body)).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "request_line",
    [
        pytest.param(b"GET /?" + b"q" * MAX_HEAD + b" HTTP/1.1\r\nHost: x\r\n" + CLOSE, id="query"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * MAX_HEAD + b"\r\n" + CLOSE, id="one header"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-A: a\r\n" * MAX_HEAD + CLOSE, id="many headers"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * MAX_HEAD, id="without an end"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + b"1.2.3.4, " * 10_000 + b"\r\n" + CLOSE,
            id="10,000 hops",
        ),
    ],
)
@pytest.mark.asyncio
async def test_an_endless_head_is_refused(port: int, request_line: bytes) -> None:
    halves = request_line[: len(request_line) // 2], request_line[len(request_line) // 2 :]
    for pieces in ((request_line,), halves):
        reply = await said(port, *pieces)
        # What was still on its way when the connection closed takes the answer with it.
        assert reply == b"" or reply.startswith(b"HTTP/1.1 431")
    assert (await said(port, b"GET / HTTP/1.1\r\nHost: x\r\n" + CLOSE)).startswith(b"HTTP/1.1 200")


@pytest.mark.asyncio
async def test_who_sent_too_much_is_told(port: int) -> None:
    reply = await said(port, b"GET /?" + b"q" * MAX_HEAD + b" HTTP/1.1\r\nHost: x\r\n" + CLOSE)
    assert reply.startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((b"",), id="nothing"),
        pytest.param((b"GET / HTTP/1.1\r\n",), id="half a head"),
        pytest.param(tuple(bytes([byte]) for byte in b"GET / HTTP/1.1\r\nHost"), id="drop by drop"),
        pytest.param((b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", *[b"\r\n"] * 20), id="empty lines after a request"),
    ],
)
@pytest.mark.asyncio
async def test_who_does_not_come_to_an_end_is_cut_off(port: int, pieces: tuple[bytes, ...]) -> None:
    reply = await said(port, *pieces, pause=SOON / 10)
    assert reply == b"" or reply.startswith(b"HTTP/1.1 200")


@pytest.mark.asyncio
async def test_garbage_is_a_bad_request(port: int) -> None:
    assert (await said(port, b"\x16\x03\x01\x02\x00\x01\r\n\r\n")).startswith(b"HTTP/1.1 400")
