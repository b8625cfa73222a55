"""``yihaoda gate``, and ``yihaoda import --publish`` behind it: exit status, one JSON document, a baseline with a reason."""

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from tiny_library import QUESTION
from typer.testing import CliRunner

from api.cli import documents, gate
from api.cli.app import program
from api.db.engine import Database
from api.records.publishing import Publisher
from knowledge.clock import utc_now
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import InvalidInput
from knowledge.gate.settings import gate_settings

RULE = "夜间开放到几点由馆长决定并且提前公布"
pytestmark = pytest.mark.integration
Run = Callable[..., Result]


@pytest.fixture
def yihaoda(library_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a data folder with the tiny library and two questions of its curators' own; no trained model."""
    shutil.copy(library_database, tmp_path / "yihaoda.db")
    (tmp_path / "gate").mkdir()
    rows = [
        {"id": "own-card", "ask": QUESTION, "entry": "guide", "answer": QUESTION},
        {"id": "own-night", "ask": f"示例市第1号示例办法 {RULE}", "outcomes": ["no_answer", "clarification", "out_of_scope"]},
    ]  # fmt: skip
    content = yaml.safe_dump({"kind": "covered", "questions": rows}, allow_unicode=True)
    (tmp_path / "gate" / "own.yml").write_text(content, "utf-8")
    for name, value in (("DATA_DIR", str(tmp_path)), ("DATABASE_URL", ""), ("REGION", "411200")):
        monkeypatch.setenv(f"YIHAODA_{name}", value)
    for module in (documents, gate):
        monkeypatch.setattr(module, "load_encoder", lambda _: HashedEncoder())

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(program(), [str(argument) for argument in arguments])

    return run


def document(done: Result) -> dict[str, Any]:
    return dict(json.loads(done.stdout))


def withdraw(folder: Path, entry_id: str) -> None:
    async def work() -> None:
        database = Database(f"sqlite:///{folder / 'yihaoda.db'}")
        async with database.write() as session:
            await Publisher(session, utc_now).withdraw(entry_id)
        await database.close()

    asyncio.run(work())


def notices(folder: Path, text: str) -> Path:
    folder.mkdir()
    for number in range(1, gate_settings().bulk_above + 2):
        clause = text if number == 1 else f"本办法适用于第{number}类登记。"
        (folder / f"{number}.txt").write_text(
            f"示例市第{number}号示例办法\n示例〔2025〕{number}号\n第一条 {clause}\n", "utf-8"
        )
    return folder


def test_another_model_closes_the_gate_of_the_samples(yihaoda: Run) -> None:
    done = yihaoda("gate", "--json")
    found = document(done)
    assert done.exit_code == 1
    assert (found["passed"], found["intents_checked"]) == (False, False)
    assert found["newly_wrong"]
    assert {"id", "asked", "outcome", "top", "confidence"} <= found["newly_wrong"][0].keys()
    assert not any(name.startswith("int-") for name in found["missing"])


def test_a_baseline_needs_a_reason_and_the_intents(yihaoda: Run) -> None:
    assert isinstance(yihaoda("gate", "--accept").exception, InvalidInput)
    refused = yihaoda("gate", "--accept", "--reason", "试试").exception
    assert isinstance(refused, InvalidInput)
    assert "意图" in refused.message


def test_published_knowledge_is_held_to_its_own_baseline(yihaoda: Run, tmp_path: Path) -> None:
    accepted = yihaoda("gate", "--published", "--accept", "--reason", "上线时的水平", "--json")
    assert accepted.exit_code == 0, accepted.output
    assert document(accepted)["kinds"]["covered"]["right"] == 2
    assert "上线时的水平" in (tmp_path / "gate" / "accepted" / "baseline.yml").read_text("utf-8")
    assert yihaoda("gate", "--published").exit_code == 0


def test_an_entry_that_left_is_noticed(yihaoda: Run, tmp_path: Path) -> None:
    yihaoda("gate", "--published", "--accept", "--reason", "上线时的水平")
    withdraw(tmp_path, "guide")
    done = yihaoda("gate", "--published", "--json")
    assert done.exit_code == 1
    assert document(done)["missing"] == ["own-card"]


def test_questions_at_the_edge_may_come_out_otherwise_on_another_processor(yihaoda: Run, tmp_path: Path) -> None:
    yihaoda("gate", "--published", "--accept", "--reason", "上线时的水平")
    path, own = tmp_path / "gate" / "accepted" / "baseline.yml", tmp_path / "gate" / "own.yml"
    assert yaml.safe_load(path.read_text("utf-8"))["encoder"] == HashedEncoder().name
    own.write_text(own.read_text("utf-8").replace("entry: guide", "entry: another"), "utf-8")
    assert yihaoda("gate", "--published").exit_code == 1
    path.write_text(path.read_text("utf-8").replace(HashedEncoder().name, "made/elsewhere"), "utf-8")
    done = yihaoda("gate", "--published")
    assert "made/elsewhere" in done.stderr
    assert "变差" not in "".join(document(yihaoda("gate", "--published", "--json"))["reasons"])


def test_in_words(yihaoda: Run) -> None:
    done = yihaoda("gate", "--published")
    assert "门禁通过" in done.stdout
    assert "知识里有的问题" in done.stdout


class TestImport:
    def test_many_that_do_harm_stay_drafts(self, yihaoda: Run, tmp_path: Path) -> None:
        done = yihaoda("import", notices(tmp_path / "new", RULE), "--publish", "--json")
        found = document(done)
        assert done.exit_code == 1
        assert found["gate"]["gate"] == "failed"
        assert any(RULE in finding for finding in found["gate"]["findings"])
        assert {row["state"] for row in found["rows"]} == {"draft"}

    def test_a_reason_publishes_them(self, yihaoda: Run, tmp_path: Path) -> None:
        folder = notices(tmp_path / "new", RULE)
        done = yihaoda("import", folder, "--publish", "--despite-gate", "新办法如此")
        assert done.exit_code == 0, done.output
        assert done.stdout.count("，published") == gate_settings().bulk_above + 1
        assert "新办法如此" in yihaoda("audit", "export").stdout

    def test_harmless_ones_are_published(self, yihaoda: Run, tmp_path: Path) -> None:
        done = yihaoda("import", notices(tmp_path / "new", "本办法适用于第一类登记。"), "--publish", "--json")
        assert (done.exit_code, document(done)["gate"]) == (0, {"gate": "passed", "findings": []})
