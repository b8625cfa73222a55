"""One's own records over HTTP."""

from collections.abc import Callable

import pytest
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, QUESTION

from api.accounts.roles import Role
from knowledge.answering.sentences import sentences

Client = Callable[..., TestClient]
pytestmark = pytest.mark.integration


def visitor(http: TestClient) -> dict[str, str]:
    return {"x-visitor-token": http.post("/api/visitors").json()["visitor_token"]}


def ask(http: TestClient, headers: dict[str, str], message: str = QUESTION) -> dict[str, str]:
    return dict(http.post("/api/chat", json={"message": message}, headers=headers).json())


def test_a_visitor_sees_takes_along_and_deletes_what_is_kept(client: Client) -> None:
    http = client()
    mine, other = visitor(http), visitor(http)
    turn, _ = ask(http, mine), ask(http, other, "别人的问题")
    kept = http.get("/api/privacy/export", headers=mine).json()
    (conversation,) = kept["conversations"]
    assert conversation["turns"][0]["question"] == QUESTION
    assert conversation["turns"][0]["answer"].startswith(CONCLUSION)
    assert kept["notice"] == sentences().notice
    done = http.post("/api/privacy/erasure", json={"confirm": True}, headers=mine)
    assert (done.json()["conversations"], done.json()["turns"]) == (1, 1)
    assert done.json()["kept"]
    assert http.get("/api/privacy/export", headers=mine).json()["conversations"] == []
    assert http.get(f"/api/chat/{turn['conversation_id']}", headers=mine).status_code == 404
    assert http.get(f"/api/consultations/{turn['consult_code']}").status_code == 404
    assert len(http.get("/api/privacy/export", headers=other).json()["conversations"]) == 1


def test_who_erased_goes_on_with_a_new_conversation(client: Client) -> None:
    http = client()
    mine = visitor(http)
    first = ask(http, mine)
    http.post("/api/privacy/erasure", json={"confirm": True}, headers=mine)
    body = {"message": QUESTION, "conversation_id": first["conversation_id"]}
    again = http.post("/api/chat", json=body, headers=mine).json()
    assert again["outcome"] == "answered"
    assert again["conversation_id"] != first["conversation_id"]


@pytest.mark.parametrize("body", [{}, {"confirm": False}, {"confirm": "true"}, {"confirm": None}, [], "删除"])
def test_nothing_is_deleted_without_a_plain_yes(client: Client, body: object) -> None:
    http = client()
    mine = visitor(http)
    ask(http, mine)
    assert http.post("/api/privacy/erasure", json=body, headers=mine).status_code == 422
    assert len(http.get("/api/privacy/export", headers=mine).json()["conversations"]) == 1


@pytest.mark.parametrize("headers", [{}, {"x-visitor-token": "forged"}, {"x-visitor-token": "x" * 201}])
def test_without_a_token_there_is_nothing(client: Client, headers: dict[str, str]) -> None:
    http = client()
    for answer in (
        http.get("/api/privacy/export", headers=headers),
        http.post("/api/privacy/erasure", json={"confirm": True}, headers=headers),
    ):
        assert answer.status_code in {401, 422}


@pytest.mark.parametrize(("address", "accept"), [("?format=html", "*/*"), ("", "text/html,application/xhtml+xml")])
def test_the_page_has_the_notice_and_takes_words_as_text(client: Client, address: str, accept: str) -> None:
    http = client()
    mine = visitor(http)
    ask(http, mine, "<script>alert('x')</script>😀ＦＵＬＬ")
    answer = http.get(f"/api/privacy/export{address}", headers={**mine, "accept": accept})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert sentences().notice in answer.text
    assert "人工智能生成" in answer.text
    assert 'name="AIGC"' in answer.text
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_staff_erase_for_who_calls_with_the_password_given_again(client: Client) -> None:
    http = sign_in(client(), Role.ADMINISTRATOR)
    turn = ask(http, {})
    path = f"/api/desk/consultations/{turn['consult_code']}"
    assert http.get(f"{path}/export").json()["conversations"][0]["consult_code"] == turn["consult_code"]
    assert http.post(f"{path}/erasure", json={"confirm": True, "reason": "本人来电要求"}).json()["turns"] == 1
    assert http.get(f"{path}/export").status_code == 404
