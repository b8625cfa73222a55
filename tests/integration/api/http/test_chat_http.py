"""The citizen's conversation over HTTP, as the contract has it."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, QUESTION, RehearsedDialogue

from knowledge.errors import Unavailable

Client = Callable[..., TestClient]
KEYS = {"conversation_id", "message_id", "consult_code", "outcome", "reply", "citations", "notice", "confidence",
        "intent", "degraded", "timing_ms"}  # fmt: skip
CITATION_KEYS = {"entry_id", "title", "document_number", "clause", "quote", "quote_from", "status", "effective_from", "expires_on",
                 "department", "url", "status_text"}  # fmt: skip
pytestmark = pytest.mark.integration


def events(body: str) -> list[tuple[str, str, dict[str, object]]]:
    """Return (event, id, data) of a stream."""
    found = []
    for block in body.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], fields["id"], json.loads(fields["data"])))
    return found


def test_one_turn_has_exactly_the_keys_of_the_contract(client: Client) -> None:
    response = client().post("/api/chat", json={"message": QUESTION, "conversation_id": None, "region": "411202"})
    assert response.status_code == 200
    turn = response.json()
    assert set(turn) == KEYS
    assert set(turn["reply"]) == {"text", "spoken", "buttons"}
    assert set(turn["intent"]) == {"name", "confidence"}
    assert set(turn["timing_ms"]) == {"total", "dialogue", "search"}
    assert [set(citation) for citation in turn["citations"]] == [CITATION_KEYS]
    assert [set(button) for button in turn["reply"]["buttons"]] == [{"title", "payload"}]
    assert (turn["outcome"], turn["citations"][0]["status"]) == ("answered", "in_force")
    assert turn["citations"][0]["effective_from"] == "2025-01-01"
    assert turn["citations"][0]["expires_on"] is None
    assert turn["citations"][0]["status_text"] == "现行有效"
    assert turn["reply"]["text"].startswith(CONCLUSION)
    assert 0 <= turn["confidence"] <= 1


def test_another_day_is_answered_by_the_rules_of_that_day(client: Client) -> None:
    turn = client().post("/api/chat", json={"message": QUESTION, "on": "2024-12-31"}).json()
    assert turn["outcome"] != "answered" or "2024年12月31日尚未生效" in turn["reply"]["text"]


def test_a_region_nobody_knows_is_left_out(client: Client) -> None:
    assert client().post("/api/chat", json={"message": QUESTION, "region": "nowhere"}).json()["outcome"] == "answered"


def test_the_conversation_goes_on_under_its_id(client: Client) -> None:
    http = client()
    first = http.post("/api/chat", json={"message": QUESTION}).json()
    second = http.post("/api/chat", json={"message": "图书", "conversation_id": first["conversation_id"]}).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert second["consult_code"] == first["consult_code"]
    assert second["message_id"] != first["message_id"]


def test_the_stream_tells_status_reply_and_done(client: Client) -> None:
    response = client().post("/api/chat/stream", json={"message": QUESTION})
    assert response.headers["content-type"].startswith("text/event-stream")
    (status, reply, done) = events(response.text)
    assert status == ("status", "1", {"stage": "searching"})
    assert reply[:2] == ("reply", "100")
    assert set(reply[2]) == KEYS
    assert done == ("done", "101", {"message_id": reply[2]["message_id"]})


@pytest.mark.parametrize("body", [{"message": ""}, {}, {"message": "x" * 501}], ids=["empty", "missing", "long"])
def test_an_invalid_request_gets_a_problem_instead_of_a_stream(client: Client, body: dict[str, str]) -> None:
    response = client().post("/api/chat/stream", json=body)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        pytest.param(Unavailable("库不在"), 503, "unavailable", id="foreseen"),
        pytest.param(OperationalError("SELECT secret", {}, Exception("x")), 500, "internal_error", id="unforeseen"),
    ],
)
def test_a_failure_in_the_middle_ends_the_stream_with_an_error(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    http = client(raises=False)

    async def fail(_question: object) -> None:
        raise error

    monkeypatch.setattr(type(http.app.state.service.turns), "_run", lambda _self, question, _turn: fail(question))
    (_, (event, event_id, data)) = events(http.post("/api/chat/stream", json={"message": QUESTION}).text)
    assert (event, event_id) == ("error", "100")
    assert (data["status"], data["code"]) == (status, code)
    assert "secret" not in json.dumps(data)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        pytest.param({}, 204, id="of this conversation"),
        pytest.param({"helpful": False, "reason": "没说清楚"}, 204, id="with a reason"),
        pytest.param({"message_id": "unknown"}, 404, id="unknown message"),
        pytest.param({"helpful": "perhaps"}, 422, id="no judgement"),
        pytest.param({"message_id": None}, 422, id="no message"),
        pytest.param({"reason": "长" * 501}, 422, id="reason too long"),
        pytest.param({"reason": "a\0b"}, 422, id="reason with NUL"),
    ],
)
def test_feedback(client: Client, change: dict[str, object], status: int) -> None:
    http = client()
    turn = http.post("/api/chat", json={"message": QUESTION}).json()
    body = {"message_id": turn["message_id"], "helpful": True} | change
    assert http.post(f"/api/chat/{turn['conversation_id']}/feedback", json=body).status_code == status


def test_feedback_on_somebody_elses_answer_is_not_found(client: Client) -> None:
    http = client()
    mine, other = (http.post("/api/chat", json={"message": QUESTION}).json() for _ in range(2))
    body = {"message_id": other["message_id"], "helpful": False}
    assert http.post(f"/api/chat/{mine['conversation_id']}/feedback", json=body).status_code == 404


def test_the_same_message_twice_at_once_is_answered_twice(client: Client) -> None:
    http = client()
    started = http.post("/api/chat", json={"message": QUESTION}).json()
    body = {"message": QUESTION, "conversation_id": started["conversation_id"]}
    with ThreadPoolExecutor(2) as both:
        turns = [answer.json() for answer in both.map(lambda _: http.post("/api/chat", json=body), range(2))]
    assert {turn["outcome"] for turn in turns} == {"answered"}
    assert turns[0]["message_id"] != turns[1]["message_id"]


def test_the_dialogue_reaches_the_actions_through_the_webhook(client: Client) -> None:
    http = client(dialogue=RehearsedDialogue({}))
    tracker = {"sender_id": "s", "slots": {}, "latest_message": {}, "events": [], "active_loop": {}}
    call = {"next_action": "action_smalltalk", "tracker": tracker, "domain": {}}
    assert http.post("/internal/actions/wrong", json=call).status_code == 403
    response = http.post("/internal/actions/the-action-token", json=call)
    assert (response.status_code, response.json()) == (200, {"events": [], "responses": []})  # no turn is open
