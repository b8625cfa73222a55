"""What the first run prepares, and that a second one finds it."""

from pathlib import Path

import pytest

from api.settings import Settings
from api.setup import first_run, training

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


async def test_the_dialogue_is_trained_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    said: list[str] = []

    def trained(_settings: Settings) -> None:
        settings.dialogue_model.parent.mkdir(exist_ok=True)
        settings.dialogue_model.touch()
        settings.dialogue_model.with_suffix(".inputs").write_text(training.fingerprint(), "utf-8")

    monkeypatch.setattr(first_run, "require_interpreter", lambda _settings: None)
    monkeypatch.setattr(first_run, "train", trained)
    first = await first_run.prepare(settings, said.append)
    assert first.trained
    assert first.password
    assert said == ["数据库", "示例知识", "训练对话模型（约两分钟）"]
    second = await first_run.prepare(settings, said.append)
    assert (second.trained, second.changed_entries) == (False, 0)
    assert len(said) == 5
    settings.dialogue_model.with_suffix(".inputs").write_text("made of something else", "utf-8")
    assert (await first_run.prepare(settings, said.append)).trained
