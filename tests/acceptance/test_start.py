"""Starting: quickly where everything is prepared, with one clear line where it cannot."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.service import Service
from tests.conftest import missing


def _errors(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command complained of; it may report progress, but never a traceback."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    lines = "".join(done.stderr.split("\n")).split("错误：")
    assert len(lines) == 2, done.stderr
    return lines[1]


def test_a_second_start_does_nothing_again(first_start: Service, service: Service) -> None:
    """How long it takes is measured by ``scripts.bench.run``: a clock tells of the machine."""
    assert "一次性密码" in first_start.output
    assert "一次性密码" not in service.output, "nobody's account is made twice"
    models = [each.data_dir / "dialogue" / "dialogue.tar.gz" for each in (first_start, service)]
    assert len({model.stat().st_mtime for model in models}) == 1, "nothing is trained twice"


def test_a_taken_port_is_named(first_start: Service) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"端口 {port} 已被占用" in _errors(first_start.run("serve", YIHAODA_PORT=port))


def test_a_missing_interpreter_for_rasa_is_named(first_start: Service, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "bin" / "python")
    assert "Python 3.10" in _errors(first_start.run("serve", YIHAODA_BOT_PYTHON=nowhere))


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        missing("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_named(first_start: Service, tiny_disk: Path) -> None:
    complaint = _errors(first_start.run("serve", YIHAODA_DATA_DIR=str(tiny_disk)))
    assert "磁盘" in complaint
    assert "500 MB" in complaint
    assert not list(tiny_disk.iterdir())
