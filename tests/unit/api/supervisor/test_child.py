"""A process that is kept running."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.supervisor import child as module
from api.supervisor.child import Child

pytestmark = pytest.mark.asyncio
LIFELINE = "from api.supervisor.lifeline import end_with_parent; end_with_parent(); import time; time.sleep(60)"


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)


def python(code: str, log: Path | None = None) -> Child:
    child = Child("test", [sys.executable, "-c", code], dict(os.environ), log)
    child._pause = 0.01
    return child


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def stopped(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_is_started_again_when_it_ends(tmp_path: Path) -> None:
    child = python("print('started', flush=True)", tmp_path / "log")
    task = asyncio.create_task(child.keep_running())
    await until(lambda: child.restarts >= 2)
    await stopped(task)
    assert (tmp_path / "log").read_text().count("started") >= 2


async def test_the_pause_grows_while_it_keeps_failing() -> None:
    child = python("raise SystemExit(1)")
    task = asyncio.create_task(child.keep_running())
    await until(lambda: child.restarts >= 2)
    await stopped(task)
    assert child._pause >= 0.02


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import time; time.sleep(60)", id="kindly"),
        pytest.param(
            "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)", id="not kindly"
        ),
    ],
)
async def test_stopping_ends_the_process(code: str) -> None:
    child = python(code)
    task = asyncio.create_task(child.keep_running())
    await until(lambda: child.process is not None)
    await asyncio.sleep(0.2)
    await stopped(task)
    assert child.process is not None
    assert child.process.returncode in {-signal.SIGTERM, -signal.SIGKILL}


async def test_a_program_that_is_not_there_is_tried_again() -> None:
    child = Child("test", ["/nonexistent/program"], {})
    child._pause = 0.01
    task = asyncio.create_task(child.keep_running())
    await until(lambda: child.restarts >= 2 or task.done())
    assert not task.done()
    await stopped(task)


async def test_a_child_ends_when_the_lifeline_closes() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", LIFELINE, stdin=asyncio.subprocess.PIPE)
    assert process.stdin is not None
    await asyncio.sleep(0.3)
    assert process.returncode is None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 5) == -signal.SIGTERM


async def test_a_process_started_by_hand_has_no_lifeline() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", LIFELINE, stdin=asyncio.subprocess.DEVNULL)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(process.wait(), 0.7)
    process.kill()
    await process.wait()
