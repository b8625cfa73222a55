"""Pin every version: what pip would install today for ``pyproject.toml``, as ``requirements/*.txt``."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"service.txt": ".[postgres,redis]", "dev.txt": ".[postgres,redis,evaluation,dev]"}


def resolve(target: str) -> list[str]:
    """Return ``name==version`` of everything pip would install into an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report"]
        subprocess.run([*command, str(report), target], cwd=ROOT, check=True)
        rows = json.loads(report.read_text("utf-8"))["install"]
    found = {row["metadata"]["name"].lower(): row["metadata"]["version"] for row in rows}
    found.pop("yihaoda")
    # A local version such as 2.13.0+cpu is this machine's build of a version that every machine can have.
    return [f"{name}=={version.split('+')[0]}" for name, version in sorted(found.items())]


def main() -> None:
    """Write the lock files."""
    for name, target in LOCKS.items():
        (ROOT / "requirements" / name).write_text("\n".join(resolve(target)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
