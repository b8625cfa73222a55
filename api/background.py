"""What the service does beside answering requests, from its start to its end."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

from api.audit.anchor import AnchorFile, Anchoring
from api.chores.lease import Leases
from api.chores.runner import Chore, ChoreRunner
from api.curation.chores import CurationChores
from api.curation.contradictions import ContradictionNotices
from api.dictionary.parts import DictionaryParts
from api.http.state import ServiceState
from api.imports.worker import ImportWorker
from knowledge.clock import new_id, utc_now


def start_background(stack: AsyncExitStack, state: ServiceState, worker: ImportWorker) -> None:
    """Start the imports, the dictionary's follower and the chores; the stack ends them."""
    stack.push_async_callback(_stop, worker, asyncio.create_task(worker.run()))
    following = asyncio.create_task(state.dictionary.follower.follow())
    stack.push_async_callback(_stop_dictionary, state.dictionary, following)
    runner = ChoreRunner(Leases(state.database, utc_now, new_id()), _chores(state))
    stack.push_async_callback(_stop, runner, asyncio.create_task(runner.run()))
    slow = ChoreRunner(Leases(state.database, utc_now, new_id()), _slow_chores(state))
    stack.push_async_callback(_break_off, asyncio.create_task(slow.run()))
    nightly = ChoreRunner(Leases(state.database, utc_now, new_id()), _nightly_chores(state))
    stack.push_async_callback(_break_off, asyncio.create_task(nightly.run()))


def _chores(state: ServiceState) -> tuple[Chore, ...]:
    anchoring = Anchoring(state.database, AnchorFile.of(state.settings), state.clock)
    return (
        Chore("audit.anchor", timedelta(minutes=1), anchoring.anchor),
        Chore("import files", timedelta(days=1), state.imports.tidy),
        *CurationChores(state.curation).all(),
    )


def _slow_chores(state: ServiceState) -> tuple[Chore, ...]:
    """Return the chores that wait for others on the way; nothing else may wait for them."""
    return (Chore("watches", timedelta(seconds=30), state.watches.check_due, at_most=timedelta(minutes=10)),)


def _nightly_chores(state: ServiceState) -> tuple[Chore, ...]:
    """Return the chores that compute for long, once a night."""
    told = ContradictionNotices(state.database, state.clock, state.preview.conflicts.throughout)
    hours = timedelta(hours=12)  # longer than the night, shorter than from one to the next
    return (Chore("contradictions", hours, told.run, at_most=timedelta(hours=2), when=told.at_night),)


async def _stop(part: ImportWorker | ChoreRunner, running: "asyncio.Task[None]") -> None:
    part.stop()
    await asyncio.gather(running, return_exceptions=True)


async def _stop_dictionary(dictionary: DictionaryParts, following: "asyncio.Task[None]") -> None:
    dictionary.follower.stop()
    await dictionary.effects.stop()
    await asyncio.gather(following, return_exceptions=True)


async def _break_off(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
