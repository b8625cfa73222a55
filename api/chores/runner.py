"""Runs the chores of this process, one after the other."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.chores.lease import Leases
from knowledge.errors import YihaodaError

LOOK_SECONDS = 1.0
_log = structlog.get_logger()

Work: TypeAlias = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Chore:
    """Work that has to be done ``every`` so often, ``when`` it may; who took longer than ``at_most`` counts as dead."""

    name: str
    every: timedelta
    work: Work
    at_most: timedelta = timedelta(minutes=5)
    when: Callable[[], bool] = lambda: True


class ChoreRunner:
    """Looks every second which chore is due, and does it where no other replica does."""

    def __init__(self, leases: Leases, chores: Sequence[Chore]) -> None:
        self._leases = leases
        self._chores = chores
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Go on until told to stop. The first look waits too: who starts has requests to answer first."""
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), LOOK_SECONDS)
            await self.run_due()

    def stop(self) -> None:
        """Let ``run`` end between two chores."""
        self._stopping.set()

    async def run_due(self) -> None:
        """Do every chore that is due now. One that fails is logged and tried again when its lease has run out."""
        for chore in self._chores:
            if self._stopping.is_set():
                return
            try:
                if chore.when() and await self._leases.take(chore.name, every=chore.every, at_most=chore.at_most):
                    await chore.work()
                    await self._leases.done(chore.name)
            except (YihaodaError, SQLAlchemyError, OSError) as error:
                _log.warning("chore_failed", chore=chore.name, error=type(error).__name__)
