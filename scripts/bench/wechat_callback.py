"""How fast the WeChat callback is, beside a bare FastAPI that echoes the same bodies, and how late it ever is.

``python -m scripts.bench.wechat_callback`` prints one JSON document. Both servers run at the same time and are asked in turns.
"""

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated, Any

import typer

from api.http.sockets import free_port
from knowledge.errors import Unavailable
from knowledge.evaluation.retrieval import percentiles
from scripts.bench.channel_sections import WECHAT, wechat_section
from scripts.bench.command import run_command
from scripts.bench.machine import describe
from scripts.bench.performance import report
from scripts.bench.processes import process, wait_until
from scripts.bench.wechat_letters import Sender
from scripts.bench.wechat_server import ACKNOWLEDGE, ECHO

_START_SECONDS, _CONNECTIONS = 120.0, 64
_QUESTION = "申请政府信息公开要带什么材料？"


@dataclass(frozen=True, slots=True)
class _Server:
    """One arm, running."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return what the process has used so far (Linux): another program on the machine does not count."""
        used = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _server(arm: str, folder: Path) -> Iterator[_Server]:
    port, own = free_port(), folder / arm
    own.mkdir()
    with process(_command(arm, port, own), own / "log", {}) as running:
        wait_until(lambda: _listens(port), running, _START_SECONDS)
        yield _Server(port, running.pid)


def _command(arm: str, port: int, folder: Path) -> list[str]:
    return [sys.executable, "-m", "scripts.bench.wechat_server", arm, str(port), str(folder)]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def _ask(port: int, requests: Iterator[bytes]) -> list[float]:
    """Send requests one after the other on one connection; return the seconds until the first byte of each reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    for request in requests:
        started = perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        taken.append(perf_counter() - started)
        if b" 200 " not in head.split(b"\r\n", 1)[0]:
            raise Unavailable(f"回调没有成功：{head[:60]!r}")
        await reader.readexactly(int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]))
    writer.close()
    await writer.wait_closed()
    return taken


async def _capacity(server: _Server, requests: Sequence[bytes]) -> tuple[float, float]:
    """Return how many requests a second are answered when they come as fast as they are, by the clock and by its CPU time."""
    left, used, started = iter(requests), server.cpu_seconds(), perf_counter()
    await asyncio.gather(*(_ask(server.port, left) for _ in range(_CONNECTIONS)))
    return len(requests) / (perf_counter() - started), len(requests) / (server.cpu_seconds() - used)


async def _offer(port: int, write: Callable[[], bytes], a_second: float, seconds: float) -> dict[str, Any]:
    """Offer requests evenly, whether or not those before were answered; return the milliseconds until the first byte."""
    running, started = [], perf_counter()
    for number in range(round(a_second * seconds)):
        await asyncio.sleep(max(0.0, started + number / a_second - perf_counter()))
        running.append(asyncio.create_task(_ask(port, iter([write()]))))
    taken = [1000 * each for answered in await asyncio.gather(*running) for each in answered]
    return {"n": len(taken), "ms": percentiles(taken) | {"p99": _p99(taken), "max": round(max(taken), 1)}}


def _p99(taken: Sequence[float]) -> float:
    return round(sorted(taken)[int(0.99 * (len(taken) - 1))], 1)


async def _compare(echo: _Server, own: _Server, requests: int, rounds: int) -> dict[str, Any]:
    sender = Sender()
    known = range(1, requests + 1)
    await _capacity(own, [sender.text(_QUESTION, number) for number in known])
    kinds: dict[str, Callable[[], list[bytes]]] = {
        "new": lambda: [sender.text(_QUESTION) for _ in known],
        "duplicate": lambda: [sender.text(_QUESTION, number) for number in known],
        "event": lambda: [sender.event("VIEW") for _ in known],
    }
    figures: dict[str, Any] = {}
    for kind, letters in kinds.items():
        pairs = []
        for _ in range(rounds):
            batch = letters()
            pairs.append((await _capacity(own, batch), await _capacity(echo, batch)))
        figures[kind] = {
            name: {
                "callback": round(median(ours[by] for ours, _ in pairs)),
                "echo": round(median(theirs[by] for _, theirs in pairs)),
                "ratio": round(median(ours[by] / theirs[by] for ours, theirs in pairs), 3),
            }
            for by, name in enumerate(("per_second", "per_cpu_second"))
        }
    figures["offered_100_a_second"] = await _offer(own.port, lambda: sender.text(_QUESTION), 100, 10)
    return figures


async def _slow(port: int) -> dict[str, Any]:
    return await _offer(port, lambda: Sender().text(_QUESTION), 20, 10)


async def _healthy(port: int) -> dict[str, Any]:
    return await _offer(port, lambda: Sender().text(_QUESTION), 3, 20)


def main(
    requests: Annotated[int, typer.Option(help="requests a round")] = 1000,
    rounds: int = 5,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure, and print one JSON document."""
    figures: dict[str, Any] = {"machine": describe()}
    with tempfile.TemporaryDirectory(prefix="yihaoda-wechat-") as name:
        folder = Path(name)
        with _server(ECHO, folder) as echo, _server(ACKNOWLEDGE, folder) as own:
            figures["capacity"] = asyncio.run(_compare(echo, own, requests, rounds))
        with _server("0", folder) as server:
            figures["engine_healthy"] = asyncio.run(_healthy(server.port))
        with _server("30", folder) as server:
            figures["engine_sleeps_30_s"] = asyncio.run(_slow(server.port))
    report(docs, WECHAT, figures, wechat_section)


if __name__ == "__main__":
    run_command(main)
