"""What schemathesis makes of the addresses that switchboards call, with the token of one."""

from collections.abc import Callable

import pytest
import schemathesis
from exchange import TOKEN, Switchboard
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
CONVERSATIONS, JAMBONZ = "/channels/voicebot/audiocodes/conversations", "/channels/voicebot/jambonz"
pytestmark = pytest.mark.integration


def test_they_do_what_their_description_says(switchboard: Callable[..., Switchboard]) -> None:
    description = schemathesis.openapi.from_asgi("/api/openapi.json", switchboard().http.app)
    addresses = [
        CONVERSATIONS,
        *(f"{CONVERSATIONS}/{{conversation}}/{name}" for name in ("activities", "refresh", "disconnect")),
        JAMBONZ,
        *(f"{JAMBONZ}/{name}" for name in ("steps/{step}", "transferred", "status")),
    ]
    for address in addresses:

        @settings(max_examples=8, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(description[address]["POST"].as_strategy())
        def conforms(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers={"authorization": f"Bearer {TOKEN}"})

        conforms()
