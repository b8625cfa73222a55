"""``yihaoda``: every part of the system from the command line."""

import sys
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from api.cli import (
    accounts,
    ask,
    audit,
    check,
    dictionary,
    documents,
    evaluate,
    gate,
    index,
    operations,
    retention,
    serve,
    wechat,
)
from api.logs import configure_logs
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
cli.command("gate")(gate.gate)
cli.command("backup")(operations.backup)
cli.command("restore")(operations.restore)
cli.command("doctor")(operations.doctor)
cli.add_typer(check.cli, name="check")
cli.add_typer(dictionary.cli, name="dictionary")
cli.add_typer(index.cli, name="index")
cli.add_typer(accounts.cli, name="user")
cli.add_typer(audit.cli, name="audit")
cli.add_typer(retention.cli, name="retention")
cli.add_typer(evaluate.cli, name="evaluate")
cli.add_typer(wechat.cli, name="wechat")


def main() -> None:
    """Run a command; an error we foresaw is one line with its remedy, and exit status 1."""
    configure_logs()
    try:
        cli()
    except YihaodaError as error:
        _fail(f"{error.message}{'。' + error.remedy if error.remedy else ''}")
    except ValidationError as error:
        names = "、".join(f"YIHAODA_{row['loc'][0]}".upper() for row in error.errors() if row["loc"])
        _fail(f"设置不正确：{names or error.errors()[0]['msg']}")
    except SQLAlchemyError as error:
        _fail(f"数据库不能用（{type(error).__name__}）。请检查 YIHAODA_DATABASE_URL")
    except OSError as error:
        _fail(f"{error.strerror}：{error.filename}" if error.filename else str(error))


def _fail(text: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"错误：{text}", markup=False)
    sys.exit(1)
