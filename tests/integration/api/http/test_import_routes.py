"""Imports over HTTP: who may, dry run, confirm, failed rows, preview, progress."""

import io
import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient
from tiny_library import RehearsedDialogue

from api.accounts.roles import Role
from api.app import create_app
from api.http.limits import MAX_IMPORT
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from knowledge.sheets.writing import write_table

_serial = count(1)
HEADER = ["标题", "问题", "内容", "依据", "失效日期"]
GOOD = ["借书证", "借书证怎么办？", "带身份证到窗口办理。", "《图书借阅办法》第三条", ""]
pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def http(library_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for the module; every test brings documents and people of its own."""
    folder = tmp_path_factory.mktemp("imports")
    shutil.copy(library_database, folder / "yihaoda.db")
    app = create_app(Settings(_env_file=None, data_dir=folder), encoder=HashedEncoder(), dialogue=RehearsedDialogue({}))
    with TestClient(app, client=("127.0.0.1", 50000)) as client:
        yield client


def notice(number: int | None = None, *, like: int | None = None) -> bytes:
    """Return a document of its own number; ``like`` takes over the words of another."""
    number = number or next(_serial)
    words = Random(like or number)
    articles = "\n".join(
        f"第{n}条 " + "".join(chr(words.randrange(0x4E00, 0x9000)) for _ in range(60)) + "。" for n in "一二三四"
    )
    title = f"示例市{''.join(chr(words.randrange(0x4E00, 0x9000)) for _ in range(8))}管理办法"
    return f"{title}\n示政办〔2031〕{number}号\n{articles}\n".encode()


def sign_in(http: TestClient, role: Role, **scope: list[str]) -> TestClient:
    username = f"{role}{next(_serial)}"
    http.cookies.clear()
    http.headers.pop("x-csrf-token", None)
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


@pytest.fixture(scope="module")
def administrator(http: TestClient) -> tuple[dict[str, str], str]:
    """Cookies and CSRF token of somebody who may import everything."""
    sign_in(http, Role.ADMINISTRATOR)
    return dict(http.cookies), http.headers["x-csrf-token"]


@pytest.fixture
def importer(http: TestClient, administrator: tuple[dict[str, str], str]) -> TestClient:
    """The client, signed in as the administrator."""
    http.cookies.clear()
    http.cookies.update(administrator[0])
    http.headers["x-csrf-token"] = administrator[1]
    return http


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
    def test_a_stranger_may_not_import(self, http: TestClient) -> None:
        http.cookies.clear()
        assert http.post("/api/imports", files={"files": ("n.txt", notice())}).status_code == 401
        assert http.get("/api/imports").status_code == 401

    def test_an_operator_may_not_import(self, http: TestClient) -> None:
        sign_in(http, Role.OPERATOR)
        assert http.post("/api/imports", files={"files": ("n.txt", notice())}).status_code == 403
        assert http.get("/api/imports/template.xlsx").status_code == 403

    def test_a_curator_imports_for_the_own_department(self, http: TestClient) -> None:
        sign_in(http, Role.CURATOR, departments=["文旅局"])
        done = bring(
            http,
            ("a.csv", "标题,内容,责任部门\n甲,答案甲。,文旅局\n乙,答案乙。,教育局\n丙,答案丙。,\n".encode()),
            dry_run=False,
        )
        assert [row["state"] for row in done["rows"]] == ["new", "failed", "new"]
        assert "教育局" in done["rows"][1]["message"]
        refused = http.post("/api/imports", files={"files": ("n.txt", notice())}, data={"department": "教育局"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")

    def test_a_curator_does_not_see_the_imports_of_others(self, importer: TestClient) -> None:
        other = bring(importer, ("n.txt", notice()))["id"]
        http = sign_in(importer, Role.CURATOR, departments=["文旅局"])
        assert http.get("/api/imports").json() == []
        for path in ("", "/failed", "/events", "/rows/1"):
            assert http.get(f"/api/imports/{other}{path}").status_code == 404


class TestDryRun:
    def test_stores_nothing_until_it_is_confirmed(self, importer: TestClient) -> None:
        before = importer.get("/api/documents").json()
        dry = bring(importer, ("notice.txt", notice()))
        assert (dry["state"], dry["counts"]["new"], dry["rows"][0]["stored"]) == ("read", 1, False)
        assert importer.get("/api/documents").json() == before
        confirmed = importer.post(f"/api/imports/{dry['id']}/confirm", json={})
        assert confirmed.status_code == 200
        done = finished(importer, dry["id"])
        assert (done["state"], done["rows"][0]["stored"], done["rows"][0]["revision"]) == ("done", True, 1)
        assert done["rows"][0]["entry_id"] in {row["entry_id"] for row in importer.get("/api/documents").json()}

    def test_the_same_file_twice_is_unchanged(self, importer: TestClient) -> None:
        data = notice()
        first = bring(importer, ("notice.txt", data), dry_run=False)
        again = bring(importer, ("other name.txt", data), dry_run=False)
        assert again["rows"][0]["state"] == "unchanged"
        assert again["rows"][0]["entry_id"] == first["rows"][0]["entry_id"]

    def test_a_person_decides_on_duplicates(self, importer: TestClient) -> None:
        number = next(_serial)
        stored = bring(importer, ("notice.txt", notice(number)), dry_run=False)["rows"][0]
        dry = bring(importer, ("next.txt", notice(like=number)), ("again.txt", notice(like=number)))
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
        dry = bring(importer, ("notice.txt", notice()))
        assert importer.get(f"/api/imports/{dry['id']}/failed").status_code == 404


class TestPreview:
    def test_shows_a_document_beside_its_clauses(self, importer: TestClient) -> None:
        dry = bring(importer, ("notice.txt", notice()))
        shown = importer.get(f"/api/imports/{dry['id']}/rows/1").json()
        lines = {block["line"] for block in shown["blocks"]}
        assert shown["clauses"]
        assert {clause["line"] for clause in shown["clauses"]} <= lines
        facts = {fact["field"]: fact for fact in shown["metadata"]}
        assert facts["title"]["value"] == dry["rows"][0]["title"]
        assert shown["kind"] == "document"

    def test_links_an_answer_to_its_document(self, importer: TestClient) -> None:
        stored = bring(importer, ("notice.txt", notice()), dry_run=False)["rows"][0]
        row = ["借书证", "", "带身份证办理。", stored["document_number"], ""]
        dry = bring(importer, ("知识.xlsx", sheet(row)))
        shown = importer.get(f"/api/imports/{dry['id']}/rows/1").json()
        assert shown["links"][0]["entry_id"] == stored["entry_id"]
        assert shown["content"]["documents"] == [stored["title"]]
        assert {"line": 2, "role": "cell", "text": "标题：借书证"} in shown["blocks"]


def test_events_tell_of_the_end(importer: TestClient) -> None:
    dry = bring(importer, ("notice.txt", notice()))
    with importer.stream("GET", f"/api/imports/{dry['id']}/events") as stream:
        events = [line for line in stream.iter_lines() if line.startswith(("event", "data"))]
    assert events[0] == "event: progress"
    assert json.loads(events[1].removeprefix("data: "))["state"] == "read"
    assert events[-2] == "event: done"


def test_cancel_resume_and_what_is_over(importer: TestClient) -> None:
    dry = bring(importer, ("notice.txt", notice()))
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
    response = importer.post("/api/imports", files={"files": ("n.txt", notice())}, data=form)
    assert response.status_code == 422


def test_no_files_and_too_much(importer: TestClient) -> None:
    assert importer.post("/api/imports", data={"dry_run": "true"}).status_code == 422
    declared = {"content-length": str(MAX_IMPORT + 1), "content-type": "multipart/form-data; boundary=x"}
    assert importer.post("/api/imports", content=b"", headers=declared).status_code == 413


def test_what_is_exported_can_be_imported_again(importer: TestClient) -> None:
    bring(importer, ("知识.xlsx", sheet(GOOD)), dry_run=False, department="借阅局", field="文化")
    data = importer.get("/api/imports/export.xlsx", params={"department": "借阅局"}).content
    again = bring(importer, ("export.xlsx", data))
    assert [(row["title"], row["state"]) for row in again["rows"]] == [("借书证", "unchanged")]
    nothing = importer.get("/api/imports/export.xlsx", params={"field": "没有这个领域"}).content
    assert bring(importer, ("nothing.xlsx", nothing))["rows"][0]["state"] == "failed"


def test_a_watch_is_added_and_taken_back(importer: TestClient) -> None:
    for refused in ("ftp://example.test/", "http://10.0.0.1/list"):
        assert importer.post("/api/watches", json={"url": refused}).status_code == 422
    added = importer.post("/api/watches", json={"url": "http://8.8.8.8/list", "every_minutes": 60})
    assert added.status_code == 201
    watch = added.json()["id"]
    assert importer.post("/api/watches", json={"url": "http://8.8.8.8/list"}).status_code == 409
    assert watch in {row["id"] for row in importer.get("/api/watches").json()}
    assert importer.delete(f"/api/watches/{watch}").status_code == 204
    assert importer.post(f"/api/watches/{watch}/check").status_code == 404
