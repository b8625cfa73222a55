"""A light client of ``POST /api/chat/stream``: plain HTTP/1.1 on a socket, so that the load generator is not what is measured."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from knowledge.errors import Unavailable

_OK = b"200"


class ConnectionLost(Unavailable):
    """The connection broke before its end."""


@dataclass(frozen=True, slots=True)
class Event:
    """One server-sent event; ``id`` is 0 where it has none."""

    name: str
    id: int
    data: Mapping[str, Any]


async def stream(port: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> AsyncIterator[Event]:
    """Ask and yield the events.

    Raises:
        ConnectionLost: the connection could not be made, or broke.
        Unavailable: there was another status than 200; the message is the body.
    """
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError as error:
        raise ConnectionLost from error
    try:
        writer.write(_request(body, headers))
        await writer.drain()
        async with aclosing(_events(reader)) as events:
            async for event in events:
                yield event
    except (OSError, asyncio.IncompleteReadError) as error:
        raise ConnectionLost from error
    finally:
        writer.close()


def _request(body: Mapping[str, Any], headers: Mapping[str, str]) -> bytes:
    content = json.dumps(body, ensure_ascii=False).encode()
    lines = ["POST /api/chat/stream HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(content)}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + content


async def _events(reader: asyncio.StreamReader) -> AsyncGenerator[Event]:
    head = await reader.readuntil(b"\r\n\r\n")
    if head.split(b" ", 2)[1] != _OK:
        raise Unavailable((await reader.read()).decode("utf-8", "replace")[:300])
    waiting = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        waiting += (await reader.readexactly(size + 2))[:-2]
        *blocks, waiting = waiting.split(b"\n\n")
        for block in blocks:
            if event := _event(block.decode("utf-8")):
                yield event


def _event(block: str) -> Event | None:
    fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
    if "data" not in fields:
        return None
    return Event(fields.get("event", "message"), int(fields.get("id", 0)), json.loads(fields["data"]))
