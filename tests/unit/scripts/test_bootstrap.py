import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import bootstrap
from scripts.bootstrap import BootstrapError

PRESENT = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout: nothing installed, nothing built."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "BOT_VENV", tmp_path / ".venv-bot")
    return tmp_path


@pytest.fixture
def no_interpreters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "nothing"))


def _interpreter(path: Path, version: str) -> Path:
    """Make something that answers like an interpreter of a version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_the_interpreter_that_runs_is_of_its_own_version_only() -> None:
    assert bootstrap.is_version(sys.executable, PRESENT)
    assert not bootstrap.is_version(sys.executable, "2.7")


def test_a_shim_that_cannot_run_is_of_no_version(tmp_path: Path) -> None:
    assert not bootstrap.is_version(str(tmp_path / "gone"), PRESENT)


@pytest.mark.usefixtures("no_interpreters")
@pytest.mark.parametrize("name", ["python3.10", "python3", "python"])
def test_an_interpreter_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found = _interpreter(tmp_path / "bin" / name, "3.10")
    monkeypatch.setenv("PATH", str(found.parent))
    assert bootstrap.find_python(["3.10"], "") == str(found)


@pytest.mark.usefixtures("no_interpreters")
def test_the_newest_of_pyenv_is_found_behind_a_path_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(_interpreter(tmp_path / "bin" / "python3", "3.12").parent))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    for release in ("3.10.4", "3.10.8"):
        found = _interpreter(tmp_path / "pyenv" / "versions" / release / "bin" / "python", "3.10")
    assert bootstrap.find_python(["3.10"], "") == str(found)


@pytest.mark.usefixtures("no_interpreters")
def test_uv_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    managed = _interpreter(tmp_path / "uv" / "python", "3.10")
    monkeypatch.setenv("PATH", str(_interpreter(tmp_path / "bin" / "uv", str(managed)).parent))
    assert bootstrap.find_python(["3.10"], "") == str(managed)


@pytest.mark.usefixtures("no_interpreters")
def test_the_first_version_wanted_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("3.11", "3.12"):
        _interpreter(tmp_path / "bin" / f"python{version}", version)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert bootstrap.find_python(["3.12", "3.11"], "").endswith("python3.12")


@pytest.mark.usefixtures("no_interpreters")
def test_a_missing_interpreter_is_told_with_its_remedy(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "bot").mkdir()
    (checkout / "bot" / "requirements.txt").write_text("rasa==3.6.21\n", "utf-8")
    monkeypatch.setattr(bootstrap, "check_disk", lambda: None)
    for name in ("service_environment", "embedding_model", "web_pages"):
        monkeypatch.setattr(bootstrap, name, lambda **_options: None)
    assert bootstrap.main([]) == 1
    complaint = capsys.readouterr().err.splitlines()[-1]
    assert (
        complaint == "错误：没有找到 Python 3.10。对话引擎 Rasa 需要它：pyenv install 3.10，或 uv python install 3.10。"
    )
    assert not (checkout / ".venv-bot" / "made-of").exists()


def test_parts_side_by_side_need_not_wait_for_each_other() -> None:
    both = threading.Barrier(2, timeout=10)
    bootstrap.side_by_side(lambda: none(both.wait()), lambda: none(both.wait()))


def test_a_part_that_fails_lets_the_other_end_first() -> None:
    done: list[str] = []

    def fail() -> None:
        raise BootstrapError("no")

    with pytest.raises(BootstrapError, match="no"):
        bootstrap.side_by_side(fail, lambda: done.append("the other"))
    assert done == ["the other"]


def none(_value: object) -> None:
    """Forget a value."""


def test_work_is_done_once_for_the_same_inputs(tmp_path: Path) -> None:
    done: list[str] = []
    for made_of in ("a", "a", "b"):
        bootstrap.unless_done(tmp_path / "deep" / "stamp", made_of, "", partial(done.append, made_of))
    assert done == ["a", "b"]


def test_work_that_failed_is_done_again(tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text("a", "utf-8")

    def fail() -> None:
        raise BootstrapError("no")

    with pytest.raises(BootstrapError):
        bootstrap.unless_done(stamp, "b", "", fail)
    done: list[str] = []
    bootstrap.unless_done(stamp, "a", "", lambda: done.append("again"))
    assert done == ["again"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "a").write_text("other"), id="content"),
        pytest.param(lambda folder: (folder / "a").rename(folder / "c"), id="name"),
        pytest.param(lambda folder: (folder / "a").unlink(), id="fewer"),
    ],
)
def test_a_digest_tells_every_change(checkout: Path, change: Callable[[Path], object]) -> None:
    for name in ("a", "b"):
        (checkout / name).write_text(name, "utf-8")
    before = bootstrap.digest(checkout.iterdir())
    assert bootstrap.digest(sorted(checkout.iterdir(), reverse=True)) == before
    change(checkout)
    assert bootstrap.digest(checkout.iterdir()) != before


@pytest.mark.parametrize(
    ("installed", "free", "refused"),
    [
        pytest.param(False, 6.9, True, id="no-room-for-environments"),
        pytest.param(False, 7.1, False, id="room"),
        pytest.param(True, 0.6, False, id="installed-already"),
        pytest.param(True, 0.4, True, id="installed-but-full"),
    ],
)
def test_the_disk_is_looked_at_first(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, installed: bool, free: float, refused: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=int(free * 2**30)))
    for name in (".venv", ".venv-bot") if installed else ():
        (checkout / name).mkdir()
        (checkout / name / "made-of").touch()
    if refused:
        with pytest.raises(BootstrapError, match="磁盘空间不足"):
            bootstrap.check_disk()
    else:
        bootstrap.check_disk()


def test_an_environment_is_made_anew_and_filled(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, commands = checkout / ".venv", []
    (folder / "half-made").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "run", lambda command: commands.append([str(part) for part in command]))
    bootstrap.make_venv(folder, "python3.11", [["-r", "a.txt"], ["--no-deps", "-e", "."]])
    assert not folder.exists()
    assert commands[0] == ["python3.11", "-m", "venv", str(folder)]
    assert [command[-2:] for command in commands[1:]] == [["-r", "a.txt"], ["-e", "."]]


def test_a_command_that_fails_shows_the_end_of_what_it_printed() -> None:
    code = "import sys; print(*range(100), sep='\\n'); sys.exit(3)"
    with pytest.raises(BootstrapError) as told:
        bootstrap.run([sys.executable, "-c", code])
    assert str(told.value).splitlines()[-25:] == [str(number) for number in range(75, 100)]


@pytest.mark.parametrize(
    ("version", "packaged"),
    [pytest.param("v22.1.0", False, id="new-enough"), pytest.param("v18.19.1", True, id="too-old")],
)
@pytest.mark.usefixtures("no_interpreters")
def test_node_comes_from_the_path_where_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, packaged: bool
) -> None:
    _interpreter(tmp_path / "bin" / "node", version)
    _interpreter(tmp_path / "bin" / "npm", "10.0.0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    installed: list[Sequence[str | Path]] = []
    monkeypatch.setattr(bootstrap, "run", installed.append)
    assert bool(bootstrap.node_folders()) is packaged
    assert bool(installed) is packaged


def test_help_needs_nothing_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-I", bootstrap.ROOT / "scripts" / "bootstrap.py", "--help"], capture_output=True, check=False
    )
    assert done.returncode == 0
