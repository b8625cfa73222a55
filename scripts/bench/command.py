"""A script as a command: an error we foresaw is one line with its remedy, and exit status 1."""

import sys
from collections.abc import Callable

import typer

from api.cli.output import stderr
from knowledge.errors import YihaodaError


def run_command(command: Callable[..., None]) -> None:
    """Run it with the arguments of the process."""
    try:
        typer.run(command)
    except YihaodaError as error:
        stderr.print(f"错误：{error.message}{'。' + error.remedy if error.remedy else ''}")
        sys.exit(1)
