"""The citizen's and the desk's side over HTTP."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, LAW, QUESTION

from api.accounts.roles import Role

Client = Callable[..., TestClient]
pytestmark = pytest.mark.integration


def visitor(http: TestClient) -> dict[str, str]:
    return {"x-visitor-token": http.post("/api/visitors").json()["visitor_token"]}


def ask(http: TestClient, headers: dict[str, str], message: str = QUESTION, conversation: str = "") -> dict[str, Any]:
    body = {"message": message, "conversation_id": conversation or None}
    return dict(http.post("/api/chat", json=body, headers=headers).json())


def leave(http: TestClient, headers: dict[str, str], conversation: str, **body: object) -> httpx2.Response:
    return http.post(f"/api/chat/{conversation}/person", json=body, headers=headers)


@pytest.fixture
def http(client: Client) -> TestClient:
    return sign_in(client(), Role.OPERATOR)


def test_from_the_question_to_the_persons_words_and_back(http: TestClient) -> None:
    citizen = visitor(http)
    turn = ask(http, citizen)
    name = turn["conversation_id"]
    left = leave(http, citizen, name, question="请工作人员看看", contact="13800138000", message_id=turn["message_id"])
    assert (left.status_code, left.json()["state"]) == (201, "waiting")
    assert left.json()["consult_code"] == turn["consult_code"]
    (item,) = http.get("/api/desk/conversations").json()["items"]
    assert (item["question"], item["has_contact"], item["channel"]) == ("请工作人员看看", True, "web")
    assert "13800138000" not in http.get(f"/api/desk/conversations/{name}").text
    taken = http.post(f"/api/desk/conversations/{name}/take").json()
    assert (taken["mode"], taken["actions"]) == ("person", ["say", "close", "transfer", "draft", "contact"])
    assert http.post(f"/api/desk/conversations/{name}/contact").json() == {"contact": "13800138000"}
    assert http.post(f"/api/desk/conversations/{name}/messages", json={"text": "您好"}).status_code == 201
    silent = ask(http, citizen, "好的，谢谢", name)
    assert (silent["silent"], silent["outcome"], silent["reply"]["text"]) == (True, "handoff", "")
    shown = http.get(f"/api/desk/conversations/{name}").json()
    assert [(turn["message"], turn["silent"]) for turn in shown["turns"]][-1] == ("好的，谢谢", True)
    assert shown["turns"][0]["citations"][0]["title"] == LAW.title
    assert [message["author"] for message in shown["messages"]] == ["system", "system", "person"]
    closed = http.post(f"/api/desk/conversations/{name}/close", json={"reason": "answered"}).json()
    assert (closed["mode"], closed["requests"][0]["close_reason"]) == ("bot", "已答复")
    again = ask(http, citizen, QUESTION, name)
    assert "silent" not in again
    assert again["outcome"] == "answered"


def test_danger_is_answered_before_the_silence(http: TestClient) -> None:
    citizen = visitor(http)
    name = ask(http, citizen)["conversation_id"]
    leave(http, citizen, name)
    http.post(f"/api/desk/conversations/{name}/take")
    turn = ask(http, citizen, "我家着火了", name)
    assert (turn["outcome"], "silent" in turn) == ("emergency", False)
    assert "119" in turn["reply"]["text"]


def test_personal_data_in_a_silent_turn_is_masked_without_a_word(http: TestClient) -> None:
    citizen = visitor(http)
    name = ask(http, citizen)["conversation_id"]
    leave(http, citizen, name)
    http.post(f"/api/desk/conversations/{name}/take")
    assert ask(http, citizen, "我的电话13800138000", name)["reply"]["text"] == ""
    assert http.get(f"/api/desk/conversations/{name}").json()["turns"][-1]["message"] == "我的电话〔手机号〕"


def test_another_visitor_finds_neither_the_conversation_nor_its_events(http: TestClient) -> None:
    mine, other = visitor(http), visitor(http)
    name = ask(http, mine)["conversation_id"]
    for headers in (other, {}):
        answers = [
            leave(http, headers, name),
            leave(http, headers, "unknown"),
            http.get(f"/api/chat/{name}/events", headers=headers),
            http.get("/api/chat/unknown/events", headers=headers),
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.text for answer in answers}) == 1
    assert http.get(f"/api/chat/{name}/events", headers={"x-visitor-token": "forged"}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"question": "长" * 501},
        {"contact": "1" * 101},
        {"question": "a\0b"},
        {"contact": "\x1b[31m"},
        {"message_id": "../../etc"},
        {"question": 7},
    ],
)
def test_hostile_requests_for_a_person(http: TestClient, body: dict[str, object]) -> None:
    citizen = visitor(http)
    assert leave(http, citizen, ask(http, citizen)["conversation_id"], **body).status_code == 422


@pytest.mark.parametrize("body", [b"", '{"question":"问题"}'.encode("gb18030"), b"[]", b"{" * 10_000])
def test_bodies_that_are_no_request(http: TestClient, body: bytes) -> None:
    citizen = visitor(http)
    name = ask(http, citizen)["conversation_id"]
    response = http.post(
        f"/api/chat/{name}/person", content=body, headers={**citizen, "content-type": "application/json"}
    )
    assert response.status_code in {400, 422}


@pytest.mark.parametrize("text", ["", " \u200b ", "\x00", "长" * 2001, None])
def test_a_person_has_to_say_something(http: TestClient, text: object) -> None:
    citizen = visitor(http)
    name = ask(http, citizen)["conversation_id"]
    leave(http, citizen, name)
    http.post(f"/api/desk/conversations/{name}/take")
    assert http.post(f"/api/desk/conversations/{name}/messages", json={"text": text}).status_code == 422


@pytest.mark.parametrize("text", ["😀", "ＦＵＬＬ　ｗｉｄｔｈ", "一\n二\t三", "<script>alert(1)</script>", "长" * 2000])
def test_what_a_person_says_arrives_as_it_was_said(http: TestClient, text: str) -> None:
    citizen = visitor(http)
    name = ask(http, citizen)["conversation_id"]
    leave(http, citizen, name)
    http.post(f"/api/desk/conversations/{name}/take")
    http.post(f"/api/desk/conversations/{name}/messages", json={"text": text})
    assert http.get(f"/api/desk/conversations/{name}").json()["messages"][-1]["text"] == text


def test_the_idle_reason_is_the_services_own(http: TestClient) -> None:
    assert http.post("/api/desk/conversations/x/close", json={"reason": "idle"}).status_code == 422


class TestConsultations:
    def test_a_code_tells_the_policy_and_no_words(self, http: TestClient) -> None:
        citizen = visitor(http)
        turn = ask(http, citizen)
        leave(http, citizen, turn["conversation_id"], question="我叫赵小明")
        told = http.get(f"/api/consultations/{turn['consult_code'].lower()}").json()
        assert (told["state"], told["channel"], told["consult_code"]) == ("waiting", "web", turn["consult_code"])
        assert told["last_answer"]["title"] == LAW.title
        assert told["last_answer"]["text"].startswith(CONCLUSION)
        for words in ("赵小明", QUESTION):
            assert words not in json.dumps(told, ensure_ascii=False)
        assert turn["conversation_id"] not in json.dumps(told)

    def test_states(self, http: TestClient) -> None:
        citizen = visitor(http)
        turn = ask(http, citizen)
        name, seen = turn["conversation_id"], []

        def look() -> None:
            seen.append(http.get(f"/api/consultations/{turn['consult_code']}").json()["state"])

        look()
        leave(http, citizen, name)
        look()
        http.post(f"/api/desk/conversations/{name}/take")
        look()
        http.post(f"/api/desk/conversations/{name}/messages", json={"text": "工作人员的话"})
        http.post(f"/api/desk/conversations/{name}/close", json={"reason": "answered"})
        look()
        assert seen == ["answered", "waiting", "with_person", "closed"]
        assert "工作人员的话" not in http.get(f"/api/consultations/{turn['consult_code']}").text

    def test_without_an_answer_there_is_nothing_to_tell_but_the_state(self, http: TestClient) -> None:
        turn = ask(http, visitor(http), "量子计算机怎么修")
        assert http.get(f"/api/consultations/{turn['consult_code']}").json()["last_answer"] is None

    def test_wrong_ones_are_refused_alike_and_then_not_answered(self, client: Client) -> None:
        http = client(peer=("203.0.113.9", 4))
        right = ask(http, {})["consult_code"]
        wrong = ["222222", "not-a-code", "😀", "%00", "F" * 300]
        refused = [http.get(f"/api/consultations/{code}") for code in wrong]
        assert {answer.status_code for answer in refused} == {404}
        assert len({answer.text for answer in refused}) == 1
        for code in (right, "222222"):
            late = http.get(f"/api/consultations/{code}")
            assert (late.status_code, late.json()["code"]) == (429, "too_many_requests")
            assert int(late.headers["retry-after"]) > 0

    def test_right_ones_may_be_asked_for_often(self, client: Client) -> None:
        http = client(peer=("203.0.113.9", 4))
        code = ask(http, {})["consult_code"]
        assert {http.get(f"/api/consultations/{code}").status_code for _ in range(12)} == {200}

    def test_staff_find_the_conversation(self, http: TestClient) -> None:
        turn = ask(http, visitor(http))
        found = http.get(f"/api/desk/consultations/ {turn['consult_code'].lower()} ").json()
        assert (found["conversation_id"], found["turns"][0]["message"]) == (turn["conversation_id"], QUESTION)
        assert http.get("/api/desk/consultations/222222").status_code == 404
