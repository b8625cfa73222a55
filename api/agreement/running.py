"""A service to ask: the one at an address, or this program's own on a free port of this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import uvicorn

from api.app import create_app
from api.dialogue.port import Dialogue, DialogueUnavailable, Utterance
from api.http.sockets import free_port
from api.settings import Settings
from knowledge.embedding.encoder import Encoder
from knowledge.errors import Unavailable

_TIMEOUT_SECONDS, _LOOK_SECONDS = 30.0, 0.05


class NoDialogue:
    """A dialogue engine that is never there."""

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:  # noqa: ARG002
        """Do not answer."""
        raise DialogueUnavailable

    async def ready(self) -> bool:
        """Return that it is not there."""
        return False


@asynccontextmanager
async def http_client(address: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Yield a client of the service at an address."""
    async with httpx2.AsyncClient(base_url=address, timeout=_TIMEOUT_SECONDS, trust_env=False) as http:
        yield http


async def answers(address: str) -> bool:
    """Whether a service answers there."""
    try:
        async with http_client(address) as http:
            return (await http.get("/health/live")).status_code == httpx2.codes.OK
    except httpx2.HTTPError:
        return False


@asynccontextmanager
async def own_service(
    settings: Settings, *, encoder: Encoder | None = None, dialogue: Dialogue | None = None
) -> AsyncIterator[str]:
    """Serve this installation's knowledge on a free port for a while; yield its address."""
    port = free_port()
    app = create_app(settings, encoder=encoder, dialogue=dialogue)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:
            if serving.done():
                raise Unavailable("临时的服务没有起来", remedy="请运行 yihaoda doctor")
            await asyncio.sleep(_LOOK_SECONDS)  # uvicorn sets a flag and tells nobody
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving
