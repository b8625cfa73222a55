"""The words of an installation from the command line."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from api.cli.app import program
from api.db.engine import Database
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import YihaodaError

pytestmark = pytest.mark.integration
RUNNER = CliRunner()


@pytest.fixture
def installed(library_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(library_database, tmp_path / "yihaoda.db")
    monkeypatch.setenv("YIHAODA_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed() -> dict[str, object]:
    result = RUNNER.invoke(program(), ["dictionary", "list", "--json"])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_added_listed_and_removed(installed: Path) -> None:
    done = RUNNER.invoke(
        program(), ["dictionary", "add", "colloquial", "溜達證", "图书借阅证", "--reason", "群众这么说"]
    )
    assert (done.exit_code, done.stdout.strip()) == (0, "已保存为第 1 版")
    assert listed() == {
        "version": 1,
        "words": [{"group": "colloquial", "said": "溜达证", "official": "图书借阅证", "note": ""}],
    }
    assert "口语  溜达证 → 图书借阅证" in RUNNER.invoke(program(), ["dictionary", "list"]).stdout
    assert RUNNER.invoke(program(), ["dictionary", "remove", "colloquial", "溜达证", "图书借阅证"]).exit_code == 0
    assert listed() == {"version": 2, "words": []}


def test_a_fault_is_one_sentence(installed: Path) -> None:
    result = RUNNER.invoke(program(), ["dictionary", "add", "colloquial", "证", "图书借阅证"])
    assert isinstance(result.exception, YihaodaError)
    assert "只有一个字" in result.exception.message
    assert RUNNER.invoke(program(), ["dictionary", "add", "other", "溜达证"]).exit_code == 2


def test_shipped_words_are_shown_when_asked_for(installed: Path) -> None:
    shown = json.loads(RUNNER.invoke(program(), ["dictionary", "list", "--shipped", "--json"]).stdout)
    assert {word["group"] for word in shown["words"]} == {"colloquial", "term", "word", "stop"}


def test_the_author_is_in_the_audit_log(installed: Path) -> None:
    RUNNER.invoke(program(), ["dictionary", "add", "stop", "哎哟"])

    async def actors() -> list[str]:
        database = Database(f"sqlite:///{installed / 'yihaoda.db'}")
        async with database.read() as session:
            found = [row[0] for row in await session.execute(text("SELECT actor FROM audit_log"))]
        await database.close()
        return found

    assert asyncio.run(actors()) == ["命令行"]


def test_the_trial_and_the_check_of_conflicts(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.replica.live.load_encoder", lambda _settings: HashedEncoder())
    tried = RUNNER.invoke(program(), ["dictionary", "effect", "colloquial", "溜达证", "图书借阅证", "--json"])
    assert tried.exit_code == 0, tried.output
    assert json.loads(tried.stdout)["examples"][0]["word"] == "图书借阅证"
    checked = RUNNER.invoke(program(), ["check", "conflicts", "--json"])
    assert checked.exit_code == 0, checked.output
    assert json.loads(checked.stdout) == {"different": 0, "same": 0, "conflicts": []}
    assert "0 处不同" in RUNNER.invoke(program(), ["check", "conflicts"]).stdout
