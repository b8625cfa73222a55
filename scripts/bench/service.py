"""The whole service, started as an installation starts it: ``yihaoda serve`` on a data folder of its own."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from api.http.sockets import free_port
from api.settings import OFFLINE_MODEL, Settings
from knowledge.errors import Unavailable
from scripts.bench.machine import resident_mb
from scripts.bench.processes import children, process, wait_until

_READY, _FIRST_START_SECONDS = "已就绪", 600.0
_MODULES = {"api": "api.process", "rasa": "bot.serve"}


@dataclass(frozen=True, slots=True)
class Service:
    """A running service. ``start_seconds`` is from its start until it called itself ready."""

    port: int
    start_seconds: float
    supervisor: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def passages(self) -> int:
        """Return how many passages it can find."""
        metrics = httpx2.get(f"{self.address}/metrics", trust_env=False).raise_for_status().text
        found = re.search(r"^yihaoda_index_passages (\S+)$", metrics, re.MULTILINE)
        if not found:
            raise Unavailable("指标中没有 yihaoda_index_passages")
        return int(float(found[1]))

    def resident_mb(self) -> dict[str, float]:
        """Return the memory of its two processes, in MiB."""
        commands = children(self.supervisor.pid)
        return {
            name: resident_mb(pid)
            for name, module in _MODULES.items()
            for pid, command in commands.items()
            if module in command
        }


def prepare_folder(folder: Path, settings: Settings) -> Settings:
    """Make a data folder that shares the models of the installation; return its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    if settings.embedding_model == OFFLINE_MODEL and not (folder / "models").exists():
        (folder / "models").symlink_to(settings.model_dir.resolve().parent)
    own = settings.model_copy(update={"data_dir": folder, "database_url": "", "port": free_port(), "rasa_url": ""})
    if settings.dialogue_model.is_file() and not own.dialogue_model.is_file():
        shutil.copytree(settings.dialogue_model.parent, own.dialogue_model.parent)
    return own


@contextmanager
def running(settings: Settings, **variables: str) -> Iterator[Service]:
    """Start the service on a prepared folder, with these variables besides, and stop it after the block."""
    log = settings.data_dir / "serve.log"
    own = {
        "YIHAODA_DATA_DIR": str(settings.data_dir.resolve()),
        "YIHAODA_PORT": str(settings.port),
        "YIHAODA_DATABASE_URL": "",
        "YIHAODA_RASA_URL": "",
    } | variables
    command = [str(Path(sys.executable).parent / "yihaoda"), "serve"]
    with process(command, log, own) as supervisor:
        seconds = wait_until(lambda: _READY in log.read_text("utf-8", "replace"), supervisor, _FIRST_START_SECONDS)
        yield Service(settings.port, seconds, supervisor)
