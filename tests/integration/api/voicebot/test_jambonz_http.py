"""A call as jambonz brings it, over HTTP; every reply is held to its published schema."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from hmac import new
from typing import Any

import pytest
from exchange import Switchboard
from httpx2 import Response
from kept_calls import KeptCalls
from pydantic import SecretStr
from tiny_library import CONCLUSION, QUESTION

from api.hotline.port import CallName
from tests.unit.api.voicebot.verb_schema import complaints

pytestmark = pytest.mark.integration
ADDRESS = "/channels/voicebot/jambonz"
BASIC = {"authorization": "Basic " + b64encode(b"jambonz:the-switchboards-token").decode()}
NAME = CallName("jambonz", "aad0115d-ec21-40db")
Boards = Callable[..., Switchboard]


class Line:
    """One call; follows the addresses of its gathers."""

    def __init__(self, board: Switchboard) -> None:
        self.board, self.hook = board, ADDRESS

    def post(self, address: str, **fields: object) -> Response:
        body = {"call_sid": NAME.external_id, "from": "13800138000", "to": "12345", "direction": "inbound"} | fields
        return self.board.http.post(address, json=body, headers=BASIC)

    def verbs(self, **fields: object) -> list[dict[str, Any]]:
        response = self.post(self.hook, **fields)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()
        assert complaints(found) == []
        self.hook = found[-1].get("actionHook", self.hook)
        return found

    def says(self, words: str, confidence: float = 0.9) -> list[dict[str, Any]]:
        alternatives = [{"transcript": words, "confidence": confidence}, {"transcript": "别的"}]
        return self.verbs(reason="speechDetected", speech={"is_final": True, "alternatives": alternatives})

    def ended_by(self) -> str:
        calls = KeptCalls(self.board.state.database, self.board.clock)
        return str(self.board.http.portal.call(calls.ended_by, NAME))


def test_a_call_from_greeting_to_transfer(switchboard: Boards) -> None:
    line = Line(switchboard())
    (greeting,) = line.verbs(call_status="ringing")
    assert "人工智能" in greeting["say"]["text"]
    (answer,) = line.says(QUESTION)
    assert CONCLUSION in answer["say"]["text"]
    (again,) = line.verbs(reason="timeout")
    assert CONCLUSION in again["say"]["text"]
    said, dial, hangup = line.verbs(reason="dtmfDetected", digits="0")
    assert [verb["verb"] for verb in (said, dial, hangup)] == ["say", "dial", "hangup"]
    assert dial["target"] == [{"type": "phone", "number": "12345"}]
    assert len(dial["headers"]["X-Consult-Code"]) == 6
    assert line.ended_by() == "transfer"
    assert complaints(line.post(dial["actionHook"], dial_call_status="no-answer").json()) == []


def test_a_hook_that_is_called_again_gets_the_same(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.verbs()
    hook = line.hook
    first = line.says(QUESTION)
    line.hook = hook
    assert line.says(QUESTION) == first
    assert line.says("转人工")[-1]["verb"] == "hangup"


def test_danger_goes_before_an_open_question(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.verbs()
    assert "是这个意思吗" in line.says(QUESTION, confidence=0.1)[0]["say"]["text"]
    assert "一一九" in line.says("家里着火了", confidence=0.1)[0]["say"]["text"]


@pytest.mark.parametrize(("status", "by"), [("completed", "caller"), ("failed", "caller"), ("in-progress", "")])
def test_the_status_tells_the_end(switchboard: Boards, status: str, by: str) -> None:
    line = Line(switchboard())
    assert line.post(f"{ADDRESS}/status", call_status=status).status_code == 204  # of a call nobody knows
    line.verbs()
    assert [line.post(f"{ADDRESS}/status", call_status=status).status_code for _ in range(2)] == [204, 204]
    assert line.ended_by() == by


def sign(body: bytes, secret: str, moment: int) -> dict[str, str]:
    value = new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    return {"jambonz-signature": f"t={moment},v1={value}", "content-type": "application/json"}


def test_with_a_secret_only_what_is_signed_is_taken(switchboard: Boards) -> None:
    board = switchboard(jambonz_secret=SecretStr("wh"))
    body, now = json.dumps({"call_sid": "c1"}).encode(), int(board.clock().timestamp())
    tried = {
        "signed": sign(body, "wh", now),
        "signed by another": sign(body, "other", now),
        "another body": sign(b"{}", "wh", now),
        "old": sign(body, "wh", now - 400),
        "the token alone": BASIC,
    }
    found = {
        name: board.http.post(ADDRESS, content=body, headers=headers).status_code for name, headers in tried.items()
    }
    assert found == {name: 200 if name == "signed" else 401 for name in tried}


def test_nobody_passes_without_token(switchboard: Boards) -> None:
    http = switchboard().http
    for address in ("", "/steps/1", "/transferred", "/status"):
        assert http.post(f"{ADDRESS}{address}", json={"call_sid": "c1"}).status_code == 401


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("", {}), ("", []), ("", {"call_sid": "a b"}), ("", {"call_sid": "x" * 61}), ("/steps/0", {"call_sid": "c"}),
        ("/steps/1001", {"call_sid": "c"}), ("/steps/x", {"call_sid": "c"}), ("/steps/1", {"call_sid": "c", "digits": 1}),
        ("/steps/1", {"call_sid": "c", "speech": "words"}), ("/steps/1", {"call_sid": "c", "digits": "1" * 41}),
        ("/steps/1", {"call_sid": "c", "speech": {"alternatives": [{"transcript": "好" * 4001}]}}),
        ("/status", {"call_sid": "c", "call_status": 3}),
    ],
)  # fmt: skip
def test_what_is_no_hook_is_refused(switchboard: Boards, address: str, body: object) -> None:
    response = switchboard().http.post(f"{ADDRESS}{address}", json=body, headers=BASIC)
    assert response.status_code == 422
