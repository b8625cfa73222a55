import pytest
from waiting_desk import Desk

from api.db.engine import Database


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)
