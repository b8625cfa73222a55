"""A call as VoiceAI Connect brings it, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from exchange import Switchboard
from httpx2 import Response
from kept_calls import KeptCalls
from pydantic import SecretStr
from tiny_library import CONCLUSION, QUESTION

from api.hotline.port import CallName, CallState

pytestmark = pytest.mark.integration
ADDRESS = "/channels/voicebot/audiocodes/conversations"
BEARER = {"authorization": "Bearer the-switchboards-token"}
NAME = CallName("audiocodes", "6c1b-77")
Boards = Callable[..., Switchboard]


def event(key: str, name: str, **fields: object) -> dict[str, object]:
    return {"id": key, "timestamp": "2026-11-26T00:00:00.000Z", "type": "event", "name": name} | fields


def message(key: str, text: str, confidence: object = 0.9) -> dict[str, object]:
    return {"id": key, "type": "message", "text": text, "parameters": {"confidence": confidence, "participant": "user"}}


class Line:
    """One conversation at the addresses that were given for it."""

    def __init__(self, board: Switchboard) -> None:
        self.http, self.board = board.http, board
        begun = self.http.post(ADDRESS, json={"conversation": NAME.external_id, "bot": "hotline"}, headers=BEARER)
        assert begun.status_code == 200
        self.begun: dict[str, Any] = begun.json()

    def post(self, which: str, body: object) -> Response:
        address = f"{ADDRESS.removesuffix('conversations')}{self.begun[which]}"
        return self.http.post(address, json=body, headers=BEARER)

    def tell(self, *activities: dict[str, object]) -> list[dict[str, Any]]:
        response = self.post("activitiesURL", {"conversation": NAME.external_id, "activities": activities})
        assert response.status_code == 200, response.text
        assert response.json()["conversation"] == NAME.external_id
        found: list[dict[str, Any]] = response.json()["activities"]
        return found


def ended_by(board: Switchboard) -> str:
    calls = KeptCalls(board.state.database, board.clock)
    return str(board.http.portal.call(calls.ended_by, NAME))


def test_without_a_token_there_is_no_such_address(switchboard: Boards) -> None:
    board = switchboard(token=SecretStr(""))
    assert board.http.get(ADDRESS, headers=BEARER).status_code == 404


def test_without_a_bot_there_is_none_either(switchboard: Boards) -> None:
    assert switchboard(bot=False).http.get(ADDRESS, headers=BEARER).status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic !!", "Basic d3Jvbmc6d3Jvbmc=", "Bearer 令牌"])
def test_whoever_does_not_know_the_token_is_refused(switchboard: Boards, header: str) -> None:
    http = switchboard().http
    headers = {"authorization": header.encode()}
    assert http.get(ADDRESS, headers=headers).status_code == 401
    assert http.post(ADDRESS, json={"conversation": "a"}, headers=headers).status_code == 401
    assert http.post(f"{ADDRESS}/a/activities", json={"activities": []}, headers=headers).status_code == 401


def test_the_address_can_be_validated(switchboard: Boards) -> None:
    assert switchboard().http.get(ADDRESS, headers=BEARER).json() == {"type": "ac-bot-api", "success": True}


def test_a_call_from_greeting_to_answer(switchboard: Boards) -> None:
    line = Line(switchboard())
    assert line.begun["expiresSeconds"] == 120
    config, greeting = line.tell(event("a1", "start", parameters={"caller": "13800138000", "locale": "zh-CN"}))
    assert (config["name"], config["sessionParams"]["bargeIn"], config["sessionParams"]["sendDTMF"]) == (
        "config", True, True,
    )  # fmt: skip
    assert (greeting["type"], greeting["id"]) == ("message", "a1.1")
    assert "人工智能" in greeting["text"]
    (answer,) = line.tell(message("a2", QUESTION))
    assert CONCLUSION in answer["text"]
    assert answer["activityParams"]["bargeIn"] is True
    assert "name" not in answer


def test_an_activity_that_comes_again_leads_to_the_same(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    first = line.tell(message("a2", QUESTION), event("a3", "noUserInput", value=1))
    again = line.tell(message("a2", QUESTION), event("a3", "noUserInput", value=1))
    assert again == first
    assert Line(line.board).begun == line.begun  # the conversation too


@pytest.mark.parametrize(
    "activity", [message("a2", "转人工"), event("a2", "DTMF", value="0"), event("a2", "DTMF", value=0)]
)
def test_a_person_is_reached_with_the_code_of_the_call(switchboard: Boards, activity: dict[str, object]) -> None:
    line = Line(switchboard(transfer_to="sip:queue@10.0.0.5"))
    line.tell(event("a1", "start"))
    said, transfer = line.tell(activity)
    assert said["type"] == "message"
    assert transfer["name"] == "transfer"
    told = transfer["activityParams"]
    assert (told["transferTarget"], told["handoverReason"]) == ("sip:queue@10.0.0.5", "asked")
    (header,) = told["transferSipHeaders"]
    assert header["name"] == "X-Consult-Code"
    assert len(header["value"]) == 6
    assert ended_by(line.board) == "transfer"


def test_danger_and_silence(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    (warning,) = line.tell(message("a2", "家里着火了", 0.1))
    assert "一一九" in warning["text"]
    said = [line.tell(event(f"s{number}", "noUserInput"))[-1] for number in range(3)]
    assert [one.get("name") for one in said] == [None, None, "transfer"]
    assert said[-1]["activityParams"]["handoverReason"] == "silence"


def test_what_is_none_of_the_callers_is_taken_note_of(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    assert line.tell(event("a2", "playFinished"), {"id": "a3", "type": "statistics", "parameters": {"a": [1]}}) == []


def test_a_conversation_lives_as_long_as_it_is_refreshed(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    for _ in range(4):
        line.board.clock.move(seconds=110)
        assert line.post("refreshURL", {"conversation": NAME.external_id}).json() == {}
    line.board.clock.move(seconds=200)
    assert line.post("refreshURL", {}).status_code == 404
    assert line.post("activitiesURL", {"activities": [message("a9", QUESTION)]}).status_code == 404
    bot = line.board.state.voicebot
    line.board.http.portal.call(bot.end_expired)
    assert ended_by(line.board) == "failure"
    call = line.board.http.portal.call(bot.calls.find, NAME)
    assert call.state is CallState.ENDED


def test_a_living_call_is_not_ended(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    line.board.clock.move(seconds=100)
    line.board.http.portal.call(line.board.state.voicebot.end_expired)
    assert ended_by(line.board) == ""


def test_disconnected_it_is_over_and_stays_so(switchboard: Boards) -> None:
    line = Line(switchboard())
    line.tell(event("a1", "start"))
    body = {"conversation": NAME.external_id, "reason": "Client Side"}
    assert [line.post("disconnectURL", body).status_code for _ in range(2)] == [200, 200]
    assert ended_by(line.board) == "caller"
    assert [out["name"] for out in line.tell(message("a3", QUESTION))] == ["hangup"]


def test_a_conversation_that_never_began_is_not_known(switchboard: Boards) -> None:
    line = Line(switchboard())
    assert line.post("activitiesURL", {"activities": [message("a2", QUESTION)]}).status_code == 404
    assert line.post("refreshURL", {}).status_code == 404
    assert line.post("disconnectURL", {}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        [], {}, {"activities": "all"}, {"activities": [{}]}, {"activities": [{"id": "", "type": "message"}]},
        {"activities": [{"id": "a/b", "type": "message"}]}, {"activities": [message("x" * 61, "好")]},
        {"activities": [message("a", "好" * 4001)]}, {"activities": [event(f"a{n}", "start") for n in range(21)]},
        {"activities": [event("a", "DTMF", value={"a": 1})]}, {"activities": [event("a", "start", parameters=[1])]},
        {"activities": [{"id": "a", "type": "message", "text": ["好"]}]},
    ],
)  # fmt: skip
def test_what_is_no_activity_is_refused(switchboard: Boards, body: object) -> None:
    line = Line(switchboard())
    assert line.post("activitiesURL", body).status_code == 422


@pytest.mark.parametrize("confidence", ["0.9", None, True, [1], float(10**300), -5])
def test_odd_parameters_do_no_harm(switchboard: Boards, confidence: object) -> None:
    line = Line(switchboard())
    start = event("a1", "start", parameters={"caller": {"number": 1}, "x": None})
    assert len(line.tell(start, message("a2", QUESTION, confidence))) == 3
    assert line.tell(event("a4", "DTMF", value=3.5), event("a5", "DTMF"), event("a6", "DTMF", value="<1>"))
