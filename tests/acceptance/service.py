"""A service of the test's own: started as an installation starts it, in its own folder and on its own port."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx2

from api.http.sockets import free_port
from tests.acceptance.processes import api_ports, running_in
from tests.conftest import ROOT

COMMAND = Path(sys.executable).parent / "yihaoda"
_READY, _STOP_SECONDS = "已就绪", 20.0


@dataclass(slots=True)
class Service:
    """``yihaoda serve`` on a data folder. ``start_seconds`` is the time from its start until it called itself ready,
    ``variables`` are settings of its own.
    """

    data_dir: Path
    port: int = field(default_factory=free_port)
    start_seconds: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    ports: set[int] = field(default_factory=set)
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self.data_dir / "serve.out").read_text("utf-8")

    @property
    def password(self) -> str:
        found = re.search(r"一次性密码 (\S+)（", self.output)
        assert found, self.output
        return found[1]

    def start(self, timeout: float) -> "Service":
        started = monotonic()
        with (self.data_dir / "serve.out").open("wb") as out, (self.data_dir / "serve.err").open("wb") as err:
            self.process = subprocess.Popen(
                [COMMAND, "serve"], cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )
        wait_for(self._is_ready, timeout, self._complaint)
        self.start_seconds = monotonic() - started
        self.ports = api_ports(self.data_dir) | {self.port}
        return self

    def stop(self) -> None:
        """Press Ctrl-C; nothing may be left."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(_STOP_SECONDS) == 0
        assert self.remains() == ([], [])

    def kill(self) -> None:
        """End the supervisor without a word; for the end of a test that may have failed."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def remains(self) -> tuple[list[str], list[int]]:
        """Return the processes and the listening ports that are there still."""
        return sorted(running_in(self.data_dir)), sorted(port for port in self.ports if is_listening(port))

    def environment(self, **changes: str) -> dict[str, str]:
        own = {"YIHAODA_DATA_DIR": str(self.data_dir), "YIHAODA_PORT": str(self.port)}
        return dict(os.environ) | own | self.variables | changes

    def run(self, *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run another command on the same data folder."""
        return subprocess.run(
            [COMMAND, *map(str, arguments)], cwd=ROOT, env=self.environment(**changes), capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip

    def json(self, *arguments: str | Path) -> dict[str, Any]:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def ask(self, message: str, conversation_id: str | None = None) -> dict[str, Any]:
        return self.post("/api/chat", {"message": message, "conversation_id": conversation_id})

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send JSON as a citizen does; return what comes back."""
        with httpx2.Client(trust_env=False, timeout=30) as client:
            return dict(client.post(f"{self.address}{path}", json=body).raise_for_status().json())

    def checks(self) -> dict[str, bool]:
        """Return which checks of readiness pass; none while nobody answers."""
        try:
            rows = httpx2.get(f"{self.address}/health/ready", trust_env=False).json().get("checks", {})
        except httpx2.HTTPError:
            return {}
        return {name: row["passed"] for name, row in rows.items()}

    def is_whole(self) -> bool:
        checks = self.checks()
        return bool(checks) and all(checks.values())

    def _is_ready(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self._complaint()
        return _READY in self.output

    def _complaint(self) -> str:
        logs = [self.data_dir / "serve.err", *sorted((self.data_dir / "log").glob("*.log"))]
        return "\n".join(f"== {log.name}\n{log.read_text('utf-8', 'replace')[-2000:]}" for log in logs)


def wait_for(condition: Callable[[], bool], timeout: float, complaint: Callable[[], str] = str) -> None:
    """Wait until a condition holds; fail with the complaint when it does not in time."""
    deadline = monotonic() + timeout
    while not condition():
        assert monotonic() < deadline, complaint()
        sleep(0.05)


def is_listening(port: int) -> bool:
    try:
        httpx2.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=2)
    except httpx2.ConnectError:
        return False
    except httpx2.HTTPError:
        return True
    return True


def clauses(reply: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what a reply rests on: title and article of every citation."""
    return {(citation["title"], citation["clause"]) for citation in reply["citations"]}
