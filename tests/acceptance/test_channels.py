"""The same questions through every channel of the running service."""

import json

from tests.acceptance.service import Service

QUESTIONS = 20


def test_every_channel_says_the_same(service: Service) -> None:
    done = service.run("check", "channels", "--questions", str(QUESTIONS), "--json")
    found = json.loads(done.stdout)
    assert found["differences"] == []
    assert (found["asked"], found["closed"], done.returncode) == (QUESTIONS, {}, 0)
    assert found["channels"] == ["web", "stream", "cli", "operator", "degraded"]
    assert found["address"] == service.address
