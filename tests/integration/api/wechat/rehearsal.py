"""A service with the tiny library, connected to the simulator: in a thread, or as a process that can be killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import uvicorn
from fastapi import FastAPI
from tiny_library import CONCLUSION, QUESTION, RehearsedDialogue

from api.app import create_app
from api.http.sockets import free_port
from api.settings import Settings
from api.wechat.settings import WeChatSettings
from knowledge.embedding.hashed import HashedEncoder
from tests.simulators.serving import LoopThread, Server
from tests.simulators.waiting import wait_until
from tests.simulators.wechat import Platform

LOAN = "图书可以借多长时间？"
LOAN_CONCLUSION = "借期三十天"
__all__ = ["CONCLUSION", "LOAN", "LOAN_CONCLUSION", "QUESTION", "Process", "build", "served"]


def build(settings: Settings, pause: float = 0.0) -> FastAPI:
    """Return the application; its dialogue takes ``pause`` seconds over each question."""
    dialogue = RehearsedDialogue({})  # whatever it is told, it fails, and the search answers
    dialogue.pause = pause
    app = create_app(settings, encoder=HashedEncoder(), dialogue=dialogue)
    app.state.rehearsed = dialogue
    return app


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application in a thread; yield its address."""
    thread, server = LoopThread("service"), Server(app, lifespan="on")
    thread.start()
    thread.run(server.up())
    try:
        yield server.address
    finally:
        thread.run(server.down())
        thread.stop()


class Process:
    """The service as a process of its own, on a data folder with the library."""

    def __init__(self, data_dir: Path, account: WeChatSettings) -> None:
        self._data_dir, self._account = data_dir, account
        self.port = free_port()
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, pause: float = 0.0) -> None:
        """Start it and wait until it is ready."""
        account = self._account
        own = {
            "YIHAODA_DATA_DIR": str(self._data_dir),
            "YIHAODA_PORT": str(self.port),
            "YIHAODA_WECHAT__TOKEN": account.token.get_secret_value(),
            "YIHAODA_WECHAT__APP_ID": account.app_id,
            "YIHAODA_WECHAT__APP_SECRET": account.app_secret.get_secret_value(),
            "YIHAODA_WECHAT__ENCODING_AES_KEY": account.encoding_aes_key.get_secret_value(),
            "YIHAODA_WECHAT__MODE": account.mode,
            "YIHAODA_WECHAT__API_BASE": account.api_base,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "REHEARSAL_PAUSE": str(pause),
        }
        with (self._data_dir / "service.log").open("ab") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", __name__], env=dict(os.environ) | own, stdout=log, stderr=log
            )
        assert wait_until(self._is_ready, 60), self.output()

    def kill(self) -> None:
        """End it without a word."""
        if self._running:
            self._running.send_signal(signal.SIGKILL)
            self._running.wait()
            self._running = None

    def received(self) -> int:
        """How many messages it has stored."""
        with closing(sqlite3.connect(self._data_dir / "yihaoda.db", timeout=10)) as connection:
            return int(connection.execute("SELECT count(*) FROM incoming_messages").fetchone()[0])

    def output(self) -> str:
        """What it wrote."""
        return (self._data_dir / "service.log").read_text("utf-8")

    def _is_ready(self) -> bool:
        try:
            return httpx2.get(f"{self.address}/health/live", trust_env=False).status_code == 200
        except httpx2.HTTPError:
            return False


def account_of(platform: Platform) -> WeChatSettings:
    """Return the settings that fit the account of a simulator."""
    account = platform.account
    return WeChatSettings.model_validate({
        "token": account.token, "app_id": account.app_id, "app_secret": account.secret,
        "encoding_aes_key": account.aes_key, "mode": account.mode.value, "api_base": platform.address,
    })  # fmt: skip


if __name__ == "__main__":
    chosen = Settings()
    uvicorn.run(build(chosen, float(os.environ["REHEARSAL_PAUSE"])), port=chosen.port, log_level="warning")
