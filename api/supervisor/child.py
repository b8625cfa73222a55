"""One process that is kept running."""

import asyncio
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import structlog

STOP_SECONDS = 8.0
_FIRST_PAUSE, _LONGEST_PAUSE, _STEADY_SECONDS = 0.5, 30.0, 60.0
_NOT_STARTED = 127  # what a shell says of a program that is not there
_log = structlog.get_logger()


@dataclass(slots=True)
class Child:
    """How a process is started. ``log`` takes what it prints; without one it prints to the supervisor's own output."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None
    restarts: int = 0
    process: asyncio.subprocess.Process | None = None
    _pause: float = field(default=_FIRST_PAUSE)

    async def keep_running(self) -> None:
        """Start the process, and start it again whenever it ends, after a pause that grows while it keeps failing."""
        try:
            while True:
                started = monotonic()
                code = await self._run_once()
                if monotonic() - started > _STEADY_SECONDS:
                    self._pause = _FIRST_PAUSE
                self.restarts += 1
                _log.warning("process_ended", name=self.name, code=code, again_in_seconds=self._pause)
                await asyncio.sleep(self._pause)
                self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        finally:
            await self.stop()

    async def stop(self) -> None:
        """End the process: first kindly, then not."""
        process = self.process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _run_once(self) -> int:
        output = self.log.open("ab") if self.log else None
        try:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env=dict(self.environment),
                stdin=asyncio.subprocess.PIPE,  # the lifeline: it closes when the supervisor is gone
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops its children in order
            )
            return await self.process.wait()
        except OSError as error:
            _log.warning("process_not_started", name=self.name, error=str(error))
            return _NOT_STARTED
        finally:
            if output:
                output.close()
