"""One api process of the storm: ``python -m scripts.bench.storm.replica TIMELINE [--model]``.

It is the whole application on a socket of its own; beside it, a look every few milliseconds writes down when which
change became visible, on the clock that all processes of the machine share.
"""

import asyncio
import sys
from pathlib import Path
from time import monotonic

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.http.sockets import listen
from api.logs import configure_logs
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder

DIMENSION, _LOOK_SECONDS = 384, 0.01


async def serve(settings: Settings, timeline: Path, *, model: bool) -> None:
    """Serve until told to stop."""
    app = create_app(settings, encoder=None if model else HashedEncoder(DIMENSION))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))
    looking = asyncio.create_task(_look(server, app, timeline))
    await server.serve(sockets=listen(settings.host, settings.port))
    looking.cancel()


async def _look(server: uvicorn.Server, app: FastAPI, timeline: Path) -> None:
    while not server.started:  # noqa: ASYNC110  # uvicorn tells nobody
        await asyncio.sleep(_LOOK_SECONDS)
    last = -1
    with timeline.open("a", encoding="ascii", buffering=1) as file:
        while True:
            if (sequence := app.state.service.replica.sequence) != last:
                file.write(f"{monotonic():.4f} {sequence}\n")
                last = sequence
            await asyncio.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    configure_logs()
    asyncio.run(serve(Settings(), Path(sys.argv[1]), model="--model" in sys.argv))
