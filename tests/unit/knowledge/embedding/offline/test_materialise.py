import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.embedding.offline import materialise as module
from knowledge.embedding.offline.errors import SourceRejected
from knowledge.embedding.offline.manifest import Manifest
from knowledge.embedding.offline.materialise import MANIFEST, materialise
from knowledge.embedding.offline.sources import Source


class Builder:
    """Stands in for the build: writes a file, then does what ``then`` says."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        self.calls = 0
        self._then = then

    def __call__(self, _packed: Path, _tokenizer: Path, scratch: Path) -> None:
        self.calls += 1
        (scratch / "model").mkdir()
        (scratch / "model" / "weights").write_text("new")
        self._then()
        MANIFEST.write(scratch / "model")


@pytest.fixture(autouse=True)
def _sources_are_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Source, "verified", lambda self: Path(self.path))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Builder], Builder]:
    def _use(builder: Builder) -> Builder:
        monkeypatch.setattr(module, "_build", builder)
        return builder

    return _use


def fail() -> None:
    raise SourceRejected("cosine 0.1")


def interrupt() -> None:
    raise KeyboardInterrupt


def test_builds_once(tmp_path: Path, use: Callable[[Builder], Builder]) -> None:
    builder = use(Builder())
    assert materialise(tmp_path / "models" / "m") == materialise(tmp_path / "models" / "m") == tmp_path / "models" / "m"
    assert builder.calls == 1
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["m"]


@pytest.mark.parametrize(
    ("end", "error"),
    [
        pytest.param(fail, SourceRejected, id="the check fails"),
        pytest.param(interrupt, KeyboardInterrupt, id="interrupted"),
    ],
)
def test_an_unfinished_build_leaves_nothing(
    tmp_path: Path, use: Callable[[Builder], Builder], end: Callable[[], None], error: type[BaseException]
) -> None:
    use(Builder(then=end))
    with pytest.raises(error):
        materialise(tmp_path / "models" / "m")
    assert list((tmp_path / "models").iterdir()) == []


def test_an_unfinished_build_keeps_the_older_model(tmp_path: Path, use: Callable[[Builder], Builder]) -> None:
    old = tmp_path / "m"
    old.mkdir()
    (old / "weights").write_text("old")
    use(Builder(then=fail))
    with pytest.raises(SourceRejected):
        materialise(old)
    assert (old / "weights").read_text() == "old"


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda folder: replace(MANIFEST, weights_sha256="0").write(folder), id="from other weights"),
        pytest.param(lambda folder: (folder / "manifest.json").write_text("{"), id="unreadable manifest"),
        pytest.param(lambda folder: (folder / "manifest.json").write_text('{"format": 0}'), id="manifest of old"),
        pytest.param(lambda _: None, id="no manifest"),
    ],
)
def test_another_model_is_replaced(
    tmp_path: Path, use: Callable[[Builder], Builder], prepare: Callable[[Path], object]
) -> None:
    target = tmp_path / "m"
    target.mkdir()
    (target / "weights").write_text("old")
    prepare(target)
    use(Builder())
    materialise(target)
    assert (target / "weights").read_text() == "new"
    assert Manifest.read(target) == MANIFEST


def test_importing_it_imports_no_torch() -> None:
    code = "import sys, knowledge.embedding.offline.materialise; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
