"""What schemathesis makes of the citizen's endpoints."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from starlette.testclient import TestClient

pytestmark = pytest.mark.integration
CITIZEN = r"^/(api/chat|health)"


@pytest.fixture
def citizen_schema(visitor: TestClient):  # noqa: ANN201
    return schemathesis.openapi.from_asgi("/api/openapi.json", visitor.app)


SCHEMA = schemathesis.pytest.from_fixture("citizen_schema").include(path_regex=CITIZEN)


@SCHEMA.parametrize()
@settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_service_does_what_its_description_says(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error, status_code_conformance, content_type_conformance])
