"""Many documents at once: the gate sees what they would do to the answers before anybody else does."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tiny_library import QUESTION

from api.accounts.roles import Role
from api.audit.log import AuditFilter, AuditLine, page_of
from api.settings import CurationSettings
from knowledge.gate.settings import gate_settings

Client = Callable[..., TestClient]
RULE = "夜间开放到几点由馆长决定并且提前公布"
HIJACKED = f"示例市第1号示例办法 {RULE}"
LIMIT = gate_settings().bulk_above
pytestmark = pytest.mark.integration


def notice(number: int, text: str = "各单位应当做好登记。") -> bytes:
    return f"示例市第{number}号示例办法\n示例〔2025〕{number}号\n第一条 {text}\n".encode()


@pytest.fixture
def curator(client: Client, tmp_path: Path) -> TestClient:
    """A signed-in client of an installation whose curators have put down two questions of their own."""
    (tmp_path / "gate").mkdir()
    rows = [
        {"id": "own-card", "ask": QUESTION, "entry": "guide", "answer": QUESTION},
        {
            "id": "own-time",
            "ask": HIJACKED,
            "entry": "guide",
            "outcomes": ["no_answer", "clarification", "out_of_scope"],
        },
    ]
    content = json.dumps({"kind": "covered", "questions": rows}, ensure_ascii=False)
    (tmp_path / "gate" / "own.yml").write_text(content, "utf-8")  # JSON is YAML
    http = client(curation=CurationSettings(eyes=1))
    accounts = http.app.state.service.accounts
    password = http.portal.call(lambda: accounts.add("curator", Role.ADMINISTRATOR))
    session = http.post(
        "/api/session/password",
        json={"username": "curator", "password": password, "new_password": "A-new-Passw0rd"},
    )
    http.headers["x-csrf-token"] = session.json()["csrf_token"]
    return http


def drafts(http: TestClient, count: int, text: str = "各单位应当做好登记。") -> list[dict[str, Any]]:
    rows = []
    for number in range(1, count + 1):
        data = notice(number, text if number == 1 else f"本办法适用于第{number}类登记。")
        report = http.post("/api/documents", files={"file": (f"{number}.txt", data)}).json()
        rows.append({"entry_id": report["entry_id"], "revision": report["revision"]})
    return rows


def publish(http: TestClient, rows: list[dict[str, Any]], reason: str = "") -> dict[str, Any]:
    response = http.post("/api/documents/publish", json={"drafts": rows, "despite_gate": reason})
    assert response.status_code == 200, response.text
    return dict(response.json())


def states(http: TestClient) -> set[str]:
    return {row["state"] for row in http.get("/api/documents").json() if row["title"].startswith("示例市第")}


def overrides(http: TestClient) -> Sequence[AuditLine]:
    state = http.app.state.service

    async def read() -> Sequence[AuditLine]:
        async with state.database.read() as session:
            return (await page_of(session, AuditFilter(action="gate."), None))[0]

    return http.portal.call(read)


def test_a_few_need_no_gate(curator: TestClient) -> None:
    report = publish(curator, drafts(curator, LIMIT))
    assert (report["gate"], len(report["published"])) == ("not_needed", LIMIT)
    assert states(curator) == {"published"}


def test_many_that_do_no_harm_pass(curator: TestClient) -> None:
    report = publish(curator, drafts(curator, LIMIT + 1))
    assert (report["gate"], report["findings"]) == ("passed", [])
    assert states(curator) == {"published"}


def test_many_that_do_harm_are_kept_as_drafts(curator: TestClient) -> None:
    rows = drafts(curator, LIMIT + 1, RULE)
    report = publish(curator, rows)
    assert (report["gate"], report["published"]) == ("failed", [])
    assert any(RULE in finding for finding in report["findings"])
    assert states(curator) == {"draft"}


def test_a_reason_overrides_and_is_kept(curator: TestClient) -> None:
    rows = drafts(curator, LIMIT + 1, RULE)
    report = publish(curator, rows, "新办法就是这样规定的")
    assert (report["gate"], len(report["published"])) == ("overridden", LIMIT + 1)
    assert states(curator) == {"published"}
    (kept,) = overrides(curator)
    assert (kept.actor, kept.details["reason"]) == ("curator", "新办法就是这样规定的")
    assert kept.details["entries"] == [row["entry_id"] for row in rows]
    assert kept.details["findings"] == report["findings"]


def test_what_is_no_document_cannot_be_published_so(curator: TestClient) -> None:
    body = {"drafts": [{"entry_id": "guide", "revision": 1}]}
    assert curator.post("/api/documents/publish", json=body).status_code == 422
    for entry_id, revision in (("nothing", 1), ("law", 9)):
        body = {"drafts": [{"entry_id": entry_id, "revision": revision}]}
        assert curator.post("/api/documents/publish", json=body).status_code == 404


def test_a_stranger_may_not_publish(client: Client) -> None:
    body = {"drafts": [{"entry_id": "law", "revision": 1}]}
    assert client().post("/api/documents/publish", json=body).status_code == 401
