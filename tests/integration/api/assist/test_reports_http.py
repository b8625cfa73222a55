"""From a wrong answer at the desk to its department, and the entry taken back."""

from collections.abc import Sequence
from typing import Any

import pytest
from desk_office import Office
from starlette.testclient import TestClient
from tiny_library import CONCLUSION, DISCLOSURE, QUESTION

from api.accounts.roles import Role

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def staff(office: Office) -> Sequence[TestClient]:
    """The curator of the library, one of another department, a publisher, an auditor."""
    return (
        office.person("writer", Role.CURATOR, "图书馆"),
        office.person("stranger", Role.CURATOR, "政府办公室"),
        office.person("publisher", Role.PUBLISHER),
        office.person("auditor", Role.AUDITOR),
    )


def wrong(http: TestClient, turn: dict[str, Any], **body: str) -> dict[str, Any]:
    path = f"/api/desk/conversations/{turn['conversation_id']}/wrong"
    response = http.post(path, json={"turn_id": turn["message_id"], "reason": "现在要带照片"} | body)
    assert response.status_code == 201, response.text
    return dict(response.json())


def test_a_wrong_answer_reaches_its_department_at_once(
    office: Office, operator: TestClient, staff: Sequence[TestClient]
) -> None:
    writer, stranger, publisher, auditor = staff
    _, turn = office.waiting()
    report = wrong(operator, turn, proposed="带身份证和照片，电话13800138000")
    assert (report["entry_id"], report["kind"], report["department"]) == ("guide", "wrong", "图书馆")
    assert (report["question"], report["state"]) == (QUESTION, "open")
    assert CONCLUSION in report["answer"]
    assert "13800138000" not in str(report)
    assert turn["consult_code"] not in str(report)
    assert turn["conversation_id"] not in str(report)
    texts = [notice["text"] for notice in writer.get("/api/notices").json()["items"]]
    assert [text for text in texts if "现在要带照片" in text]
    assert stranger.get("/api/notices").json()["items"] == []
    assert [one["report_id"] for one in writer.get("/api/reports?state=open").json()["items"]] == [report["report_id"]]
    assert stranger.get("/api/reports").json()["items"] == []
    for reader in (publisher, auditor):
        assert len(reader.get("/api/reports?entry_id=guide").json()["items"]) == 1
    assert operator.get("/api/reports").status_code == 403
    refused = stranger.post(f"/api/reports/{report['report_id']}/decision", json={"state": "accepted"})
    assert refused.status_code == 403
    assert auditor.post(f"/api/reports/{report['report_id']}/decision", json={"state": "accepted"}).status_code == 403
    decided = writer.post(
        f"/api/reports/{report['report_id']}/decision", json={"state": "accepted", "reason": "已改"}
    ).json()
    assert (decided["state"], decided["decided_by"], decided["decision"]) == ("accepted", "writer", "已改")
    again = writer.post(f"/api/reports/{report['report_id']}/decision", json={"state": "rejected"})
    assert again.json()["code"] == "report_decided"


def test_one_answer_reported_twice_by_one_operator_is_one(
    office: Office, operator: TestClient, staff: Sequence[TestClient]
) -> None:
    writer = staff[0]
    other = office.person("li", Role.OPERATOR)
    _, turn = office.waiting("图书可以借多长时间？")
    before = len(writer.get("/api/notices").json()["items"])
    first, again = wrong(operator, turn), wrong(operator, turn, reason="期限改了")
    third = wrong(other, turn)
    assert first["report_id"] == again["report_id"] != third["report_id"]
    assert again["reason"] == "期限改了"
    assert len(writer.get("/api/notices").json()["items"]) == before + 2


def test_what_was_said_otherwise_is_proposed_and_what_was_only_spaced_otherwise_is_not(
    office: Office, operator: TestClient, staff: Sequence[TestClient]
) -> None:
    def edited() -> list[dict[str, Any]]:
        items = staff[0].get("/api/reports").json()["items"]
        return [item for item in items if item["kind"] == "edited"]

    _, turn = office.taken(operator)
    path = f"/api/desk/conversations/{turn['conversation_id']}/messages"
    for words, proposals in ((f" 您好，{CONCLUSION} ", 0), ("带身份证和两张照片到借阅点。", 1)):
        operator.post(path, json={"text": words, "turn_id": turn["message_id"]})
        assert len(edited()) == proposals
    assert edited()[0]["proposed"] == "带身份证和两张照片到借阅点。"


def test_an_answer_without_an_entry_cannot_be_reported(office: Office, operator: TestClient) -> None:
    _, turn = office.waiting("量子计算机怎么修")
    path = f"/api/desk/conversations/{turn['conversation_id']}/wrong"
    refused = operator.post(path, json={"turn_id": turn["message_id"], "reason": "错了"})
    assert (refused.status_code, refused.json()["code"]) == (422, "no_entry")
    assert operator.post(path, json={"reason": "错了"}).status_code == 422
    assert operator.post(path, json={"entry_id": "unknown", "reason": "错了"}).status_code == 422
    assert operator.post(path, json={"entry_id": "guide", "reason": " "}).status_code == 422


def test_an_entry_is_taken_back_at_once(office: Office, operator: TestClient, staff: Sequence[TestClient]) -> None:
    writer, _, publisher, _ = staff
    question = DISCLOSURE.questions[0].question
    _, turn = office.waiting(question)
    assert turn["outcome"] == "answered"
    report = wrong(operator, turn, reason="地址错了")
    path = f"/api/reports/{report['report_id']}/withdraw"
    order = {"reason": "答复有误", "confirm": True}
    assert writer.post(path, json=order).status_code == 403
    assert publisher.post(path, json={"reason": "答复有误"}).status_code == 422
    assert publisher.post(path, json=order | {"confirm": False}).status_code == 422
    done = publisher.post(path, json=order).json()
    assert (done["state"], done["decided_by"]) == ("withdrawn", "publisher")
    assert publisher.get(f"/api/entries/{report['entry_id']}").json()["state"] == "withdrawn"
    assert office.ask(office.visitor(), question)["outcome"] != "answered"
    assert publisher.post(path, json=order).json()["code"] == "report_decided"
    lines = office.person("auditor2", Role.AUDITOR).get("/api/audit").json()["items"]
    assert [line["actor"] for line in lines if line["action"] == "entry.withdrawn"] == ["publisher"]


def test_reports_that_are_not_there(staff: Sequence[TestClient]) -> None:
    publisher = staff[2]
    assert publisher.post("/api/reports/unknown/decision", json={"state": "accepted"}).status_code == 404
    assert publisher.post("/api/reports/unknown/decision", json={"state": "open"}).status_code == 422
    assert publisher.get("/api/reports?state=lost").status_code == 422
