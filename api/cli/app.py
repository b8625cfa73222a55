"""``yihaoda``: every part of the system from the command line. A command loads nothing but what it needs."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from api.logs import configure_logs
from knowledge.errors import YihaodaError

# In the order of the help: the name of a command or of a group of them, and where in this folder it is.
COMMANDS = {
    "serve": "serve:serve",
    "setup": "serve:setup",
    "train": "serve:train_dialogue",
    "ask": "ask:ask",
    "search": "ask:search",
    "import": "documents:import_paths",
    "gate": "gate:gate",
    "backup": "operations:backup",
    "restore": "operations:restore",
    "doctor": "operations:doctor",
    "check": "check:cli",
    "dictionary": "dictionary:cli",
    "index": "index:cli",
    "user": "accounts:cli",
    "audit": "audit:cli",
    "retention": "retention:cli",
    "evaluate": "evaluate:cli",
    "wechat": "wechat:cli",
}


def program(names: Iterable[str] = tuple(COMMANDS)) -> typer.Typer:
    """Return the program with these of its commands, loaded now."""
    made = typer.Typer(name="yihaoda", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    made.callback()(_program)
    for name in names:
        module, _, attribute = COMMANDS[name].partition(":")
        part = getattr(import_module(f"api.cli.{module}"), attribute)
        if isinstance(part, typer.Typer):
            made.add_typer(part, name=name)
        else:
            made.command(name)(part)
    return made


def _program() -> None:
    """一号答：政策咨询"""


def main() -> None:
    """Run a command; an error we foresaw is one line with its remedy, and exit status 1."""
    configure_logs()
    asked = [word for word in sys.argv[1:2] if word in COMMANDS]
    try:
        program(asked or COMMANDS)()
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
