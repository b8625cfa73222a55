"""A client of the streams that do not end by themselves; it comes again where one breaks, as a browser does."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

_AGAIN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """One server-sent event; ``id`` is empty where it has none."""

    name: str
    id: str
    data: Mapping[str, Any]


async def follow(http: httpx2.AsyncClient, path: str, headers: Mapping[str, str]) -> AsyncIterator[Heard]:
    """Yield events until cancelled."""
    last = ""
    while True:
        sent = {**headers, **({"last-event-id": last} if last else {})}
        try:
            async with http.stream("GET", path, headers=sent, timeout=None) as response:
                response.raise_for_status()
                async for event in _events(response):
                    last = event.id or last
                    yield event
        except httpx2.HTTPError:
            await asyncio.sleep(_AGAIN_SECONDS)


async def _events(response: httpx2.Response) -> AsyncIterator[Heard]:
    fields: dict[str, str] = {}
    async for line in response.aiter_lines():
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
        elif "data" in fields:
            yield Heard(fields.get("event", "message"), fields.get("id", ""), json.loads(fields["data"]))
            fields = {}
        else:
            fields = {}
