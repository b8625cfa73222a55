"""The dictionary over HTTP: list, save, try, take back, table."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from signing_in import sign_in
from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.accounts.roles import Role

Client = Callable[..., TestClient]
SAID = {"op": "add", "group": "colloquial", "said": "溜达证", "official": "图书借阅证", "note": ""}
pytestmark = pytest.mark.integration


@pytest.fixture
def publisher(client: Client) -> TestClient:
    return sign_in(client(), Role.PUBLISHER)


@pytest.fixture(scope="module")
def reader(visitor: TestClient) -> TestClient:
    """A publisher who saves nothing, of an application for all tests."""
    return sign_in(visitor, Role.PUBLISHER)


def save(http: TestClient, *changes: dict[str, str], base: int = 0) -> dict[str, Any]:
    body = {"changes": list(changes), "base_version": base, "reason": "群众这么说"}
    response = http.put("/api/dictionary", json=body)
    assert response.status_code == 200, response.text
    return dict(response.json())


def tried(http: TestClient, *changes: dict[str, str]) -> dict[str, Any]:
    response = http.post("/api/dictionary/effect", json={"changes": list(changes)})
    assert response.status_code == 202, response.text
    deadline = time.monotonic() + 60
    while True:
        job = http.get(f"/api/dictionary/effects/{response.json()['id']}").json()
        if job["state"] not in {"queued", "running"} or time.monotonic() > deadline:
            return dict(job)
        time.sleep(0.1)


def test_saved_listed_told_and_taken_back(publisher: TestClient) -> None:
    assert save(publisher, SAID) == {"version": 1, "warnings": [], "rebuilds": False}
    assert publisher.app.state.service.replica.fingerprint.endswith("|dictionary/1")
    listed = publisher.get("/api/dictionary", params={"q": "溜达"}).json()
    assert listed["version"] == 1
    assert [(row["said"], row["origin"]) for row in listed["words"]] == [("溜达证", "own")]
    versions = publisher.get("/api/dictionary/versions").json()
    assert [(row["number"], row["author"], row["changes"]) for row in versions] == [(1, "staff-publisher", [SAID])]
    body = {"changes": [SAID | {"said": "溜冰证"}], "base_version": 0, "reason": ""}
    response = publisher.put("/api/dictionary", json=body)  # somebody who saw the words as they were before
    assert (response.status_code, response.json()["code"]) == (409, "dictionary_changed")
    body = {"version": 0, "base_version": 1, "reason": "不合适"}
    assert publisher.post("/api/dictionary/rollback", json=body).json()["version"] == 2
    assert publisher.get("/api/dictionary", params={"q": "溜达"}).json()["words"] == []


def test_shipped_words_are_listed_by_group(reader: TestClient) -> None:
    words = reader.get("/api/dictionary", params={"group": "stop"}).json()["words"]
    assert {row["group"] for row in words} == {"stop"}
    assert {row["origin"] for row in words} == {"shipped"}
    assert len({row["id"] for row in words}) == len(words)


@pytest.mark.parametrize(
    "change",
    [
        {"said": "证"},
        {"said": "a\0b"},
        {"said": "溜" * 61},
        {"op": "replace"},
        {"group": "other"},
        {"said": "社保", "official": "社会保险"},
        {"note": "备注" * 200},
    ],
    ids=str,
)
def test_what_cannot_be_saved(reader: TestClient, change: dict[str, str]) -> None:
    for method, path, more in (("PUT", "", {"base_version": 0}), ("POST", "/effect", {})):
        response = reader.request(method, f"/api/dictionary{path}", json={"changes": [SAID | change]} | more)
        assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert reader.get("/api/dictionary", params={"q": "溜"}).json()["version"] == 0


def test_the_effect_on_the_frozen_questions(publisher: TestClient, tmp_path: Path) -> None:
    (tmp_path / "gate").mkdir()
    rows = [{"id": "own-card", "ask": QUESTION, "entry": "guide", "answer": QUESTION}]
    (tmp_path / "gate" / "own.yml").write_text(json.dumps({"kind": "covered", "questions": rows}), "utf-8")
    before = publisher.get("/api/dictionary").json()
    job = tried(publisher, SAID, SAID | {"group": "word", "said": "借阅证要带", "official": ""})
    assert job["state"] == "done", job
    assert job["done"] == job["total"] == job["result"]["asked"] >= 1
    result = job["result"]
    assert result["rebuilds"]
    assert [(row["word"], row["passages"] > 0) for row in result["examples"]] == [
        ("图书借阅证", True),
        ("借阅证要带", True),
    ]
    assert "图书借阅证" in result["examples"][0]["samples"][0]["text"]
    assert publisher.get("/api/dictionary").json() == before  # nothing was saved


def test_a_word_that_stands_nowhere_is_warned_of(reader: TestClient) -> None:
    result = tried(reader, SAID | {"official": "溜冰场通行证"})["result"]
    assert result["warnings"] == ["已发布的内容里没有“溜冰场通行证”，加了也查不到"]


def test_a_trial_that_does_not_exist(reader: TestClient) -> None:
    assert reader.get("/api/dictionary/effects/none").status_code == 404
    assert reader.get("/api/dictionary/effects/a%00b").status_code == 422


def test_table_out_and_in(publisher: TestClient) -> None:
    save(publisher, SAID, {"op": "add", "group": "stop", "said": "哎哟", "official": "", "note": "=1"})
    table = publisher.get("/api/dictionary/export")
    assert table.headers["content-type"].startswith("text/csv")
    found = publisher.post("/api/dictionary/import", files={"file": ("词典.csv", table.content)}).json()
    assert (found["changes"], found["known"]) == ([], 2)
    more = "口语,溜冰证,冰场通行证\n口语,证,冰场通行证\n".encode("gb18030")
    found = publisher.post("/api/dictionary/import", files={"file": ("词典.csv", more)}).json()
    assert [row["said"] for row in found["changes"]] == ["溜冰证", "证"]
    assert [(row["index"], row["code"]) for row in found["findings"]] == [(1, "too_short")]
    broken = publisher.post("/api/dictionary/import", files={"file": ("词典.csv", b"\x00\x01\x02" * 50)})
    assert broken.status_code == 422


def test_who_may(client: Client) -> None:
    http, body = client(), {"changes": [SAID], "base_version": 0, "reason": ""}
    for role, reads, edits in (
        (Role.OPERATOR, 403, 403),
        (Role.CURATOR, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.ADMINISTRATOR, 200, 200),
    ):
        sign_in(http, role)
        assert http.get("/api/dictionary").status_code == reads
        assert http.put("/api/dictionary", json=body).status_code == edits
