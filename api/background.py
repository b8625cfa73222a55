"""What the service does beside answering requests, from its start to its end."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

from api.audit.anchor import AnchorFile, Anchoring
from api.channels.purge import MessagePurge
from api.chores.lease import Leases
from api.chores.runner import Chore, ChoreRunner
from api.conversations.orphans import Orphans
from api.curation.chores import CurationChores
from api.curation.contradictions import ContradictionNotices
from api.dictionary.parts import DictionaryParts
from api.http.state import ServiceState
from api.imports.worker import ImportWorker
from api.inbox.worker import InboxWorker
from api.outbox.dispatcher import Dispatcher
from knowledge.clock import new_id, utc_now


def start_background(stack: AsyncExitStack, state: ServiceState, worker: ImportWorker) -> None:
    """Start the imports, the dictionary's follower, inbox and outbox, and the chores; the stack ends them."""
    stack.push_async_callback(state.turns.close)
    stack.push_async_callback(_break_off, asyncio.create_task(state.turns.held.keep()))
    orphans = Orphans(state.database, state.turns, state.dialogue, state.clock)
    stack.push_async_callback(_break_off, asyncio.create_task(orphans.run()))
    stack.push_async_callback(_stop, worker, asyncio.create_task(worker.run()))
    following = asyncio.create_task(state.dictionary.follower.follow())
    stack.push_async_callback(_stop_dictionary, state.dictionary, following)
    stack.push_async_callback(_break_off, asyncio.create_task(state.handover.feed.run()))
    stack.push_async_callback(state.handover.feed.close)
    stack.push_async_callback(_break_off, asyncio.create_task(state.desk.feed.run()))
    stack.push_async_callback(state.desk.feed.close)
    if state.wechat is not None:
        stack.push_async_callback(state.wechat.close)
    if state.wecom is not None:
        stack.push_async_callback(state.wecom.http.aclose)
        stack.push_async_callback(_break_off, asyncio.create_task(state.wecom.reading.run()))
    inbox = InboxWorker(state.database, utc_now, state.channels, new_id())
    stack.push_async_callback(_stop, inbox, asyncio.create_task(inbox.run()))
    sender = Dispatcher(state.outbox, state.database, utc_now, state.channels, new_id())
    stack.push_async_callback(_stop, sender, asyncio.create_task(sender.run()))
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
        Chore("handover.idle", timedelta(seconds=20), state.handover.service.take_back_idle),
        Chore("messages", timedelta(hours=1), MessagePurge(state.database, state.clock).run),
        Chore("import files", timedelta(days=1), state.imports.tidy),
        *CurationChores(state.curation).all(),
        *((Chore("voicebot", timedelta(minutes=1), state.voicebot.end_expired),) if state.voicebot else ()),
    )


def _slow_chores(state: ServiceState) -> tuple[Chore, ...]:
    """Return the chores that wait for others on the way; nothing else may wait for them."""
    return (Chore("watches", timedelta(seconds=30), state.watches.check_due, at_most=timedelta(minutes=10)),)


def _nightly_chores(state: ServiceState) -> tuple[Chore, ...]:
    """Return the chores that compute for long, once a night."""
    told = ContradictionNotices(state.database, state.clock, state.preview.conflicts.throughout)
    hours = timedelta(hours=12)  # longer than the night, shorter than from one to the next
    return (
        Chore("contradictions", hours, told.run, at_most=timedelta(hours=2), when=told.at_night),
        Chore("retention", hours, state.retention.run, at_most=timedelta(hours=2), when=state.retention.at_night),
    )


async def _stop(part: ImportWorker | InboxWorker | Dispatcher | ChoreRunner, running: "asyncio.Task[None]") -> None:
    part.stop()
    await asyncio.gather(running, return_exceptions=True)


async def _stop_dictionary(dictionary: DictionaryParts, following: "asyncio.Task[None]") -> None:
    dictionary.follower.stop()
    await dictionary.effects.stop()
    await asyncio.gather(following, return_exceptions=True)


async def _break_off(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
