"""Builds the parts of a running service, and takes them down in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import httpx2
from rasa_sdk.executor import ActionExecutor

from actions.registry import build_executor
from api.accounts.service import AccountService
from api.chores.lease import Leases
from api.chores.runner import Chore, ChoreRunner
from api.conversations.desk import TurnDesk
from api.conversations.service import TurnParts, TurnService
from api.db.engine import Database
from api.db.migrate import migrate
from api.dialogue.port import Dialogue
from api.dialogue.rasa import RasaDialogue
from api.documents.bulk import BulkPublisher
from api.documents.service import DocumentService
from api.gate.audit import GateAudit
from api.gate.publishing import PublishGate
from api.http.state import ServiceState
from api.replica.live import LiveReplica, build_live_replica
from api.replica.replica import build_replica
from api.replica.signals import change_signal
from api.settings import Settings
from knowledge.answering.answerer import build_answerer
from knowledge.answering.decision import load_decision
from knowledge.clock import new_id, utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.regions.loader import load_regions
from knowledge.scope.judge import LinearScopeJudge

_DISABLED_DIALOGUE = "http://127.0.0.1:9"  # the discard port: nothing answers, so every turn goes without a dialogue


@asynccontextmanager
async def build_service(
    settings: Settings, *, encoder: Encoder | None = None, dialogue: Dialogue | None = None
) -> AsyncIterator[tuple[ServiceState, ActionExecutor]]:
    """Yield the state of the service and the executor of the dialogue's actions; tests hand in their own parts."""
    async with AsyncExitStack() as stack:
        database = Database(settings.resolved_database_url)
        stack.push_async_callback(database.close)
        await migrate(database)
        replica, outdated = await _replica(settings, database, encoder)
        following = asyncio.create_task(replica.follow())
        moving = [asyncio.create_task(replica.move(settings, database))] if outdated else []
        stack.push_async_callback(_stop, following, moving, replica)
        dialogue = dialogue or RasaDialogue(await stack.enter_async_context(_client(settings)))
        state, executor = _assemble(settings, database, replica, dialogue)
        runner = ChoreRunner(Leases(database, utc_now, new_id()), _chores(state))
        running = asyncio.create_task(runner.run())
        stack.push_async_callback(_stop_chores, runner, running)
        yield state, executor


def _assemble(
    settings: Settings, database: Database, replica: LiveReplica, dialogue: Dialogue
) -> tuple[ServiceState, ActionExecutor]:
    regions, decision = load_regions(), load_decision()
    answerer = build_answerer(
        replica, LinearScopeJudge.load(lambda: replica.encoder), regions, settings.region, decision
    )
    desk = TurnDesk(answerer, database, utc_now, settings.region, sure_intent=decision.sure_intent)
    turns = TurnService(TurnParts(database, dialogue, answerer, desk, replica, utc_now, new_id, decision.version))
    documents = DocumentService(database, replica, utc_now, regions, settings.region)
    gate = PublishGate(replica.in_service, database, settings)
    state = ServiceState(
        settings=settings,
        database=database,
        replica=replica,
        dialogue=dialogue,
        turns=turns,
        documents=documents,
        bulk=BulkPublisher(database, documents, gate, GateAudit.of(settings, utc_now)),
        accounts=AccountService(database, utc_now, secret=settings.secret_key.get_secret_value()),
        regions=regions,
        clock=utc_now,
    )
    return state, build_executor(desk)


def _chores(_state: ServiceState) -> tuple[Chore, ...]:
    return ()


async def _stop_chores(runner: ChoreRunner, running: "asyncio.Task[None]") -> None:
    runner.stop()
    await asyncio.gather(running, return_exceptions=True)


def _client(settings: Settings) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=settings.rasa_url or _DISABLED_DIALOGUE,
        timeout=settings.rasa_timeout_seconds,
        limits=httpx2.Limits(max_connections=64, max_keepalive_connections=64),
        trust_env=False,  # loopback never goes through a proxy
    )


async def _replica(settings: Settings, database: Database, encoder: Encoder | None) -> tuple[LiveReplica, bool]:
    if encoder is None:
        return await build_live_replica(settings, database)
    return LiveReplica(await build_replica(settings, database, encoder), change_signal(database)), False


async def _stop(following: "asyncio.Task[None]", moving: Sequence["asyncio.Task[None]"], replica: LiveReplica) -> None:
    replica.stop()
    for task in moving:
        task.cancel()
    await asyncio.gather(following, *moving, return_exceptions=True)
    await replica.close()
    await replica.save()
