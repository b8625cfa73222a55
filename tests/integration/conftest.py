"""Every test of the records runs on both databases."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from api.db.engine import Database
from api.db.migrate import migrate
from api.setup.regions import seed_regions
from knowledge.regions.loader import load_regions
from tests.databases import empty_tables, postgres_database

BACKENDS = ("sqlite", "postgresql")


async def _prepare(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await seed_regions(database, load_regions())
    await database.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the regions, to be copied."""
    path = tmp_path_factory.mktemp("template") / "yihaoda.db"
    asyncio.run(_prepare(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The address of a migrated database with the regions, to be emptied before each test."""
    with postgres_database() as url:
        asyncio.run(_prepare(url))
        yield url


@pytest.fixture(params=BACKENDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'yihaoda.db'}"
    else:
        with postgres_database() as url:
            yield url


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database with the regions and nothing else."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "yihaoda.db")
        return f"sqlite:///{path}"
    url: str = request.getfixturevalue("migrated_postgres")
    empty_tables(url)
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database with the regions and nothing else, once on SQLite and once on PostgreSQL."""
    database = Database(database_url)
    yield database
    await database.close()
