"""Answers drafted for who has the conversation, and what became of them."""

import pytest
from desk_office import Office
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, GUIDE, QUESTION

from api.accounts.roles import Role

pytestmark = pytest.mark.integration


def draft(http: TestClient, name: str, **body: str) -> dict[str, object]:
    response = http.post(f"/api/desk/conversations/{name}/drafts", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_a_silent_message_is_answered_for_the_operator_alone(office: Office, operator: TestClient) -> None:
    citizen, turn = office.taken(operator)
    name = turn["conversation_id"]
    silent = office.ask(citizen, "可以借多长时间？", name)
    assert silent["silent"]
    made = draft(operator, name, turn_id=silent["message_id"])
    assert made["question"] == "可以借多长时间？"
    assert made["reply"]["outcome"] == "answered"
    assert made["reply"]["reply"]["text"].startswith(GUIDE.questions[1].conclusion)
    assert made["spoken"]
    assert draft(operator, name, turn_id=silent["message_id"]) == made
    assert draft(operator, name) == made  # the last message
    seen = office.citizens.get(f"/api/chat/{name}", headers=citizen).json()
    assert len(seen["turns"]) == 2
    assert GUIDE.questions[1].conclusion not in str(seen)


def test_words_of_ones_own_are_masked_and_answered(office: Office, operator: TestClient) -> None:
    _, turn = office.taken(operator)
    made = draft(operator, turn["conversation_id"], text=QUESTION)
    assert made["reply"]["reply"]["text"].startswith(CONCLUSION)
    private = draft(operator, turn["conversation_id"], text=f"{QUESTION}我的电话13800138000")
    assert "13800138000" not in str(private)
    assert private["draft_id"] != made["draft_id"]


def test_only_who_has_the_conversation_gets_a_draft_of_it(office: Office, operator: TestClient) -> None:
    _, turn = office.taken(operator)
    _, waiting = office.waiting()
    other = office.person("li", Role.OPERATOR)
    path = "/api/desk/conversations/{}/drafts"
    assert other.post(path.format(turn["conversation_id"]), json={}).json()["code"] == "not_taken_by_you"
    assert operator.post(path.format(waiting["conversation_id"]), json={}).status_code == 403
    assert operator.post(path.format("unknown"), json={}).status_code == 404
    foreign = {"turn_id": waiting["message_id"]}
    assert operator.post(path.format(turn["conversation_id"]), json=foreign).status_code == 404


@pytest.mark.parametrize("body", [{"text": "长" * 501}, {"text": "a\0b"}, {"turn_id": "../../etc"}, {"text": 7}])
def test_hostile_wishes(operator: TestClient, body: dict[str, object]) -> None:
    assert operator.post("/api/desk/conversations/x/drafts", json=body).status_code == 422


@pytest.mark.parametrize(("words", "kind"), [(None, "adopted"), ("请带身份证原件和照片。", "edited")])
def test_what_is_sent_says_what_became_of_the_draft(
    office: Office, operator: TestClient, words: str | None, kind: str
) -> None:
    _, turn = office.taken(operator)
    name = turn["conversation_id"]
    made = draft(operator, name, turn_id=turn["message_id"])
    body = {"text": words or made["reply"]["reply"]["text"], "draft_id": made["draft_id"], "key": "key-12345678"}
    first = operator.post(f"/api/desk/conversations/{name}/messages", json=body)
    again = operator.post(f"/api/desk/conversations/{name}/messages", json=body)
    assert (first.status_code, first.json()) == (201, again.json())
    (use,) = operator.get(f"/api/desk/conversations/{name}").json()["uses"]
    assert (use["kind"], use["draft_id"], use["username"]) == (kind, made["draft_id"], "wang")


def test_words_made_from_another_conversations_answer_are_not_sent(office: Office, operator: TestClient) -> None:
    _, turn = office.taken(operator)
    _, other = office.waiting()
    name = turn["conversation_id"]
    body = {"text": "您好", "turn_id": other["message_id"]}
    assert operator.post(f"/api/desk/conversations/{name}/messages", json=body).status_code == 404
    assert "您好" not in str(operator.get(f"/api/desk/conversations/{name}").json()["messages"])


def test_uses_are_kept_of_any_conversation(office: Office, operator: TestClient) -> None:
    _, turn = office.waiting()
    name = turn["conversation_id"]
    use = {"conversation_id": name, "turn_id": turn["message_id"], "kind": "adopted", "words": "电话13800138000"}
    assert operator.post("/api/desk/uses", json=use).status_code == 201
    (kept,) = operator.get(f"/api/desk/conversations/{name}").json()["uses"]
    assert (kept["kind"], kept["words"]) == ("adopted", "电话〔手机号〕")
    for wrong in ({"conversation_id": "unknown"}, {"turn_id": "unknown"}, {"draft_id": "unknown"}):
        assert operator.post("/api/desk/uses", json=use | wrong).status_code == 404
    assert operator.post("/api/desk/uses", json=use | {"kind": "liked"}).status_code == 422


def test_the_desk_is_for_staff_and_the_wall_for_who_supervises(office: Office, operator: TestClient) -> None:
    for path in ("/api/desk/events", "/api/desk/wall", "/api/desk/wall/events", "/api/desk/presence"):
        assert office.citizens.get(path).status_code == 401
    for path in ("/api/desk/wall", "/api/desk/wall/events"):
        assert operator.get(path).status_code == 403
    auditor = office.person("auditor", Role.AUDITOR)
    assert auditor.get("/api/desk/events").status_code == 403
    assert auditor.get("/api/desk/wall").json()["waiting"] >= 0
    said = operator.put("/api/desk/presence", json={"state": "busy", "comment": "开会"}).json()
    assert said == operator.get("/api/desk/presence").json()
    assert operator.put("/api/desk/presence", json={"state": "asleep"}).status_code == 422


def test_canned_phrases_are_for_staff(office: Office, operator: TestClient) -> None:
    groups = operator.get("/api/desk/canned").json()["groups"]
    assert all(phrase["title"] and phrase["text"] for group in groups for phrase in group["phrases"])
    assert office.citizens.get("/api/desk/canned").status_code == 401


def test_approving_first_is_for_who_has_it(office: Office, operator: TestClient) -> None:
    _, turn = office.taken(operator)
    path = f"/api/desk/conversations/{turn['conversation_id']}"
    assert operator.post(f"{path}/approving", json={"on": True}).json()["requests"][0]["approving"]
    assert not operator.post(f"{path}/approving", json={"on": False}).json()["requests"][0]["approving"]
    _, waiting = office.waiting()
    refused = operator.post(f"/api/desk/conversations/{waiting['conversation_id']}/approving", json={"on": True})
    assert refused.json()["code"] == "not_taken_by_you"


def test_given_on_noted_waited_for_and_rated(office: Office, operator: TestClient) -> None:
    other = office.person("zhao", Role.OPERATOR, "图书馆")
    citizen, turn = office.taken(operator)
    name = turn["conversation_id"]
    path = f"/api/desk/conversations/{name}"
    assert operator.post(f"{path}/notes", json={"text": "老年人，说话要慢"}).json()["author"] == "wang"
    people = operator.get("/api/desk/people").json()
    assert "图书馆" in people["departments"]
    assert "zhao" in [person["username"] for person in people["people"]]
    given = operator.post(f"{path}/transfer", json={"to_department": "图书馆", "note": "请核对"})
    assert (given.status_code, given.json()["mode"]) == (200, "waiting")
    waiting = office.citizens.get(f"/api/chat/{name}/waiting", headers=citizen).json()
    assert (waiting["state"], waiting["position"], waiting["wait_seconds"]) == ("waiting", 1, None)
    assert "老年人" not in office.citizens.get(f"/api/chat/{name}", headers=citizen).text
    assert office.citizens.get(f"/api/chat/{name}/waiting", headers=office.visitor()).status_code == 404
    other.post(f"{path}/take")
    early = office.citizens.post(f"/api/chat/{name}/rating", json={"score": 5}, headers=citizen)
    assert early.json()["code"] == "nothing_to_rate"
    other.post(f"{path}/close", json={"reason": "answered"})
    for score in (0, 6, "5", 4.5, None):
        wrong = office.citizens.post(f"/api/chat/{name}/rating", json={"score": score}, headers=citizen)
        assert wrong.status_code == 422
    rated = office.citizens.post(f"/api/chat/{name}/rating", json={"score": 5, "words": "很好"}, headers=citizen)
    assert (rated.status_code, rated.json()["score"]) == (201, 5)
    assert other.get(path).json()["requests"][0]["rating"] == 5
