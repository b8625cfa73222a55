import pytest
from desk_office import Office
from starlette.testclient import TestClient

from api.accounts.roles import Role


@pytest.fixture(scope="module")
def office(visitor: TestClient) -> Office:
    return Office(visitor)


@pytest.fixture(scope="module")
def operator(office: Office) -> TestClient:
    return office.person("wang", Role.OPERATOR)
