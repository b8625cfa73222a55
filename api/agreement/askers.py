"""Every channel there is, in one list: a new one is added here and is compared with the others from then on."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import httpx2

from api.agreement.said import Cited, Said
from api.cli.ask import ask_running_service
from api.conversations.schemas import ChatRequest
from api.conversations.service import Question, TurnService
from knowledge.errors import NotAllowed, Unavailable

WHOLE = frozenset({"outcome", "text", "spoken", "citations"})


class Asker(Protocol):
    """One way in. ``compared`` names what has to be as it is on the reference channel."""

    name: ClassVar[str]
    compared: ClassVar[frozenset[str]]

    async def ask(self, request: ChatRequest) -> Said:
        """Ask one question.

        Raises:
            NotAllowed: this channel is closed to the caller.
            Unavailable: there was no proper reply.
        """


@dataclass(frozen=True, slots=True)
class WebAsker:
    """``POST /api/chat``: what the widget falls back to, and what programs call. The reference."""

    http: httpx2.AsyncClient
    name: ClassVar[str] = "web"
    compared: ClassVar[frozenset[str]] = WHOLE

    async def ask(self, request: ChatRequest) -> Said:
        """Ask by one request."""
        return Said.of(_json(await self.http.post("/api/chat", json=request.model_dump(mode="json"))))


@dataclass(frozen=True, slots=True)
class StreamAsker:
    """``POST /api/chat/stream``: what the widget uses."""

    http: httpx2.AsyncClient
    name: ClassVar[str] = "stream"
    compared: ClassVar[frozenset[str]] = WHOLE

    async def ask(self, request: ChatRequest) -> Said:
        """Ask, and take the event that holds the reply (WHATWG HTML, server-sent events)."""
        response = await self.http.post("/api/chat/stream", json=request.model_dump(mode="json"))
        _check(response)
        blocks = response.text.replace("\r\n", "\n").split("\n\n")
        events = {_field(block, "event"): _field(block, "data") for block in blocks if block.strip()}
        if "reply" not in events:
            raise Unavailable(f"stream: {events.get('error', '没有答复')[:200]}")
        return Said.of(json.loads(events["reply"]))


@dataclass(frozen=True, slots=True)
class CommandLineAsker:
    """What ``yihaoda ask`` does while the service runs."""

    address: str
    name: ClassVar[str] = "cli"
    compared: ClassVar[frozenset[str]] = WHOLE

    async def ask(self, request: ChatRequest) -> Said:
        """Ask as the command does."""
        reply = await asyncio.to_thread(ask_running_service, request, self.address)
        if reply is None:
            raise Unavailable(f"{self.address} 没有应答")
        return Said.of(reply)


@dataclass(frozen=True, slots=True)
class DegradedAsker:
    """The same turns without the dialogue engine; what only the dialogue can say is not compared."""

    turns: TurnService
    name: ClassVar[str] = "degraded"
    compared: ClassVar[frozenset[str]] = WHOLE

    async def ask(self, request: ChatRequest) -> Said:
        """Take a turn in this process."""
        question = Question(
            request.message, request.conversation_id or "", request.region or "", channel="check", on=request.on
        )
        return Said.of((await self.turns.take(question)).model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class OperatorAsker:
    """``GET /api/search``: what an operator sees on top, while the citizen gets an answer."""

    http: httpx2.AsyncClient
    name: ClassVar[str] = "operator"
    compared: ClassVar[frozenset[str]] = frozenset({"entry"})

    async def ask(self, request: ChatRequest) -> Said:
        """Search, and take the first passage."""
        params = {"q": request.message, "k": "1", "region": request.region or ""}
        if request.on:
            params["on"] = request.on.isoformat()
        found = _json(await self.http.get("/api/search", params=params))["results"]
        citations = found[0]["citations"][:1] if found else []
        return Said(citations=tuple(Cited(c["entry_id"], c["clause"], c["quote"]) for c in citations))


def askers_of(http: httpx2.AsyncClient, address: str, without_dialogue: TurnService | None) -> Sequence[Asker]:
    """Return every way to ask over HTTP, the reference first. WeChat and WeCom render the record of the same turn."""
    channels: list[Asker] = [
        WebAsker(http),
        StreamAsker(http),
        CommandLineAsker(address),
        OperatorAsker(http),
    ]
    if without_dialogue is not None:
        channels.append(DegradedAsker(without_dialogue))
    return channels


def _json(response: httpx2.Response) -> Any:  # noqa: ANN401  # JSON
    _check(response)
    return response.json()


def _check(response: httpx2.Response) -> None:
    if response.status_code in {httpx2.codes.UNAUTHORIZED, httpx2.codes.FORBIDDEN}:
        raise NotAllowed(f"{response.request.url.path} 需要登录")
    if response.status_code != httpx2.codes.OK:
        raise Unavailable(f"{response.request.url.path}：{response.status_code}")


def _field(block: str, name: str) -> str:
    lines = (line.partition(":") for line in block.split("\n"))
    return "\n".join(value.removeprefix(" ") for field, _, value in lines if field == name)
