"""The dialogue under Rasa's own interpreter: valid, trainable, and as good as promised."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / os.environ.get("YIHAODA_BOT_PYTHON", ".venv-bot/bin/python")
PROJECT = ("--config", "config.yml", "--domain", "domain.yml", "--data", "bot/data")
ENVIRONMENT = {"CUDA_VISIBLE_DEVICES": "-1", "OMP_NUM_THREADS": "1", "RASA_TELEMETRY_ENABLED": "false"}

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not PYTHON.exists(), reason=f"no dialogue environment at {PYTHON}"),
]


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PYTHON), "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def model(dialogue_model: Path) -> Path:
    return dialogue_model.resolve()


def test_project_is_valid() -> None:
    validated = run("rasa", "data", "validate", *PROJECT)
    assert validated.returncode == 0, validated.stderr


def test_conversations_go_as_written(model: Path, tmp_path: Path) -> None:
    stories = ("--stories", "bot/tests/test_stories.yml", "--fail-on-prediction-errors")
    tested = run("rasa", "test", "core", "--model", str(model), *stories, "--out", str(tmp_path))
    assert tested.returncode == 0, tested.stderr


@pytest.mark.parametrize("name", ["paraphrases.jsonl", "paraphrases_cold.jsonl"])
def test_unseen_wordings_are_understood(model: Path, name: str) -> None:
    lines = (ROOT / "bot/tests" / name).read_text("utf-8")
    parsed = run("bot.parse", "--model", str(model), given=lines)
    expected = [json.loads(line)["intent"] for line in lines.splitlines()]
    found = [json.loads(line)["intent"] for line in parsed.stdout.splitlines()]
    hits = [intent == guess for intent, guess in zip(expected, found, strict=True)]
    assert sum(hits) / len(hits) >= 0.96


def test_a_missing_model_is_named() -> None:
    parsed = run("bot.parse", "--model", "no-such-model.tar.gz")
    assert parsed.returncode == 2
    assert "no-such-model.tar.gz" in parsed.stderr
