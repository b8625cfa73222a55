"""The action webhook: who may call it, and what Rasa gets back."""

from typing import Any

import pytest
from fastapi import FastAPI
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection
from starlette.testclient import TestClient

from api.dialogue.webhook import webhook_router
from knowledge.errors import NotFound

TRACKER = {"sender_id": "s", "slots": {}, "latest_message": {}, "events": [], "active_loop": {}}
EMPTY = {"events": [], "responses": []}


class Scripted(Action):
    """Does what a function does."""

    def __init__(self, name: str, act: Any) -> None:  # noqa: ANN401
        self._name = name
        self._act = act

    def name(self) -> str:
        return self._name

    def run(self, dispatcher: Any, _tracker: Any, _domain: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        return list(self._act(dispatcher))


def _say(dispatcher: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    dispatcher.utter_message(json_message={"answer_id": "t"})
    return [{"event": "slot", "name": "n", "value": 1, "timestamp": None}]


def _late(_dispatcher: object) -> list[dict[str, Any]]:
    raise NotFound("这一轮对话已经结束")


def _reject(_dispatcher: object) -> list[dict[str, Any]]:
    raise ActionExecutionRejection("action_reject", "not now")


@pytest.fixture
def rasa() -> TestClient:
    executor = ActionExecutor()
    for name, act in (("action_say", _say), ("action_late", _late), ("action_reject", _reject)):
        executor.register_action(Scripted(name, act))
    app = FastAPI()
    app.include_router(webhook_router(executor, "secret"))
    return TestClient(app)


def call(name: str) -> dict[str, Any]:
    return {"next_action": name, "tracker": TRACKER, "domain": {}}


def test_runs_the_action(rasa: TestClient) -> None:
    response = rasa.post("/internal/actions/secret", json=call("action_say"))
    assert response.status_code == 200
    body = response.json()
    assert [row["custom"] for row in body["responses"]] == [{"answer_id": "t"}]
    assert body["events"][0]["name"] == "n"


@pytest.mark.parametrize("token", ["wrong", "secre", "秘密", "%00"])
def test_nobody_else_may_call(rasa: TestClient, token: str) -> None:
    assert rasa.post(f"/internal/actions/{token}", json=call("action_say")).status_code == 403


@pytest.mark.parametrize("name", ["action_unknown", "action_late"])
def test_a_failing_action_is_silence(rasa: TestClient, name: str) -> None:
    response = rasa.post("/internal/actions/secret", json=call(name))
    assert (response.status_code, response.json()) == (200, EMPTY)


def test_no_action_is_silence(rasa: TestClient) -> None:
    assert rasa.post("/internal/actions/secret", json={"tracker": TRACKER}).json() == EMPTY


def test_a_rejected_execution_is_told_as_rasa_wants_it(rasa: TestClient) -> None:
    response = rasa.post("/internal/actions/secret", json=call("action_reject"))
    assert response.status_code == 400
    assert response.json()["action_name"] == "action_reject"
