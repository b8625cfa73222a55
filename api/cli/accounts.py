"""``user``: staff accounts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from api.accounts.directory import AccountChange, StaffDirectory
from api.accounts.roles import Role
from api.accounts.service import AccountService
from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.regions.loader import load_regions

cli = typer.Typer(help="工作人员账号", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(help="用户名")]
_ACTOR = "command-line"


@cli.command("add")
def add(
    username: _Name,
    role: Annotated[Role, typer.Option(help="角色")] = Role.OPERATOR,
    name: Annotated[str, typer.Option(help="姓名")] = "",
    department: Annotated[list[str] | None, typer.Option(help="负责的部门，可写多次")] = None,
    region: Annotated[list[str] | None, typer.Option(help="负责的地区代码，可写多次；不写则不限")] = None,
) -> None:
    """新建账号，打印一次性密码。"""

    async def work() -> str:
        scope = AccountChange(name, None, department or (), region or ())
        async with _directory() as directory:
            return await directory.add(username, role, scope, by=_ACTOR)

    stdout.print(f"{username} 的一次性密码：{run(work())}")


@cli.command("list")
def list_accounts(as_json: JsonFlag = False) -> None:  # typer's way of a flag
    """列出账号。"""

    async def work() -> list[dict[str, object]]:
        async with _directory() as directory:
            return [
                {
                    "username": a.username, "display_name": a.display_name, "role": a.role, "disabled": a.disabled,
                    "departments": list(a.departments), "regions": list(a.regions), "locked": member.locked,
                }
                for member in await directory.all()
                for a in (member.account,)
            ]  # fmt: skip

    rows = run(work())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        mark = "（停用）" if row["disabled"] else "（锁定）" if row["locked"] else ""
        stdout.print(f"{row['username']}\t{row['role']}\t{row['display_name']}{mark}")


@cli.command("disable")
def disable(username: _Name) -> None:
    """停用账号并结束它的会话。"""
    _change(username, AccountChange(disabled=True))
    stdout.print(f"{username} 已停用")


@cli.command("enable")
def enable(username: _Name) -> None:
    """重新启用账号，并解除登录锁定。"""
    _change(username, AccountChange(disabled=False))
    stdout.print(f"{username} 已启用")


@cli.command("reset")
def reset(username: _Name) -> None:
    """打印新的一次性密码，结束它的会话，解除登录锁定。"""

    async def work() -> str:
        async with _directory() as directory:
            return await directory.reset(username, by=_ACTOR)

    stdout.print(f"{username} 的一次性密码：{run(work())}")


@cli.command("link")
def link(username: _Name, subject: Annotated[str, typer.Argument(help="在统一身份认证中的用户标识（sub）")]) -> None:
    """让已有的账号用统一身份认证登录。"""

    async def work() -> None:
        async with _directory() as directory:
            await directory.link(username, Settings().oidc.issuer, subject, by=_ACTOR)

    run(work())
    stdout.print(f"{username} 已关联")


def _change(username: str, change: AccountChange) -> None:
    async def work() -> None:
        async with _directory() as directory:
            await directory.change(username, change, by=_ACTOR)

    run(work())


@asynccontextmanager
async def _directory() -> AsyncIterator[StaffDirectory]:
    settings = Settings()
    async with opened_database() as database:
        accounts = AccountService(
            database, utc_now, secret=settings.secret_key.get_secret_value(), settings=settings.accounts
        )
        yield StaffDirectory(accounts, [region.code for region in load_regions().all()])
