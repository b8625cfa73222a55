"""Citizens who come over IPv6, with the address in brackets as their browser writes it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
import uvicorn
from tiny_library import CONCLUSION, QUESTION, RehearsedDialogue

from api.app import create_app
from api.http.sockets import free_port, listen
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from tests.conftest import missing

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


@pytest.fixture
def ipv6() -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        missing("no IPv6 on this machine")


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[None]:
    app = create_app(settings, encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    task = asyncio.create_task(server.serve(sockets=listen(settings.host, settings.port)))
    while not server.started:  # uvicorn tells nobody
        assert not task.done()
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await task


@pytest.mark.usefixtures("ipv6")
@pytest.mark.parametrize("host", ["", "::1", "::"], ids=["default", "loopback", "everywhere"])
async def test_a_conversation_over_ipv6(service_settings: Settings, host: str) -> None:
    settings = service_settings.model_copy(update={"port": free_port(), "host": host})
    address = f"http://[::1]:{settings.port}"
    async with serving(settings), httpx2.AsyncClient(base_url=address, trust_env=False) as http:
        made = await http.post("/api/visitors")
        assert made.request.headers["host"] == f"[::1]:{settings.port}"
        headers = {"x-visitor-token": made.json()["visitor_token"]}
        streamed = await http.post("/api/chat/stream", json={"message": QUESTION, "key": "message-1"}, headers=headers)
        reply = json.loads(streamed.text.partition("event: reply\ndata: ")[2].partition("\n")[0])
        assert reply["reply"]["text"].startswith(CONCLUSION)
        plain = await http.post("/api/chat", json={"message": QUESTION, "key": "message-1"}, headers=headers)
        assert plain.json() == reply
        history = await http.get(f"/api/chat/{reply['conversation_id']}", headers=headers)
        assert [turn["reply"] for turn in history.json()["turns"]] == [reply]


@pytest.mark.usefixtures("ipv6")
async def test_the_default_serves_both_families(service_settings: Settings) -> None:
    settings = service_settings.model_copy(update={"port": free_port()})
    async with serving(settings), httpx2.AsyncClient(trust_env=False) as http:
        for name in ("127.0.0.1", "[::1]"):
            assert (await http.get(f"http://{name}:{settings.port}/health/live")).status_code == 200
