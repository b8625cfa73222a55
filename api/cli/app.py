"""``yihaoda``: every part of the system from the command line."""

import sys

import typer
from rich.console import Console

from api.cli import accounts, ask, documents, index, operations, serve
from knowledge.errors import YihaodaError

cli = typer.Typer(
    name="yihaoda", help="一号答：政策咨询", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
cli.command("serve")(serve.serve)
cli.command("setup")(serve.setup)
cli.command("train")(serve.train_dialogue)
cli.command("ask")(ask.ask)
cli.command("search")(ask.search)
cli.command("import")(documents.import_paths)
cli.command("backup")(operations.backup)
cli.command("restore")(operations.restore)
cli.command("doctor")(operations.doctor)
cli.add_typer(index.cli, name="index")
cli.add_typer(accounts.cli, name="user")


def main() -> None:
    """Run a command; an error we foresaw is one line with its remedy, and exit status 1."""
    try:
        cli()
    except YihaodaError as error:
        Console(stderr=True, highlight=False).print(
            f"错误：{error.message}{'。' + error.remedy if error.remedy else ''}"
        )
        sys.exit(1)
