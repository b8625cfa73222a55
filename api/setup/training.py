"""Training the dialogue model, only when something it is made of has changed."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from api.settings import Settings
from api.supervisor.supervisor import RASA_ENVIRONMENT
from knowledge.errors import Unavailable, YihaodaError

ROOT = Path(__file__).parents[2]
_INPUTS = ("config.yml", "domain.yml", "bot/requirements.txt", "bot/data", "bot/components", "bot/dictionary")


class TrainingFailed(YihaodaError):
    """训练对话模型没有成功"""

    code = "training_failed"


def fingerprint() -> str:
    """Return a digest of everything the dialogue model is made of."""
    digest = hashlib.sha256()
    for path in _input_files():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_trained(settings: Settings) -> bool:
    """Whether the model on disk was made of what is in the tree."""
    stamp = _stamp(settings)
    return settings.dialogue_model.is_file() and stamp.is_file() and stamp.read_text("utf-8") == fingerprint()


def require_interpreter(settings: Settings) -> None:
    """Refuse to go on without the environment that Rasa runs in.

    Raises:
        Unavailable: there is no interpreter for Rasa.
    """
    if not settings.bot_python.exists():
        raise Unavailable(f"没有 Rasa 的运行环境 {settings.bot_python}", remedy="请安装 Python 3.10 后运行 make run")


def train(settings: Settings) -> Path:
    """Train and return the model's path; what Rasa prints goes to ``log/train.log``.

    Raises:
        Unavailable: there is no interpreter for Rasa.
        TrainingFailed: Rasa refused the project.
    """
    require_interpreter(settings)
    target, made_of = settings.dialogue_model.resolve(), fingerprint()
    log = settings.data_dir.resolve() / "log" / "train.log"
    for folder in (target.parent, log.parent):
        folder.mkdir(parents=True, exist_ok=True)
    command = [
        str(settings.bot_python), "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml",
        "--data", "bot/data", "--out", str(target.parent), "--fixed-model-name", target.name.removesuffix(".tar.gz"),
    ]  # fmt: skip
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=ROOT, env=dict(os.environ) | RASA_ENVIRONMENT, stdout=output, stderr=output, check=False
        )
    if done.returncode != 0:
        raise TrainingFailed(remedy=f"详见 {log}")
    _stamp(settings).write_text(made_of, "utf-8")
    return target


def _input_files() -> Iterator[Path]:
    for name in _INPUTS:
        path = ROOT / name
        yield from (
            sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            if path.is_dir()
            else [path]
        )


def _stamp(settings: Settings) -> Path:
    return settings.dialogue_model.with_suffix(".inputs")
