"""Imports over HTTP: who may, dry run, confirm, failed rows, preview, progress."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.accounts.roles import Role
from api.http.middleware import MAX_IMPORT
from knowledge.sheets.writing import write_table

Client = Callable[..., TestClient]
NOTICE = (Path(__file__).parents[3] / "data" / "documents" / "notice.txt").read_bytes()
HEADER = ["标题", "问题", "内容", "依据", "失效日期"]
GOOD = ["借书证", "借书证怎么办？", "带身份证到窗口办理。", "《图书借阅办法》第三条", ""]
pytestmark = pytest.mark.integration


def sign_in(http: TestClient, username: str, role: Role, **scope: list[str]) -> TestClient:
    accounts = http.app.state.service.accounts
    password = http.portal.call(lambda: accounts.add(username, role))
    if scope:
        http.portal.call(lambda: _set_scope(http, username, scope))
    credentials = {"username": username, "password": password, "new_password": "A-new-Passw0rd"}
    http.headers["x-csrf-token"] = http.post("/api/session/password", json=credentials).json()["csrf_token"]
    return http


async def _set_scope(http: TestClient, username: str, scope: dict[str, list[str]]) -> None:
    from api.accounts.tables import AccountRow

    async with http.app.state.service.database.write() as session:
        row = await session.get_one(AccountRow, username)
        row.departments, row.regions = scope.get("departments", []), scope.get("regions", [])


@pytest.fixture
def importer(client: Client) -> TestClient:
    """A client of an administrator, who may import everything."""
    return sign_in(client(), "importer", Role.ADMINISTRATOR)


def bring(http: TestClient, *files: tuple[str, bytes], dry_run: bool = True, **form: str) -> dict[str, Any]:
    sent = [("files", file) for file in files]
    response = http.post("/api/imports", files=sent, data={"dry_run": str(dry_run).lower(), **form})
    assert response.status_code == 202, response.text
    return finished(http, response.json()["id"])


def finished(http: TestClient, import_id: str) -> dict[str, Any]:
    deadline = monotonic() + 30
    while monotonic() < deadline:
        found = http.get(f"/api/imports/{import_id}").json()
        if found["state"] in {"read", "done", "cancelled", "failed"}:
            return found
        sleep(0.05)
    pytest.fail("the import does not end")


def sheet(*rows: list[str]) -> bytes:
    return write_table("知识", HEADER, list(rows))


class TestRights:
    def test_a_stranger_may_not_import(self, client: Client) -> None:
        http = client()
        assert http.post("/api/imports", files={"files": ("n.txt", NOTICE)}).status_code == 401
        assert http.get("/api/imports").status_code == 401

    def test_an_operator_may_not_import(self, client: Client) -> None:
        http = sign_in(client(), "operator", Role.OPERATOR)
        assert http.post("/api/imports", files={"files": ("n.txt", NOTICE)}).status_code == 403
        assert http.get("/api/imports/template.xlsx").status_code == 403

    def test_a_curator_imports_for_the_own_department(self, client: Client) -> None:
        http = sign_in(client(), "curator", Role.CURATOR, departments=["文旅局"])
        done = bring(
            http,
            ("a.csv", "标题,内容,责任部门\n甲,答案甲。,文旅局\n乙,答案乙。,教育局\n丙,答案丙。,\n".encode()),
            dry_run=False,
        )
        assert [row["state"] for row in done["rows"]] == ["new", "failed", "new"]
        assert "教育局" in done["rows"][1]["message"]
        refused = http.post("/api/imports", files={"files": ("n.txt", NOTICE)}, data={"department": "教育局"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")

    def test_a_curator_does_not_see_the_imports_of_others(self, importer: TestClient) -> None:
        other = bring(importer, ("n.txt", NOTICE))["id"]
        http = sign_in(importer, "curator", Role.CURATOR, departments=["文旅局"])
        assert http.get("/api/imports").json() == []
        for path in ("", "/failed", "/events", "/rows/1"):
            assert http.get(f"/api/imports/{other}{path}").status_code == 404


class TestDryRun:
    def test_stores_nothing_until_it_is_confirmed(self, importer: TestClient) -> None:
        before = importer.get("/api/documents").json()
        dry = bring(importer, ("notice.txt", NOTICE))
        assert (dry["state"], dry["counts"]["new"], dry["rows"][0]["stored"]) == ("read", 1, False)
        assert importer.get("/api/documents").json() == before
        confirmed = importer.post(f"/api/imports/{dry['id']}/confirm", json={})
        assert confirmed.status_code == 200
        done = finished(importer, dry["id"])
        assert (done["state"], done["rows"][0]["stored"], done["rows"][0]["revision"]) == ("done", True, 1)
        assert done["rows"][0]["entry_id"] in {row["entry_id"] for row in importer.get("/api/documents").json()}

    def test_the_same_file_twice_is_unchanged(self, importer: TestClient) -> None:
        first = bring(importer, ("notice.txt", NOTICE), dry_run=False)
        again = bring(importer, ("other name.txt", NOTICE), dry_run=False)
        assert again["rows"][0]["state"] == "unchanged"
        assert again["rows"][0]["entry_id"] == first["rows"][0]["entry_id"]

    def test_a_person_decides_on_duplicates(self, importer: TestClient) -> None:
        stored = bring(importer, ("notice.txt", NOTICE), dry_run=False)["rows"][0]
        text = NOTICE.decode().replace("[２０３１]", "[２０３２]")
        assert text.encode() != NOTICE
        dry = bring(
            importer, ("next.txt", text.encode()), ("again.txt", text.replace("[２０３２]", "[２０３３]").encode())
        )
        assert [row["state"] for row in dry["rows"]] == ["duplicate", "duplicate"]
        assert dry["rows"][0]["duplicates"][0]["entry_id"] == stored["entry_id"]
        assert dry["undecided"] == 2
        wrong = importer.post(f"/api/imports/{dry['id']}/confirm", json={"decisions": {"1": "perhaps"}})
        assert wrong.status_code == 422
        decisions = {"1": f"revise:{stored['entry_id']}", "2": "skip"}
        assert importer.post(f"/api/imports/{dry['id']}/confirm", json={"decisions": decisions}).status_code == 200
        done = finished(importer, dry["id"])
        assert [row["state"] for row in done["rows"]] == ["changed", "skipped"]
        assert (done["rows"][0]["entry_id"], done["rows"][0]["revision"]) == (stored["entry_id"], 2)


class TestFailedRows:
    def test_are_mended_and_imported_again(self, importer: TestClient) -> None:
        bad = ["借书期限", "能借多久？", "可以借三十天。", "《图书借阅办法》第四条", "明年吧"]
        dry = bring(importer, ("知识.xlsx", sheet(GOOD, bad)), ("空.txt", b""))
        assert [row["state"] for row in dry["rows"]] == ["new", "failed", "failed"]
        assert "第3行“失效日期”" in dry["rows"][1]["message"]
        book = openpyxl.load_workbook(io.BytesIO(importer.get(f"/api/imports/{dry['id']}/failed").content))
        mending = book.worksheets[0]
        assert [cell.value for cell in mending[1]] == [*HEADER, "导入问题"]
        assert mending.max_row == 2
        assert book.worksheets[1]["A2"].value == "空.txt"
        mending["E2"].value = "2033-01-31"
        book.remove(book.worksheets[1])
        stream = io.BytesIO()
        book.save(stream)
        again = bring(importer, ("mended.xlsx", stream.getvalue()), dry_run=False)
        assert [(row["state"], row["title"]) for row in again["rows"]] == [("new", "借书期限")]

    def test_nothing_failed(self, importer: TestClient) -> None:
        dry = bring(importer, ("notice.txt", NOTICE))
        assert importer.get(f"/api/imports/{dry['id']}/failed").status_code == 404


class TestPreview:
    def test_shows_a_document_beside_its_clauses(self, importer: TestClient) -> None:
        dry = bring(importer, ("notice.txt", NOTICE))
        shown = importer.get(f"/api/imports/{dry['id']}/rows/1").json()
        lines = {block["line"] for block in shown["blocks"]}
        assert shown["clauses"]
        assert {clause["line"] for clause in shown["clauses"]} <= lines
        facts = {fact["field"]: fact for fact in shown["metadata"]}
        assert "图书借阅服务方案" in facts["title"]["value"]
        assert shown["kind"] == "document"

    def test_links_an_answer_to_its_document(self, importer: TestClient) -> None:
        stored = bring(importer, ("notice.txt", NOTICE), dry_run=False)["rows"][0]
        row = ["借书证", "", "带身份证办理。", stored["document_number"], ""]
        dry = bring(importer, ("知识.xlsx", sheet(row)))
        shown = importer.get(f"/api/imports/{dry['id']}/rows/1").json()
        assert shown["links"][0]["entry_id"] == stored["entry_id"]
        assert shown["content"]["documents"] == [stored["title"]]
        assert {"line": 2, "role": "cell", "text": "标题：借书证"} in shown["blocks"]


def test_events_tell_of_the_end(importer: TestClient) -> None:
    dry = bring(importer, ("notice.txt", NOTICE))
    with importer.stream("GET", f"/api/imports/{dry['id']}/events") as stream:
        events = [line for line in stream.iter_lines() if line.startswith(("event", "data"))]
    assert events[0] == "event: progress"
    assert json.loads(events[1].removeprefix("data: "))["state"] == "read"
    assert events[-2] == "event: done"


def test_cancel_resume_and_what_is_over(importer: TestClient) -> None:
    dry = bring(importer, ("notice.txt", NOTICE))
    assert importer.post(f"/api/imports/{dry['id']}/cancel").json()["state"] == "cancelled"
    assert importer.post(f"/api/imports/{dry['id']}/cancel").status_code == 409
    assert importer.post(f"/api/imports/{dry['id']}/confirm", json={}).status_code == 409
    assert importer.post(f"/api/imports/{dry['id']}/resume").json()["state"] == "read"
    assert importer.post("/api/imports/nothing/cancel").status_code == 404


def test_the_template_explains_itself(importer: TestClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(importer.get("/api/imports/template.xlsx").content))
    assert {"标题", "内容", "发文单位"} <= {cell.value for cell in book.worksheets[0][1]}


@pytest.mark.parametrize("form", [{"region": "990000"}, {"department": "局" * 300}])
def test_a_wrong_form_is_refused(importer: TestClient, form: dict[str, str]) -> None:
    response = importer.post("/api/imports", files={"files": ("n.txt", NOTICE)}, data=form)
    assert response.status_code == 422


def test_no_files_and_too_much(importer: TestClient) -> None:
    assert importer.post("/api/imports", data={"dry_run": "true"}).status_code == 422
    declared = {"content-length": str(MAX_IMPORT + 1), "content-type": "multipart/form-data; boundary=x"}
    assert importer.post("/api/imports", content=b"", headers=declared).status_code == 413
