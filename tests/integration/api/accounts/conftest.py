import pytest
from staff_accounts import CountingHash, MovingClock, cheap_hash

from api.accounts.service import AccountService
from api.db.engine import Database


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def hasher() -> CountingHash:
    return cheap_hash()


@pytest.fixture
def service(database: Database, clock: MovingClock, hasher: CountingHash) -> AccountService:
    return AccountService(database, clock, hasher)
