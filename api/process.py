"""The api process: ``python -m api.process``."""

import asyncio
import gc
import sys
from contextlib import suppress

import uvicorn

from api.app import create_app
from api.http.connections import BoundedConnection
from api.http.sockets import listen
from api.logs import configure_logs
from api.settings import Settings
from api.supervisor.lifeline import end_with_parent
from knowledge.errors import YihaodaError

_GRACEFUL_SECONDS = 5
# With ten thousand questions waiting, a full collection walks over a gigabyte: rarely is enough, turns leave no cycles behind.
_GC_THRESHOLDS = (20_000, 20, 100)


def main() -> int:
    """Serve until told to stop. Returns the exit status."""
    configure_logs()
    gc.set_threshold(*_GC_THRESHOLDS)
    settings = Settings()
    try:
        sockets = listen(settings.host, settings.port)
    except YihaodaError as error:
        sys.stderr.write(f"{error.message}。{error.remedy}\n")
        return 1
    config = uvicorn.Config(
        create_app(settings), log_config=None, access_log=False, timeout_graceful_shutdown=_GRACEFUL_SECONDS,
        server_header=False, http=BoundedConnection,
        proxy_headers=False,  # ClientAddress believes the proxies that the settings name, no others
    )  # fmt: skip
    server = uvicorn.Server(config)
    end_with_parent(lambda: setattr(server, "should_exit", True))
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(sockets=sockets))
    return 0


if __name__ == "__main__":
    sys.exit(main())
