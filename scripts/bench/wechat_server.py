"""What the WeChat bench measures, in a process of its own: ``python -m scripts.bench.wechat_server ARM PORT FOLDER``.

``echo`` is bare FastAPI that sends the body back; ``acknowledge`` the whole callback without an engine behind it; any number is
the whole service over an empty knowledge base whose dialogue engine takes so many seconds.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response

from api.app import create_app
from api.channels.port import Incoming
from api.dialogue.port import DialogueUnavailable, Utterance
from api.http.connections import BoundedConnection
from api.http.state import ServiceState
from api.inbox.limits import inbox_limits
from api.inbox.receipts import Receipts
from api.settings import Settings
from api.wechat.callback import WeChatCallback
from api.wechat.envelope import Envelopes
from api.wechat.reception import Given, Reception
from api.wechat.wording import wording
from knowledge.embedding.hashed import HashedEncoder
from scripts.bench.wechat_letters import ACCOUNT, PATH

ECHO, ACKNOWLEDGE = "echo", "acknowledge"


class SlowDialogue:
    """A dialogue engine that takes its time, and then is not there after all."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def send(self, _conversation: str, _text: str, _metadata: dict[str, str]) -> list[Utterance]:
        """Sleep."""
        await asyncio.sleep(self._seconds)
        raise DialogueUnavailable

    async def ready(self) -> bool:
        """Say that all is well."""
        return True


class Acknowledging(Reception):
    """Stores what comes in, and makes no answer: what is left of a callback when the engine is taken away."""

    def __init__(self, receipts: Receipts) -> None:
        self._inbox = receipts

    async def receive(self, incoming: Incoming, _arrived: float) -> Given:
        """Verified, decrypted and read it is; now store it once."""
        await self._inbox.add(incoming)
        return Given()


def echo() -> FastAPI:
    """Return the peer."""
    app = FastAPI()

    @app.post(PATH)
    async def back(request: Request) -> Response:
        return Response(await request.body())

    return app


def service(folder: Path, arm: str) -> FastAPI:
    """Return the application, with an account."""
    settings = Settings(_env_file=None, data_dir=folder, wechat=ACCOUNT)
    seconds = 0.0 if arm == ACKNOWLEDGE else float(arm)
    app = create_app(settings, encoder=HashedEncoder(), dialogue=SlowDialogue(seconds))
    if arm == ACKNOWLEDGE:
        whole = app.router.lifespan_context

        @asynccontextmanager
        async def lifespan(app: FastAPI) -> AsyncIterator[None]:
            async with whole(app):
                app.state.service = _without_engine(app.state.service)
                yield

        app.router.lifespan_context = lifespan
    return app


def _without_engine(state: ServiceState) -> ServiceState:
    assert state.wechat is not None  # noqa: S101
    held = inbox_limits().model_copy(update={"hold_seconds": 3600.0})  # or the workers would begin with what piles up
    reception = Acknowledging(Receipts(state.database, state.clock, "bench", held))
    envelopes = Envelopes(ACCOUNT, state.clock, wording().timing.fresh_seconds)
    return replace(state, wechat=replace(state.wechat, callback=WeChatCallback(envelopes, reception, state.outbox)))


def main() -> None:
    """Serve one arm until told to stop."""
    arm, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    if arm == ECHO:
        uvicorn.run(echo(), port=port, log_config=None, access_log=False)
    else:
        uvicorn.run(service(folder, arm), port=port, log_config=None, access_log=False, http=BoundedConnection)


if __name__ == "__main__":
    main()
