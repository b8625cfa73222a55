"""``yihaoda evaluate``: one JSON document with the figures of the contract, whatever the model."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import evaluate
from api.cli.app import program
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from knowledge.errors import NotFound, Unavailable
from knowledge.evaluation.errors import EmptyFile
from tests.unit.knowledge.evaluation.sets import write_lines, write_set

CLASSIFIER = """#!/usr/bin/env python3
import json, sys
print("a warning", file=sys.stderr)
for line in sys.stdin:
    text = json.loads(line)["text"]
    print(json.dumps({"intent": "greet" if "好" in text else "goodbye", "confidence": 1, "ranking": []}))
"""


def ask(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program(), ["evaluate", *map(str, arguments)])


def document(*arguments: str | Path) -> dict[str, Any]:
    done = ask(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | Path]:
    """The options that name a small set; the model is a stand-in."""
    monkeypatch.setattr(evaluate, "load_encoder", lambda _: HashedEncoder(256))
    corpus, queries, qrels = write_set(tmp_path)
    return ["--corpus", corpus, "--queries", queries, "--qrels", qrels]


class TestRetrieval:
    def test_figures(self, files: list[str | Path]) -> None:
        found = document("retrieval", *files)
        assert (found["queries"], found["corpus"]) == (6, 6)
        assert found["rankers"].keys() == {"bm25", "dense", "rrf", "yihaoda"}
        assert found["rankers"]["yihaoda"]["mrr@10"] == 1

    def test_split(self, files: list[str | Path]) -> None:
        assert document("retrieval", *files, "--split", "test")["queries"] == 3

    def test_in_words(self, files: list[str | Path]) -> None:
        assert "rankers.yihaoda.mrr@10: 1\n" in ask("retrieval", *files).stdout

    def test_an_unknown_split_is_an_error_we_foresaw(self, files: list[str | Path]) -> None:
        assert isinstance(ask("retrieval", *files, "--split", "none").exception, EmptyFile)

    def test_wrong_use(self) -> None:
        assert ask("retrieval").exit_code == 2


class TestAnswerability:
    def test_figures(self, files: list[str | Path]) -> None:
        found = document("answerability", *files, "--seed", "1")
        assert found.keys() == {"answerable", "unanswerable", "risk_coverage", "calibration"}
        assert found["answerable"]["n"] + found["unanswerable"]["n"] == 6
        assert found["answerable"].keys() == {"n", "answered_correct", "answered_wrong", "clarified", "abstained"}

    def test_the_seed_chooses_the_half(self, files: list[str | Path]) -> None:
        halves = {document("answerability", *files, "--seed", seed)["answerable"]["n"] for seed in ("0", "1", "2", "3")}
        assert len(halves) > 1


def test_robustness(files: list[str | Path]) -> None:
    found = document("robustness", *files, "--seed", "2")
    assert (found["queries"], found["seed"]) == (6, 2)
    assert found["perturbed"]["typo"]["rankers"]["yihaoda"]["loss"].keys() == {"recall@10", "mrr@10"}
    assert "perturbed.typo.changed: 6\n" in ask("robustness", *files).stdout


def test_scope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "load_encoder", lambda _: HashedEncoder(256))
    rows = [
        ("公租房怎么申请", "in_scope"),
        ("给我讲个笑话", "out_of_scope"),
        ("邻居欠我钱不还怎么办", "adjacent_legal"),
    ]
    path = write_lines(tmp_path / "s.jsonl", [{"text": text, "label": label} for text, label in rows])
    found = document("scope", path)
    assert (found["n"], found["skipped"], found["auc"]) == (2, 1, 1)
    assert found["recall"].keys() == {"in_scope", "out_of_scope"}


class TestIntents:
    @pytest.fixture
    def rows(self, tmp_path: Path) -> Path:
        rows = [("你好", "greet"), ("早", "greet"), ("再见", "goodbye")]
        return write_lines(tmp_path / "i.jsonl", [{"text": text, "intent": intent} for text, intent in rows])

    @pytest.fixture
    def interpreter(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A stand-in for Rasa's interpreter, beside a model."""
        path = tmp_path / "python"
        path.write_text(CLASSIFIER, "utf-8")
        path.chmod(0o755)
        model = tmp_path / "dialogue" / "dialogue.tar.gz"
        model.parent.mkdir()
        model.touch()
        monkeypatch.setenv("YIHAODA_DATA_DIR", str(tmp_path))
        monkeypatch.setenv("YIHAODA_BOT_PYTHON", str(path))
        return path

    @pytest.mark.usefixtures("interpreter")
    def test_figures(self, rows: Path) -> None:
        found = document("intents", rows)
        assert found["accuracy"] == pytest.approx(2 / 3)
        assert found["confusions"] == [{"expected": "greet", "predicted": "goodbye", "n": 1}]

    def test_a_model_that_cannot_be_used(self, rows: Path, interpreter: Path) -> None:
        interpreter.write_text("#!/bin/sh\necho broken model >&2\nexit 1\n", "utf-8")
        error = ask("intents", rows).exception
        assert isinstance(error, Unavailable)
        assert "broken model" in error.message

    def test_without_a_model(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match="没有对话模型"):
            evaluate.classify_intents(["你好"], Settings(_env_file=None, data_dir=tmp_path))
