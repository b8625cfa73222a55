"""Builds the parts of a running service, and takes them down in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import httpx2
from rasa_sdk.executor import ActionExecutor

from api.assembly import Outside, assemble
from api.background import start_background
from api.db.engine import Database
from api.db.migrate import migrate
from api.dialogue.port import Dialogue
from api.dialogue.rasa import RasaDialogue
from api.http.state import ServiceState
from api.http.trust import trusted
from api.imports.parts import FileReader
from api.imports.uploads import Uploads
from api.imports.worker import ImportWorker
from api.replica.live import LiveReplica, build_live_replica
from api.replica.replica import build_replica
from api.replica.signals import change_signal
from api.settings import Settings
from api.telephony.wiring import start_telephone
from api.throttling.shared import build_limiter
from api.watches.fetching import build_fetcher
from api.watches.limits import watch_limits
from knowledge.clock import new_id, utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.regions.loader import load_regions

_DISABLED_DIALOGUE = "http://127.0.0.1:9"  # the discard port: nothing answers, so every turn goes without a dialogue
_ISSUER_SECONDS = 10.0


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
        outside = await _outside(stack, settings, database, dialogue)
        state, executor = assemble(settings, database, replica, outside)
        start_background(stack, state, outside.worker)
        await start_telephone(stack, state.telephone, settings)
        yield state, executor


async def _outside(stack: AsyncExitStack, settings: Settings, database: Database, dialogue: Dialogue | None) -> Outside:
    dialogue = dialogue or RasaDialogue(await stack.enter_async_context(_client(settings)))
    reader = FileReader(load_regions(), settings.region)
    worker = ImportWorker(database, utc_now, reader, Uploads(settings.imports_dir), new_id())
    fetcher = build_fetcher(watch_limits(), settings.watch.allowed_networks)
    stack.push_async_callback(fetcher.close)
    issuer = await stack.enter_async_context(httpx2.AsyncClient(timeout=_ISSUER_SECONDS, verify=trusted()))
    limiter = build_limiter(settings.redis_url, utc_now)
    stack.push_async_callback(limiter.close)
    return Outside(dialogue, worker, fetcher, issuer, limiter)


def _client(settings: Settings) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        base_url=settings.rasa_url or _DISABLED_DIALOGUE,
        timeout=settings.rasa_timeout_seconds,
        limits=httpx2.Limits(max_connections=64, max_keepalive_connections=64),
        verify=trusted(),
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
