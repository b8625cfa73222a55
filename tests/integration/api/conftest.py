"""A whole service over the tiny library: real database, index and actions, no Rasa and no model."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.testclient import TestClient
from tiny_library import RehearsedDialogue, publish_library

from api.app import create_app
from api.db.engine import Database
from api.http.state import ServiceState
from api.service import build_service
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder

LOOPBACK, OUTSIDE = ("127.0.0.1", 50000), ("203.0.113.7", 50000)
Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
Client = Callable[..., TestClient]


@pytest.fixture(scope="session")
def library_database(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the tiny library, to be copied."""
    path = Path(shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("library") / "yihaoda.db"))

    async def fill() -> None:
        database = Database(f"sqlite:///{path}")
        await publish_library(database)
        await database.close()

    asyncio.run(fill())
    return path


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hash passwords as always, at a hundredth of the price: what is tested here is not how long that takes."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=512, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PasswordHash, "recommended", lambda: quick)
        yield


@pytest.fixture
def service_settings(library_database: Path, tmp_path: Path) -> Settings:
    """Settings of a data folder with the tiny library."""
    shutil.copy(library_database, tmp_path / "yihaoda.db")
    return Settings(_env_file=None, data_dir=tmp_path, action_token="the-action-token")


@pytest.fixture
def running(service_settings: Settings) -> Running:
    """Start the parts of the service without HTTP."""

    @asynccontextmanager
    async def start(dialogue: object = None) -> AsyncIterator[ServiceState]:
        chosen = dialogue or RehearsedDialogue({})
        async with build_service(service_settings, encoder=HashedEncoder(), dialogue=chosen) as (state, executor):
            if isinstance(chosen, RehearsedDialogue):
                chosen.executor = executor
            yield state

    return start


@pytest.fixture(scope="module")
def visitor(library_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A citizen of one application that a whole module shares, for tests that leave nothing behind to stumble over."""
    folder = tmp_path_factory.mktemp("visited")
    shutil.copy(library_database, folder / "yihaoda.db")
    settings = Settings(_env_file=None, data_dir=folder, action_token="the-action-token")
    app = create_app(settings, encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
    with TestClient(app, client=LOOPBACK, raise_server_exceptions=False) as http:
        yield http


@pytest.fixture
def client(service_settings: Settings) -> Iterator[Client]:
    """Start the application and return a client of it."""
    with ExitStack() as stack:

        def start(
            *, peer: tuple[str, int] = LOOPBACK, dialogue: object = None, raises: bool = True, **changes: object
        ) -> TestClient:
            settings = service_settings.model_copy(update=changes)
            app = create_app(settings, encoder=HashedEncoder(), dialogue=dialogue or RehearsedDialogue({}))
            return stack.enter_context(TestClient(app, client=peer, raise_server_exceptions=raises))

        yield start
