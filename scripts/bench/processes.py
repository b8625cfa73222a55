"""Processes of the benchmark: started in the root of the tree, with their output in a file, and always ended."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

import httpx2

from knowledge.errors import Unavailable
from scripts.bench.places import ROOT

_STOP_SECONDS, _POLL_SECONDS = 20.0, 0.05


@contextmanager
def process(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process for the length of the block; its standard input stays open, which is what keeps Rasa running."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        started = subprocess.Popen(
            list(command), cwd=ROOT, env=dict(os.environ) | dict(environment), stdin=subprocess.PIPE, stdout=output,
            stderr=output,
        )  # fmt: skip
        try:
            yield started
        finally:
            _end(started)


def wait_until(condition: Callable[[], bool], running: subprocess.Popen[bytes], timeout: float) -> float:
    """Wait until a condition holds and return the seconds it took.

    Raises:
        Unavailable: the process ended, or the time is up.
    """
    started = perf_counter()
    while not condition():
        if running.poll() is not None or perf_counter() - started > timeout:
            raise Unavailable("启动的程序没有就绪", remedy="请看它的日志")
        sleep(_POLL_SECONDS)
    return perf_counter() - started


def answers(url: str) -> bool:
    """Whether something serves this address."""
    try:
        return httpx2.get(url, trust_env=False, timeout=2).status_code == httpx2.codes.OK
    except httpx2.HTTPError:
        return False


def children(pid: int) -> dict[int, str]:
    """Return the command lines of a process's children, by process id (Linux)."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return {int(child): Path(f"/proc/{child}/cmdline").read_text("utf-8").replace("\0", " ") for child in found}


def _end(started: subprocess.Popen[bytes]) -> None:
    started.send_signal(signal.SIGINT)
    try:
        started.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        started.kill()
        started.wait()
