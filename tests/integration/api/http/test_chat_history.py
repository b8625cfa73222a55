"""What was said comes back to whoever may carry it on, and to nobody else."""

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, QUESTION

from api.handover.tables import ConversationMessageRow
from knowledge.clock import utc_now

Client = Callable[..., TestClient]
pytestmark = pytest.mark.integration


def token(http: TestClient) -> dict[str, str]:
    return {"x-visitor-token": http.post("/api/visitors").json()["visitor_token"]}


@pytest.fixture
def mine(visitor: TestClient) -> Iterator[dict[str, str]]:
    return token(visitor)


def ask(http: TestClient, headers: dict[str, str], message: str = QUESTION, conversation: str | None = None) -> dict:  # type: ignore[type-arg]
    body = {"message": message, "conversation_id": conversation}
    return dict(http.post("/api/chat", json=body, headers=headers).json())


def test_questions_and_answers_in_order(visitor: TestClient, mine: dict[str, str]) -> None:
    first = ask(visitor, mine)
    second = ask(visitor, mine, "电话13800138000😀ＡＢ", first["conversation_id"])
    found = visitor.get(f"/api/chat/{first['conversation_id']}", headers=mine).json()
    assert (found["conversation_id"], found["consult_code"]) == (first["conversation_id"], first["consult_code"])
    assert (found["mode"], found["messages"]) == ("bot", [])
    assert [turn["message"] for turn in found["turns"]] == [QUESTION, "电话〔手机号〕😀ＡＢ"]
    assert [turn["reply"] for turn in found["turns"]] == [first, second]
    assert found["turns"][0]["reply"]["reply"]["text"].startswith(CONCLUSION)


def test_what_a_person_said_is_there_too(visitor: TestClient, mine: dict[str, str]) -> None:
    conversation = ask(visitor, mine)["conversation_id"]
    state = visitor.app.state.service  # type: ignore[attr-defined]

    async def say() -> None:
        async with state.database.write() as session:
            session.add(
                ConversationMessageRow(
                    conversation_id=conversation,
                    author_kind="person",
                    author="staff-7",
                    text="请带户口本",
                    at=utc_now(),
                )
            )

    assert visitor.portal
    visitor.portal.call(say)
    response = visitor.get(f"/api/chat/{conversation}", headers=mine)
    ((message),) = response.json()["messages"]
    assert (message["author"], message["text"]) == ("person", "请带户口本")
    assert "staff-7" not in response.text


def test_a_conversation_of_nobody_is_read_by_who_knows_its_id(visitor: TestClient, mine: dict[str, str]) -> None:
    conversation = ask(visitor, {})["conversation_id"]
    for headers in ({}, mine):
        assert visitor.get(f"/api/chat/{conversation}", headers=headers).status_code == 200


def test_anothers_and_one_that_never_was_are_the_same(visitor: TestClient, mine: dict[str, str]) -> None:
    own = ask(visitor, mine)
    other = token(visitor)
    refusals = [
        visitor.get(f"/api/chat/{conversation}", headers=headers)
        for conversation, headers in (
            (own["conversation_id"], other),
            (own["conversation_id"], {}),
            (own["conversation_id"][:-1], mine),
            (own["message_id"], mine),
            ("nothing", {}),
        )
    ]
    assert {(refusal.status_code, refusal.text) for refusal in refusals} == {(404, refusals[0].text)}


def test_an_answer_is_rated_by_its_visitor_only_and_refusals_are_the_same(
    visitor: TestClient, mine: dict[str, str]
) -> None:
    own, elsewhere, other = ask(visitor, mine), ask(visitor, mine), token(visitor)
    theirs = ask(visitor, other)

    def rate(conversation: str, message: str, headers: dict[str, str]) -> tuple[int, str]:
        body = {"message_id": message, "helpful": True}
        found = visitor.post(f"/api/chat/{conversation}/feedback", json=body, headers=headers)
        return found.status_code, found.text

    refused = {
        rate(own["conversation_id"], own["message_id"], other),
        rate(own["conversation_id"], own["message_id"], {}),
        rate(own["conversation_id"], elsewhere["message_id"], mine),
        rate(own["conversation_id"], theirs["message_id"], mine),
        rate("nothing", own["message_id"], mine),
        rate(own["conversation_id"], "nothing", mine),
    }
    assert len(refused) == 1
    assert refused.pop()[0] == 404
    assert rate(own["conversation_id"], own["message_id"], mine)[0] == 204


@pytest.mark.parametrize("given", ["x", "😀", "x" * 4000, "a.b.c"])
def test_a_token_that_does_not_hold_is_said_so(visitor: TestClient, given: str) -> None:
    headers = [(b"x-visitor-token", given.encode())]
    assert visitor.get("/api/chat/nothing", headers=headers).status_code in {401, 422}
    if len(given) <= 200:
        assert visitor.get("/api/chat/nothing", headers=headers).json()["code"] == "visitor_unknown"
