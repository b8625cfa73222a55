"""``audit``: is the log as it was written, and copies of it."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.audit.anchor import AnchorFile
from api.audit.export import archive, check_archive, json_lines
from api.audit.log import AuditFilter
from api.audit.seal import Seal
from api.audit.verification import Verification, verify
from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.errors import NotFound

cli = typer.Typer(help="审计日志", no_args_is_help=True)
_DAY = ["%Y-%m-%d"]


@cli.command("verify")
def verify_log(
    from_archive: Annotated[
        Path | None, typer.Option("--archive", help="先核对这个归档文件，再从它的封存值接着核对")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """逐行核对审计日志；有改动、缺失时退出状态为 1。"""
    archived = _archived(from_archive)
    found = archived if archived and not archived.ok else run(_verify(archived.last if archived else None))
    if as_json:
        print_json({"ok": found.ok, "checked": found.checked, "broken_at": found.broken_at, "cause": found.cause})
    elif found.ok:
        stdout.print(f"审计日志完整，共核对 {found.checked} 行，最后一行封存值 {found.last.hash}")
    else:
        stdout.print(f"审计日志已损坏：{found.cause}")
    if not found.ok:
        raise typer.Exit(1)


@cli.command("export")
def export(since: Annotated[datetime | None, typer.Option(formats=_DAY, help="从哪一天起（北京时间）")] = None) -> None:
    """在标准输出打印审计日志，一行一个 JSON。"""

    async def work() -> None:
        async with opened_database() as database:
            async for line in json_lines(database, AuditFilter(since=since.date() if since else None)):
                sys.stdout.write(line)

    run(work())


@cli.command("archive")
def archive_log(
    path: Annotated[Path, typer.Argument(help="归档文件")],
    before: Annotated[datetime, typer.Option(formats=_DAY, help="归档这一天之前的记录（北京时间）")],
    as_json: JsonFlag = False,
) -> None:
    """把较早的审计日志复制到文件，末行为封存值；数据库里的记录不会删除。"""

    async def work() -> Seal:
        async with opened_database() as database:
            return await archive(database, path, before.date(), utc_now())

    seal = run(work())
    if as_json:
        print_json({"path": str(path), "sequence": seal.sequence, "hash": seal.hash})
    else:
        stdout.print(f"已归档 {seal.sequence} 行到 {path}，封存值 {seal.hash}")


async def _verify(start: Seal | None) -> Verification:
    async with opened_database() as database:
        return await verify(database, AnchorFile.of(Settings()), start=start)


def _archived(path: Path | None) -> Verification | None:
    if path is None:
        return None
    if not path.is_file():
        raise NotFound(f"没有归档文件 {path}")
    return check_archive(path)
