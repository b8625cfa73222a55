"""The command line: exit status, one clear line, one JSON document."""

import json
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from tiny_library import CONCLUSION, QUESTION

from api.cli.app import main
from api.http.sockets import free_port
from knowledge.embedding.hashed import HashedEncoder
from knowledge.gate.settings import gate_settings
from knowledge.sheets.writing import write_table

NOTICE = Path(__file__).parents[3] / "data" / "documents" / "notice.txt"
pytestmark = pytest.mark.integration


@dataclass(frozen=True)
class Done:
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def yihaoda(
    library_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run a command over a data folder with the tiny library."""
    shutil.copy(library_database, tmp_path / "yihaoda.db")
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("DATA_DIR", str(tmp_path)),
        ("PORT", str(free_port())),
        ("DATABASE_URL", ""),
        ("REGION", "411200"),
    ):
        monkeypatch.setenv(f"YIHAODA_{name}", value)

    configure = structlog.configure  # a logger that is cached would keep this test's standard error for ever
    monkeypatch.setattr(structlog, "configure", lambda **how: configure(**how | {"cache_logger_on_first_use": False}))

    def run(*arguments: object, model: bool = True) -> Done:
        if model:
            for module in ("api.replica.live", "api.cli.documents"):
                monkeypatch.setattr(f"{module}.load_encoder", lambda _settings: HashedEncoder())
        monkeypatch.setattr(sys, "argv", ["yihaoda", *map(str, arguments)])
        try:
            main()
        except SystemExit as ended:
            return Done(int(ended.code or 0), *capsys.readouterr())
        return Done(0, *capsys.readouterr())

    yield run
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (("ask", QUESTION), {"conversation_id", "message_id", "outcome", "reply", "citations", "timing_ms"}),
        (("search", QUESTION, "--k", "3"), {"query", "results", "generation", "timing_ms"}),
        (("index", "status"), {"passages", "sequence", "newest_sequence", "lag", "fingerprint"}),
        (("index", "verify"), {"identical", "passages", "missing", "surplus", "changed"}),
        (("index", "rebuild"), {"passages", "sequence"}),
        (("import", NOTICE, "--dry-run"), {"files", "failed", "rows"}),
    ],
    ids=lambda value: " ".join(map(str, value))[:30] if isinstance(value, tuple) else "",
)
def test_json_is_one_document_on_standard_output(yihaoda: Run, arguments: tuple[object, ...], keys: set[str]) -> None:
    done = yihaoda(*arguments, "--json")
    assert done.status == 0
    assert keys <= set(done.document)


def test_asking_answers_in_words(yihaoda: Run) -> None:
    done = yihaoda("ask", QUESTION, "--region", "411282", "--date", "2026-06-01")
    assert done.status == 0
    assert done.out.startswith("按2026年6月1日的规定答复。")
    assert CONCLUSION in done.out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param(("ask", ""), 1, "问题应为", id="empty question"),
        pytest.param(("ask", "  "), 1, "问题应为", id="blank question"),
        pytest.param(("ask", "问" * 501), 1, "500", id="long question"),
        pytest.param(("ask", "a\x01b"), 1, "问题应为", id="control character"),
        pytest.param(("ask",), 2, "", id="no question"),
        pytest.param(("ask", QUESTION, "--region", "999999"), 2, "999999", id="unknown region"),
        pytest.param(("ask", QUESTION, "--date", "2026-13-01"), 2, "2026-13-01", id="no such day"),
        pytest.param(("search", QUESTION, "--k", "0"), 2, "", id="k out of range"),
        pytest.param(("import", "nowhere.txt"), 1, "nowhere.txt", id="missing file"),
        pytest.param(("backup", "no/such/folder/b.db"), 1, "no/such/folder", id="backup to nowhere"),
        pytest.param(("restore", "nowhere.db"), 1, "nowhere.db", id="restore from nothing"),
        pytest.param(("user", "disable", "nobody"), 1, "nobody", id="unknown user"),
        pytest.param(("user", "add", "zhang", "--role", "king"), 2, "king", id="unknown role"),
        pytest.param(("dance",), 2, "dance", id="unknown command"),
    ],
)
def test_a_foreseeable_error_is_told_without_a_traceback(
    yihaoda: Run, arguments: tuple[object, ...], status: int, said: str
) -> None:
    done = yihaoda(*arguments)
    assert done.status == status
    assert said in done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    if status == 1:
        assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "many", "YIHAODA_PORT"),
        ("DATABASE_URL", "nonsense", "YIHAODA_DATABASE_URL"),
        ("DATABASE_URL", "sqlite:////proc/none/x.db", ""),
    ],
)
def test_a_wrong_setting_is_named(
    yihaoda: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"YIHAODA_{name}", value)
    done = yihaoda("user", "list") if name != "PORT" else yihaoda("ask", QUESTION)
    assert done.status == 1
    assert said in done.err
    assert "Traceback" not in done.err


def test_without_a_model_the_remedy_is_told(yihaoda: Run) -> None:
    done = yihaoda("search", QUESTION, model=False)
    assert done.status == 1
    assert "make run" in done.err


def test_another_program_on_the_port_is_recognised(yihaoda: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as other:
        monkeypatch.setattr(BaseHTTPRequestHandler, "log_message", lambda *_: None)
        thread = Thread(target=other.handle_request)
        thread.start()
        monkeypatch.setenv("YIHAODA_PORT", str(other.server_port))
        done = yihaoda("ask", QUESTION)
        thread.join()
    assert done.status == 1
    assert "不是一号答" in done.err


def test_serving_on_a_taken_port_is_refused(yihaoda: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def prepared(*_: object) -> object:
        from api.setup.first_run import SetupReport

        return SetupReport(0, trained=False, password=None)

    monkeypatch.setattr("api.cli.serve.prepare", prepared)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("YIHAODA_PORT", str(other.getsockname()[1]))
        done = yihaoda("serve")
    assert done.status == 1
    assert "已被占用" in done.err


def test_importing_publishes_and_reports_row_by_row(yihaoda: Run, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    shutil.copy(NOTICE, folder / "good.txt")
    (folder / "bad.txt").write_bytes(b"")
    done = yihaoda("import", folder, "--publish", "--json")
    assert done.status == 1
    assert (done.document["files"], done.document["failed"]) == (2, 1)
    assert {Path(row["name"]).name: row["state"] for row in done.document["rows"]} == {
        "good.txt": "published",
        "bad.txt": "failed",
    }
    found = yihaoda("search", "办理借阅应当有下列材料之一", "--json").document
    assert "图书借阅服务方案" in found["results"][0]["title"]


def sheet(*titles: str, question: str = "怎么办？") -> bytes:
    rows = [
        [title, f"{title}{question}", "带身份证到一楼窗口办理。", "《示例市图书馆管理规定》第一条"] for title in titles
    ]
    return write_table("知识", ["标题", "问题", "内容", "依据"], rows)


def test_importing_publishes_answers_of_a_sheet_too(yihaoda: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(sheet("盲文读物邮寄"))
    done = yihaoda("import", tmp_path / "sheet.xlsx", NOTICE, "--publish", "--json")
    assert done.status == 0, done.err
    assert [row["state"] for row in done.document["rows"]] == ["published", "published"]
    found = yihaoda("search", "盲文读物邮寄怎么办", "--json").document["results"]
    assert found[0]["title"] == "盲文读物邮寄"


def test_many_answers_of_a_sheet_pass_the_gate(yihaoda: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(sheet(*(f"第{n}阅览室预约" for n in range(gate_settings().bulk_above + 1))))
    done = yihaoda("import", tmp_path / "sheet.xlsx", "--publish", "--json")
    assert (done.status, done.document["gate"]["gate"]) == (0, "passed"), done.err
    assert {row["state"] for row in done.document["rows"]} == {"published"}


def test_a_backup_can_be_restored_and_the_index_starts_anew(yihaoda: Run, tmp_path: Path) -> None:
    assert yihaoda("index", "status").status == 0
    backup = tmp_path / "backup.db"
    assert yihaoda("backup", backup).status == 0
    assert yihaoda("backup", backup).status == 1
    assert yihaoda("import", NOTICE, "--publish").status == 0
    assert yihaoda("restore", backup).status == 0
    assert not (tmp_path / "index").exists()
    verified = yihaoda("index", "verify", "--json")
    assert verified.document["identical"]
    results = yihaoda("search", "借阅服务方案", "--json").document["results"]
    assert not [hit for hit in results if "借阅服务方案" in hit["title"]]
    assert (tmp_path / "yihaoda.db.before-restore").is_file()


@pytest.mark.parametrize("kind", ["text", "other database"])
def test_what_is_no_backup_is_not_restored(yihaoda: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "wrong.db"
    if kind == "text":
        path.write_text("not a database " * 100)
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (a)")
        connection.close()
    before = (tmp_path / "yihaoda.db").read_bytes()
    done = yihaoda("restore", path)
    assert done.status == 1
    assert (tmp_path / "yihaoda.db").read_bytes() == before


def test_accounts(yihaoda: Run) -> None:
    scope = ("--department", "图书馆", "--department", "民政局", "--region", "411202")
    added = yihaoda("user", "add", "zhang", "--role", "curator", "--name", "张三", *scope)
    assert "一次性密码" in added.out
    assert yihaoda("user", "add", "zhang").status == 1
    assert yihaoda("user", "disable", "zhang").status == 0
    (row,) = yihaoda("user", "list", "--json").document
    assert row == {
        "username": "zhang", "display_name": "张三", "role": "curator", "disabled": True,
        "departments": ["图书馆", "民政局"], "regions": ["411202"], "locked": False,
    }  # fmt: skip
    assert yihaoda("user", "enable", "zhang").status == 0
    reset = yihaoda("user", "reset", "zhang")
    assert (reset.status, reset.out.split("：")[0]) == (0, "zhang 的一次性密码")
    assert reset.out != added.out
    assert "停用" not in yihaoda("user", "list").out
    assert "YIHAODA_OIDC__ISSUER" in yihaoda("user", "link", "zhang", "u-1").err


def test_the_last_administrator_cannot_be_disabled(yihaoda: Run) -> None:
    yihaoda("user", "add", "boss", "--role", "administrator")
    done = yihaoda("user", "disable", "boss")
    assert (done.status, "管理员" in done.err) == (1, True)


def test_the_audit_log(yihaoda: Run, tmp_path: Path) -> None:
    yihaoda("user", "add", "zhang")
    yihaoda("user", "disable", "zhang")
    checked = yihaoda("audit", "verify", "--json").document
    assert (checked["ok"], checked["checked"]) == (True, 2)
    lines = [json.loads(line) for line in yihaoda("audit", "export", "--since", "2026-01-01").out.splitlines()]
    assert [(line["actor"], line["action"]) for line in lines] == [
        ("command-line", "user.added"), ("command-line", "user.disabled"),
    ]  # fmt: skip
    assert yihaoda("audit", "export", "--since", "2999-01-01").out == ""
    path = tmp_path / "audit.jsonl"
    archived = yihaoda("audit", "archive", path, "--before", "2999-01-01", "--json").document
    assert archived["sequence"] == 2
    assert yihaoda("audit", "verify", "--archive", path).status == 0
    assert yihaoda("audit", "archive", path, "--before", "2999-01-01").status == 1
    assert yihaoda("audit", "verify", "--archive", tmp_path / "nothing").status == 1
    with closing(sqlite3.connect(tmp_path / "yihaoda.db")) as connection:
        connection.execute("DROP TRIGGER audit_log_no_update")
        connection.execute("UPDATE audit_log SET actor = 'somebody' WHERE sequence = 1")
        connection.commit()
    done = yihaoda("audit", "verify")
    assert (done.status, "第 1 行" in done.out) == (1, True)
    assert yihaoda("audit", "verify", "--json").document["broken_at"] == 1


def test_the_doctor_names_what_is_missing(yihaoda: Run) -> None:
    done = yihaoda("doctor", "--json")
    assert done.status == 1
    assert done.document["healthy"] is False
    assert done.document["checks"]["database"] is True
    assert done.document["checks"]["embedding_model"] is False


def test_conversations_whose_time_is_over_are_shown_and_deleted(yihaoda: Run, tmp_path: Path) -> None:
    conversation = yihaoda("ask", QUESTION, "--json").document["conversation_id"]
    (own,) = [due for due in yihaoda("retention", "preview", "--json").document if due["channel"] == "cli"]
    assert (own["conversations"], own["days"]) == (0, 365)
    with closing(sqlite3.connect(tmp_path / "yihaoda.db")) as database, database:
        database.execute("UPDATE conversations SET last_at = '2020-01-01 00:00:00.000000'")
    assert "cli：留 365 天，到期 1 个会话、1 个问题" in yihaoda("retention", "preview").out
    done = yihaoda("retention", "purge", "--json").document
    assert {"channel": "cli", "conversations": 1, "turns": 1, "messages": 0} in done
    assert "web：删除 0 个会话" in yihaoda("retention", "purge").out
    with closing(sqlite3.connect(tmp_path / "yihaoda.db")) as database:
        assert database.execute("SELECT conversation_id, reason FROM erasures").fetchall() == [
            (conversation, "retention")
        ]
