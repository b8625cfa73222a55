"""``retention``: how long conversations are kept, and deleting what is due."""

from collections.abc import Sequence
from dataclasses import asdict

import typer

from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.privacy.periods import periods
from api.privacy.retention import Due, Purged, Retention
from knowledge.clock import utc_now

cli = typer.Typer(help="会话的留存期限", no_args_is_help=True)


@cli.command("preview")
def preview(as_json: JsonFlag = False) -> None:
    """看看到期的会话有多少；不删。"""
    found = run(_preview())
    if as_json:
        print_json([_plain(asdict(due)) for due in found])
        return
    for due in found:
        held = f"，另有 {due.held} 个还有留言没办完，不删" if due.held else ""
        stdout.print(f"{due.channel}：留 {due.days} 天，到期 {due.conversations} 个会话、{due.turns} 个问题{held}")


@cli.command("purge")
def purge(as_json: JsonFlag = False) -> None:
    """删除到期的会话，记入审计日志。服务每天夜里自己也做。"""
    done = run(_purge())
    if as_json:
        print_json([asdict(purged) for purged in done])
        return
    for purged in done:
        stdout.print(f"{purged.channel}：删除 {purged.conversations} 个会话、{purged.turns} 个问题")


async def _preview() -> Sequence[Due]:
    async with opened_database() as database:
        return await Retention(database, utc_now, periods()).preview()


async def _purge() -> Sequence[Purged]:
    async with opened_database() as database:
        return await Retention(database, utc_now, periods()).purge()


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
