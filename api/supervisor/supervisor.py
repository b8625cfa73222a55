"""api and rasa under one roof: started together, restarted when one dies, stopped together."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Callable, Sequence

import httpx2
from rich.console import Console

from api.http.sockets import free_port, listen
from api.settings import Settings
from api.supervisor.child import Child

# One thread for Rasa: more of them only fight the search for the same cores.
RASA_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": ".",
}


def children(settings: Settings, port: int) -> list[Child]:
    """Return the two processes, each told where the other is and the token that only they share."""
    rasa_port, token = free_port(), secrets.token_urlsafe(24)
    shared = dict(os.environ) | {"YIHAODA_DATA_DIR": str(settings.data_dir.resolve())}
    # The dialogue has no business with the settings: addresses of databases, secrets.
    public = {name: value for name, value in os.environ.items() if not name.startswith("YIHAODA_")}
    logs, tmp = settings.data_dir.resolve() / "log", settings.data_dir.resolve() / "tmp"
    for folder in (logs, tmp):
        folder.mkdir(parents=True, exist_ok=True)
    rasa = Child(
        "rasa",
        [
            str(settings.bot_python),
            "-m",
            "bot.serve",
            "--model",
            str(settings.dialogue_model.resolve()),
            "--port",
            str(rasa_port),
        ],
        public
        | RASA_ENVIRONMENT
        | {
            "TMPDIR": str(tmp),  # jieba leaves a cache in the temporary folder, which others could write to
            "YIHAODA_ACTION_URL": f"http://127.0.0.1:{port}/internal/actions/{token}",
            "YIHAODA_TRACKER_DB": str(settings.data_dir.resolve() / "tracker.db"),
        },
        log=logs / "rasa.log",
    )
    api = Child(
        "api",
        [sys.executable, "-m", "api.process"],
        shared
        | {
            "YIHAODA_PORT": str(port),
            "YIHAODA_RASA_URL": settings.rasa_url or f"http://127.0.0.1:{rasa_port}",
            "YIHAODA_ACTION_TOKEN": token,
            "OMP_WAIT_POLICY": "passive",  # idle numeric threads sleep instead of taking the core from Rasa
        },
        log=logs / "api.log",
    )
    return [api] if settings.rasa_url else [rasa, api]


def check_port(settings: Settings) -> None:
    """Tell now, in one line, that the port is taken, rather than from a child after everything was prepared.

    Raises:
        PortTaken: another process listens there.
    """
    for opened in listen(settings.host, settings.port):
        opened.close()


async def supervise(settings: Settings, console: Console, announce: Callable[[], None]) -> None:
    """Run both until a signal says stop; ``announce`` is called once questions can be asked."""
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    running = [asyncio.create_task(child.keep_running()) for child in children(settings, settings.port)]
    greeter = asyncio.create_task(_greet(settings, announce))
    await stopping.wait()
    console.print("正在停止……")
    await _cancel([greeter, *running])


async def _greet(settings: Settings, announce: Callable[[], None]) -> None:
    """Wait until the service answers and its dialogue is there, then announce it."""
    async with httpx2.AsyncClient(base_url=local_address(settings), timeout=5.0) as client:
        while not await _whole(client):  # noqa: ASYNC110  # the event is in another process
            await asyncio.sleep(0.1)
    announce()


async def _whole(client: httpx2.AsyncClient) -> bool:
    try:
        response = await client.get("/health/ready")
    except httpx2.HTTPError:
        return False
    checks = response.json().get("checks", {})
    return response.status_code == httpx2.codes.OK and all(check["passed"] for check in checks.values())


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def local_address(settings: Settings) -> str:
    """Return the address of the service as seen from this machine."""
    host = settings.host if settings.host not in {"", "0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104  # compared, not bound
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
