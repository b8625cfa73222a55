"""What a command has to load before it does anything."""

import subprocess
import sys

from api.cli.app import COMMANDS

_LOADED = """
import sys
from api.cli.app import main
sys.argv = ["yihaoda", *sys.argv[1:]]
try:
    main()
finally:
    print("loaded", *sorted(name for name in sys.modules if name.startswith("api.cli.") or name in {"faiss", "jieba"}))
"""


def _loaded(*arguments: str) -> set[str]:
    """Return which commands, and which of the slow libraries, a command line loads."""
    done = subprocess.run([sys.executable, "-c", _LOADED, *arguments], capture_output=True, text=True, check=False)
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_a_command_loads_no_other() -> None:
    loaded = _loaded("user", "--help")
    assert "api.cli.accounts" in loaded
    assert loaded.isdisjoint({"api.cli.serve", "api.cli.evaluate", "api.cli.ask", "faiss", "jieba"})


def test_who_names_no_command_is_told_of_all() -> None:
    assert {f"api.cli.{place.partition(':')[0]}" for place in COMMANDS.values()} <= _loaded("--help")
