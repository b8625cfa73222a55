"""Every check, in the order in which a mistake is cheapest to find: format, lint, types, layers, web, then the tests."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WEB = ROOT / "api" / "web"

CHECKS: tuple[tuple[str, list[str], Path], ...] = (
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], ROOT),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."], ROOT),
    ("types", [str(BIN / "mypy")], ROOT),
    ("layers", [str(BIN / "lint-imports"), "--no-cache"], ROOT),
    ("web lint", ["npm", "run", "--silent", "lint"], WEB),
    ("web types", ["npm", "run", "--silent", "typecheck"], WEB),
    ("web tests", ["npm", "run", "--silent", "test"], WEB),
)
# Tests that start the whole service, or kill it, come after the others: two of them at once would measure each other.
TESTS: tuple[tuple[str, list[str], Path], ...] = (
    (
        "unit and integration tests",
        [str(BIN / "pytest"), "tests/unit", "tests/integration", "-n", "2", "--dist", "loadfile",
         "--cov", "--cov-report=", "-q"],
        ROOT,
    ),
    ("gate", [str(BIN / "yihaoda"), "gate", "--train"], ROOT),
    ("acceptance tests", [str(BIN / "pytest"), "tests/acceptance", "-q"], ROOT),
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run the checks, and with ``--tests`` the tests; return 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="run the tests too")
    chosen = CHECKS + (TESTS if parser.parse_args(arguments).tests else ())
    console, table, failed = Console(stderr=True), Table("check", "result", "seconds"), False
    for name, command, folder in chosen:
        console.rule(name)
        started = perf_counter()
        code = subprocess.run(command, cwd=folder, env=environment(), check=False).returncode
        failed = failed or code != 0
        table.add_row(name, "[red]failed" if code else "[green]passed", f"{perf_counter() - started:.0f}")
    console.print(table)
    return int(failed)


def environment() -> dict[str, str]:
    """Return the environment of the checks: the tools of this virtual environment first."""
    return dict(os.environ) | {"PATH": os.pathsep.join((str(BIN), os.environ.get("PATH", "")))}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
