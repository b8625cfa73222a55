"""One api process whose dialogue takes its time: ``python slow_api.py SECONDS``. Rows and requests are real."""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

import uvicorn

from api.app import create_app
from api.dialogue.port import DialogueUnavailable, ScriptedDialogue, Utterance
from api.http.sockets import listen
from api.settings import Settings
from api.supervisor.lifeline import end_with_parent
from knowledge.embedding.hashed import HashedEncoder


async def serve(seconds: float) -> None:
    async def slow(_text: str, _metadata: Mapping[str, Any]) -> list[Utterance]:
        await asyncio.sleep(seconds)
        raise DialogueUnavailable

    settings = Settings(_env_file=None)
    app = create_app(settings, encoder=HashedEncoder(), dialogue=ScriptedDialogue(slow))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))
    end_with_parent(lambda: setattr(server, "should_exit", True))
    await server.serve(sockets=listen(settings.host, settings.port))


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
