"""What schemathesis makes of the citizen's endpoints."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from starlette.testclient import TestClient

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/api/chat", "POST"),
        ("/api/chat/{conversation_id}/feedback", "POST"),
        ("/api/search", "GET"),
        ("/health/live", "GET"),
        ("/health/ready", "GET"),
    ],
)
def test_the_service_does_what_its_description_says(visitor: TestClient, path: str, method: str) -> None:
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", visitor.app)[path][method]

    @settings(max_examples=15, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(operation.as_strategy())
    def conforms(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    conforms()
