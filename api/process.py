"""The api process: ``python -m api.process``."""

import asyncio
import sys
from contextlib import suppress

import uvicorn

from api.app import create_app
from api.http.sockets import listen
from api.logs import configure_logs
from api.settings import Settings
from api.supervisor.lifeline import end_with_parent
from knowledge.errors import YihaodaError

_GRACEFUL_SECONDS = 5


def main() -> int:
    """Serve until told to stop. Returns the exit status."""
    configure_logs()
    settings = Settings()
    try:
        sockets = listen(settings.host, settings.port)
    except YihaodaError as error:
        sys.stderr.write(f"{error.message}。{error.remedy}\n")
        return 1
    config = uvicorn.Config(
        create_app(settings), log_config=None, access_log=False, timeout_graceful_shutdown=_GRACEFUL_SECONDS,
        server_header=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    end_with_parent(lambda: setattr(server, "should_exit", True))
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=sockets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
