"""Every check: those of the Python code, of the web pages and the gate side by side, then the tests."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
WEB = ROOT / "api" / "web"

Check: TypeAlias = tuple[str, list[str], Path]
PYTHON_CHECKS: tuple[Check, ...] = (
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], ROOT),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."], ROOT),
    ("types", [str(BIN / "mypy")], ROOT),
    ("layers", [str(BIN / "lint-imports"), "--no-cache"], ROOT),
)
WEB_CHECKS: tuple[Check, ...] = (
    ("web lint", ["npm", "run", "--silent", "lint"], WEB),
    ("web types", ["npm", "run", "--silent", "typecheck"], WEB),
    ("web tests", ["npm", "run", "--silent", "test"], WEB),
)
# The gate trains the dialogue model that the tests after it use; most of that runs on one core.
GATE: tuple[Check, ...] = (("gate", [str(BIN / "yihaoda"), "gate", "--train"], ROOT),)
TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile", "-q", "--durations", "15")
# Tests that start the whole service, or kill it, come after the others: each of them keeps a core busy by itself.
TESTS: tuple[Check, ...] = (
    ("unit and integration tests", [str(BIN / "pytest"), "tests/unit", "tests/integration", *TWO_AT_ONCE], ROOT),
    ("acceptance tests", [str(BIN / "pytest"), "tests/acceptance", *TWO_AT_ONCE], ROOT),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check went. ``output`` is empty where it was shown while it ran."""

    name: str
    passed: bool
    seconds: float
    output: str = ""


def main(arguments: Sequence[str]) -> int:
    """Run the checks, and with ``--tests`` the tests; return 1 when any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="run the tests too")
    with_tests = parser.parse_args(arguments).tests
    console, table = Console(stderr=True), Table("check", "result", "seconds")
    outcomes = side_by_side((PYTHON_CHECKS, WEB_CHECKS, *([GATE] if with_tests else [])), partial(show, console))
    for check in TESTS if with_tests else ():
        console.rule(check[0])
        outcomes.append(run(check, capture=False))
    for outcome in outcomes:
        table.add_row(outcome.name, "[green]passed" if outcome.passed else "[red]failed", f"{outcome.seconds:.0f}")
    console.print(table)
    return int(not all(outcome.passed for outcome in outcomes))


def side_by_side(lanes: Sequence[Sequence[Check]], done: Callable[[Outcome], None]) -> list[Outcome]:
    """Run lanes of checks at the same time, those of a lane one after the other; tell of each when it is done."""

    def drive(lane: Sequence[Check]) -> list[Outcome]:
        outcomes = []
        for check in lane:
            outcomes.append(run(check, capture=True))
            done(outcomes[-1])
        return outcomes

    with ThreadPoolExecutor(len(lanes)) as pool:
        return [outcome for lane in pool.map(drive, lanes) for outcome in lane]


def run(check: Check, *, capture: bool) -> Outcome:
    """Run one check; with ``capture`` keep what it prints, so that two at once do not mix."""
    name, command, folder = check
    started, stream = perf_counter(), subprocess.PIPE if capture else None
    found = subprocess.run(
        command, cwd=folder, env=environment(), check=False, stdout=stream, stderr=subprocess.STDOUT if capture else None,
        text=True,
    )  # fmt: skip
    return Outcome(name, found.returncode == 0, perf_counter() - started, found.stdout or "")


def show(console: Console, outcome: Outcome) -> None:
    """Show what a check printed."""
    console.rule(outcome.name)
    if outcome.output:
        console.out(outcome.output.rstrip(), highlight=False)


def environment() -> dict[str, str]:
    """Return the environment of the checks: the tools of this virtual environment first."""
    return dict(os.environ) | {"PATH": os.pathsep.join((str(BIN), os.environ.get("PATH", "")))}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
