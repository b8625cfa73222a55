"""Entries over HTTP: from an empty form to the citizen's answer, and back."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hotline_staff import QUESTION, TITLE, document, guide
from starlette.testclient import TestClient

from api.accounts.roles import Role

pytestmark = pytest.mark.integration
Signed = Callable[..., TestClient]


def make(http: TestClient, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    response = http.post("/api/entries", json={"kind": kind, "content": content, "reason": "新政策"})
    assert response.status_code == 201, response.text
    return dict(response.json())


def step(http: TestClient, entry_id: str, name: str, status: int = 200, **body: object) -> dict[str, Any]:
    response = http.post(f"/api/entries/{entry_id}/{name}", json=body)
    assert response.status_code == status, response.text
    return dict(response.json())


def bring_out(people: Sequence[TestClient], entry: dict[str, Any]) -> dict[str, Any]:
    writer, reviewer, publisher = people
    at = {"revision": entry["revision"]}
    step(writer, entry["entry_id"], "submit", **at)
    step(reviewer, entry["entry_id"], "approve", **at)
    return step(publisher, entry["entry_id"], "publish", **at)


def ask(http: TestClient, question: str = QUESTION) -> dict[str, Any]:
    return dict(http.post("/api/chat", json={"message": question, "region": "411200"}).json())


def test_the_whole_way_and_back(people: Sequence[TestClient]) -> None:
    writer, reviewer, publisher = people
    law, entry = make(writer, "document", document()), make(writer, "interpretation", guide())
    assert (law["life"], law["actions"]) == ("draft", ["edit", "submit", "assign", "comment"])
    step(writer, entry["entry_id"], "submit", revision=1, note="请看")
    step(reviewer, entry["entry_id"], "return", revision=1, comment="金额不对")
    body = {"content": guide("每月发八十八元。"), "reason": "改金额", "base_revision": 1}
    second = writer.put(f"/api/entries/{entry['entry_id']}", json=body).json()
    assert (second["revision"], second["life"]) == (2, "draft")
    bring_out(people, law)
    assert bring_out(people, second)["life"] == "published"
    answer = ask(writer)
    assert (answer["outcome"], answer["citations"][0]["title"]) == ("answered", TITLE)
    assert "八十八元" in answer["reply"]["text"]

    newer = make(writer, "document", document(title="示例市阅读补贴办法", document_number="示政办〔2026〕9号"))
    bring_out(people, newer)
    gone = step(
        publisher, law["entry_id"], "repeal", repealed_on="2026-02-01", successor_id=newer["entry_id"], reason="新办法"
    )
    assert (gone["life"], gone["successor"]["title"]) == ("superseded", "示例市阅读补贴办法")
    answer = ask(writer)
    assert "示例市阅读补贴办法" in answer["reply"]["text"] + answer["notice"]
    assert all(c["status"] != "in_force" for c in answer["citations"] if c["title"] == TITLE)

    back = step(publisher, law["entry_id"], "rollback", revision=1, reason="误操作")
    assert (back["life"], back["repealed_on"]) == ("published", None)
    answer = ask(writer)
    assert (answer["outcome"], answer["citations"][0]["status"]) == ("answered", "in_force")


def test_a_list_with_facets(people: Sequence[TestClient]) -> None:
    writer, reviewer, _ = people
    before = reviewer.get("/api/entries").json()["facets"]["life"].get("draft", 0)
    made = make(writer, "document", document(title="示例市晨读奖励办法", document_number="示政办〔2026〕4号"))
    own = writer.get("/api/entries").json()
    assert {line["department"] for line in own["items"]} == {"图书馆"}
    everything = reviewer.get("/api/entries").json()
    assert everything["total"] > own["total"]
    assert everything["facets"]["life"]["draft"] == before + 1
    found = reviewer.get("/api/entries", params={"q": "晨读 奖励", "life": "draft"}).json()
    assert [line["entry_id"] for line in found["items"]] == [made["entry_id"]]
    assert reviewer.get("/api/entries", params={"q": "〔〕"}).json()["total"] == 0
    assert reviewer.get("/api/entries", params={"q": "'\" OR 1* NEAR("}).status_code == 200


def test_a_field_that_cannot_be_used_is_named(people: Sequence[TestClient]) -> None:
    body = json.dumps({"kind": "document", "content": document(title="半个\ud800", nonsense=1)}).encode()
    response = people[0].post("/api/entries", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (422, "content_refused")
    assert {error["field"] for error in response.json()["errors"]} == {"title", "nonsense"}


def test_who_saves_late_is_told(people: Sequence[TestClient]) -> None:
    writer = people[0]
    made = make(writer, "document", document(document_number="示政办〔2026〕5号"))
    for text, status in (("甲改的。", 200), ("乙改的。", 409)):
        body = {"content": document(text, document_number="示政办〔2026〕5号"), "base_revision": 1}
        response = writer.put(f"/api/entries/{made['entry_id']}", json=body)
        assert response.status_code == status
    assert response.json()["code"] == "entry_changed"


def test_what_is_not_ones_own_is_closed(people: Sequence[TestClient], signed: Signed) -> None:
    made = make(people[0], "document", document(document_number="示政办〔2026〕6号"))
    other = signed("other", Role.CURATOR, ["别的局"])
    assert other.get(f"/api/entries/{made['entry_id']}").json()["code"] == "not_yours"
    body = {"content": document("别人改的。"), "base_revision": 1}
    assert other.put(f"/api/entries/{made['entry_id']}", json=body).status_code == 403
    assert step(other, made["entry_id"], "submit", 403, revision=1)["code"] == "not_yours"
    assert other.post("/api/entries", json={"kind": "document", "content": document()}).json()["code"] == "not_yours"
    assert other.get("/api/entries").json()["total"] == 0
