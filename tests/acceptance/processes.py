"""The processes of a service, told from others by the data folder that their settings name (Linux)."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

_MODULES = {"rasa": b"bot.serve", "api": b"api.process"}


def running_in(data_dir: Path) -> dict[str, int]:
    """Return what runs on a data folder, by name and process id."""
    return {_name(folder): int(folder.name) for folder in _of(data_dir)}


def api_ports(data_dir: Path) -> set[int]:
    """Return the ports that the api process was told of, beside its own."""
    api = Path("/proc") / str(running_in(data_dir)["api"])
    url = _environment(api)[b"YIHAODA_RASA_URL"].decode()
    return {urlsplit(url).port or 0}


def _of(data_dir: Path) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            settings = _environment(folder)
        except OSError:  # it has just ended, or is not ours
            continue
        if any(
            name.startswith(b"YIHAODA_") and Path(value.decode()).is_relative_to(data_dir)
            for name, value in settings.items()
        ):
            yield folder


def _name(folder: Path) -> str:
    command = (folder / "cmdline").read_bytes().split(b"\0")
    return next((name for name, module in _MODULES.items() if module in command), command[-2].decode())


def _environment(folder: Path) -> dict[bytes, bytes]:
    lines = (folder / "environ").read_bytes().split(b"\0")
    return dict(line.split(b"=", 1) for line in lines if b"=" in line)
