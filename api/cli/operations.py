"""``backup``, ``restore``, ``doctor``."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.db.engine import normalise_url
from api.settings import Settings
from api.setup.first_run import check_disk
from api.setup.training import is_trained
from knowledge.errors import Conflict, InvalidInput, NotFound, Unavailable, YihaodaError


def backup(path: Annotated[Path, typer.Argument(help="备份文件")]) -> None:
    """备份数据库（SQLite；PostgreSQL 请用 pg_dump）；服务可以照常运行。"""
    source = _sqlite_file()
    if not source.is_file():
        raise NotFound(f"没有数据库 {source}")
    if path.exists():
        raise Conflict(f"{path} 已存在", remedy="请换一个文件名")
    partial = path.with_name(path.name + ".partial")
    _copy(source, partial)
    partial.rename(path)
    stdout.print(f"已备份到 {path}")


def restore(path: Annotated[Path, typer.Argument(help="备份文件")]) -> None:
    """从备份恢复数据库；请先停掉服务。索引会从数据库重建。"""
    if not path.is_file():
        raise NotFound(f"没有备份 {path}")
    _check_backup(path)
    target = _sqlite_file()
    if target.exists():
        kept = target.with_name(target.name + ".before-restore")
        kept.unlink(missing_ok=True)
        _copy(target, kept)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(path, target)
    shutil.rmtree(Settings().index_dir, ignore_errors=True)  # made from a change log that is no longer the one
    stdout.print(f"已从 {path} 恢复")


def doctor(as_json: JsonFlag = False) -> None:
    """检查运行需要的一切；有问题时退出状态为 1。"""
    settings = Settings()
    checks = {
        "python_for_rasa": settings.bot_python.exists(),
        "embedding_model": settings.embedding_model != "offline" or settings.model_dir.is_dir(),
        "dialogue_model": is_trained(settings),
        "database": _works(lambda: run(_ping())),
        "disk": _works(lambda: check_disk(settings)),
    }
    if as_json:
        print_json({"healthy": all(checks.values()), "checks": checks})
    else:
        for name, passed in checks.items():
            stdout.print(f"{'✓' if passed else '✗'} {name}")
    if not all(checks.values()):
        raise typer.Exit(1)


async def _ping() -> None:
    async with opened_database() as database:
        await database.ping()


def _works(check: Callable[[], object]) -> bool:
    try:
        check()
    except (YihaodaError, SQLAlchemyError, OSError):
        return False
    return True


def _sqlite_file() -> Path:
    address = make_url(normalise_url(Settings().resolved_database_url))
    if address.get_backend_name() != "sqlite" or not address.database:
        raise InvalidInput("这个命令用于 SQLite", remedy="PostgreSQL 请用 pg_dump 和 pg_restore")
    return Path(address.database)


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
            read.backup(write)
    except sqlite3.Error as error:
        raise Unavailable(f"不能把 {source} 复制到 {target}：{error}", remedy="请检查文件夹和权限") from error


def _check_backup(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'change_log'").fetchone()[0]
            intact = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        raise InvalidInput(f"{path} 不是数据库备份") from error
    if not found or not intact:
        raise InvalidInput(f"{path} 不是完整的一号答备份")
