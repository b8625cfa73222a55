"""What hangs on entries and what concerns many of them, over HTTP, in one application."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hotline_staff import document, guide
from starlette.testclient import TestClient

_serial = count(1)
pytestmark = pytest.mark.integration


def make(http: TestClient) -> str:
    """Make a draft with a number of its own: all tests share the application."""
    number = next(_serial)
    content = document(document_number=f"示政办〔2026〕{number}号", title=f"示例市夜读办法之{number}")
    response = http.post("/api/entries", json={"kind": "document", "content": content})
    assert response.status_code == 201, response.text
    return str(response.json()["entry_id"])


def test_a_form_that_was_not_saved(people: Sequence[TestClient]) -> None:
    writer, reviewer, _ = people
    entry_id = make(writer)
    for place in (entry_id, "new-5f3a"):
        path = f"/api/entries/{place}/autosave"
        assert writer.get(path).status_code == 404
        assert writer.put(path, json={"content": {"title": "写到一"}, "base_revision": 1}).status_code == 200
        assert writer.put(path, json={"content": {"title": "写到一半"}, "base_revision": 1}).status_code == 200
        assert writer.get(path).json()["content"] == {"title": "写到一半"}
        assert reviewer.get(path).status_code == 403
    body = {"content": document("改好了。", document_number="示政办〔2026〕90号"), "base_revision": 1}
    assert writer.put(f"/api/entries/{entry_id}", json=body).json()["revision"] == 2
    assert writer.get(f"/api/entries/{entry_id}/autosave").status_code == 404
    body = {"kind": "document", "content": document(document_number=""), "draft_id": "new-5f3a"}
    assert writer.post("/api/entries", json=body).status_code == 201
    assert writer.get("/api/entries/new-5f3a/autosave").status_code == 404
    huge = {"content": {"title": "长" * 1_400_000}, "base_revision": 1}
    assert writer.put(f"/api/entries/{entry_id}/autosave", json=huge).status_code == 422
    assert writer.put(f"/api/entries/{entry_id}/autosave", json={"content": {"a": "\x00"}}).status_code == 422
    assert writer.delete(f"/api/entries/{entry_id}/autosave").status_code == 204


def test_revisions_compared_and_merged(people: Sequence[TestClient]) -> None:
    writer = people[0]
    entry_id = make(writer)
    base = writer.get(f"/api/entries/{entry_id}").json()["content"]
    theirs = {**base, "department": "图书馆", "kind": "通知"}
    theirs["clauses"] = [base["clauses"][0], {**base["clauses"][1], "text": "夜读补贴每月九十元。"}]
    assert writer.put(f"/api/entries/{entry_id}", json={"content": theirs, "base_revision": 1}).status_code == 200
    mine = {**base, "issuer": "示例市人民政府"}
    mine["clauses"] = [base["clauses"][0], {**base["clauses"][1], "text": "夜读补贴每月七十元。"}]
    late = {"content": mine, "base_revision": 1}
    assert writer.put(f"/api/entries/{entry_id}", json=late).json()["code"] == "entry_changed"
    merged = writer.post(f"/api/entries/{entry_id}/merge", json=late).json()
    assert (merged["base_revision"], merged["content"]["kind"], merged["content"]["issuer"]) == (
        2,
        "通知",
        mine["issuer"],
    )
    (conflict,) = merged["conflicts"]
    assert (conflict["label"], conflict["mine"]) == ("第二条 正文", "夜读补贴每月七十元。")
    saved = writer.put(f"/api/entries/{entry_id}", json={"content": merged["content"], "base_revision": 2})
    assert saved.json()["revision"] == 3
    changes = writer.get(f"/api/entries/{entry_id}/diff", params={"from": 1, "to": 2}).json()["changes"]
    assert [change["label"] for change in changes] == ["文种", "第二条 正文"]
    assert {span["text"] for span in changes[1]["spans"] if span["op"] != "equal"} == {"八十八元", "九十元"}
    rows = writer.get(f"/api/entries/{entry_id}/revisions").json()
    assert [(row["number"], row["current"]) for row in rows] == [(3, False), (2, False), (1, False)]
    assert writer.get(f"/api/entries/{entry_id}/revisions/1").json()["content"] == base
    assert writer.get(f"/api/entries/{entry_id}/revisions/9").status_code == 404


def test_a_file_is_handed_out_to_be_saved_only(people: Sequence[TestClient]) -> None:
    writer, reviewer, _ = people
    folder: Path = writer.app.state.service.settings.data_dir / "attachments"
    entry_id = make(writer)
    page = b"<script>alert(1)</script>"
    url = f"/api/entries/{entry_id}/attachments"
    made = writer.post(url, files={"file": ("../../图\u202e解.html", page)}).json()
    again = writer.post(url, files={"file": ("图解2.html", page)}).json()
    assert (made["name"], made["size"]) == ("图解.html", len(page))
    got = reviewer.get(f"/api/attachments/{made['id']}")
    assert got.content == page
    assert got.headers["content-disposition"].startswith("attachment")
    assert (got.headers["content-type"], got.headers["x-content-type-options"]) == (
        "application/octet-stream",
        "nosniff",
    )
    assert [row["name"] for row in reviewer.get(f"/api/entries/{entry_id}").json()["attachments"]] == [
        "图解.html",
        "图解2.html",
    ]
    assert reviewer.delete(f"/api/attachments/{made['id']}").status_code == 403
    for attachment, files in ((made, 1), (again, 0)):
        assert writer.delete(f"/api/attachments/{attachment['id']}").status_code == 204
        assert sum(path.is_file() for path in folder.rglob("*")) == files
    assert reviewer.get(f"/api/attachments/{made['id']}").status_code == 404
    assert writer.post(url, files={"file": ("空.txt", b"")}).status_code == 422
    assert writer.post(url, files={"file": ("大.bin", b"x" * (20 * 2**20 + 1))}).status_code == 422


def test_many_at_once_with_a_line_on_each(people: Sequence[TestClient]) -> None:
    writer, reviewer, publisher = people
    made = [make(writer) for _ in range(7)]
    chosen = [{"entry_id": entry_id, "revision": 1} for entry_id in made]

    def act(http: TestClient, action: str, entries: Any = chosen, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        response = http.post("/api/entries/bulk", json={"action": action, "entries": entries, **more})
        assert response.status_code == 200, response.text
        return dict(response.json())

    found = act(writer, "submit", [*chosen, {"entry_id": "nothing", "revision": 1}])["results"]
    assert [row["ok"] for row in found] == [True] * 7 + [False]
    assert found[-1]["code"] == "not_found"
    assert {row["code"] for row in act(writer, "approve")["results"]} == {"not_allowed"}
    assert {row["code"] for row in act(publisher, "publish")["results"]} == {"second_person_needed"}
    assert all(row["ok"] for row in act(reviewer, "approve")["results"])
    published = act(publisher, "publish")
    assert (published["gate"], all(row["ok"] for row in published["results"])) == ("passed", True)
    assert writer.get("/api/entries", params={"life": "published", "q": "夜读办法"}).json()["total"] == 7
    assert all(row["ok"] for row in act(reviewer, "assign", assignee="writer")["results"])
    assert writer.get("/api/notices").json()["unseen"] == 7
    first = writer.get("/api/notices").json()["items"][0]
    assert writer.post(f"/api/notices/{first['id']}/seen").status_code == 204
    assert writer.get("/api/notices").json()["unseen"] == 6
    assert writer.get("/api/entries/overview").json()["mine"]["assigned"] == 7
    year = {"from": "2026-01-01", "to": "2027-12-31"}
    assert writer.get("/api/entries/calendar", params=year).status_code == 422
    assert publisher.post("/api/entries/bulk", json={"action": "withdraw", "entries": chosen}).status_code == 422
    assert all(row["ok"] for row in act(publisher, "withdraw", reason="演练结束")["results"])


def test_what_is_said_and_what_can_be_chosen(people: Sequence[TestClient]) -> None:
    writer, reviewer, _ = people
    entry_id = make(writer)
    assert reviewer.post(f"/api/entries/{entry_id}/comments", json={"text": " "}).status_code == 422
    assert reviewer.post(f"/api/entries/{entry_id}/comments", json={"text": "金额核对过吗😀"}).status_code == 201
    said = writer.get(f"/api/entries/{entry_id}/comments").json()
    assert [(row["kind"], row["author"]) for row in said] == [("created", "writer"), ("comment", "reviewer")]
    options = writer.get("/api/options").json()
    assert "图书馆" in options["departments"]
    assert {"文化", "公开"} <= set(options["fields"])
    assert {person["username"] for person in options["people"]} == {"writer", "reviewer", "publisher"}
    assert len(options["aspects"]) == len({row["label"] for row in options["aspects"]}) == 10
    assert guide()["elements"].keys() <= {row["name"] for row in options["elements"]}
