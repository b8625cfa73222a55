"""``user``: staff accounts."""

from typing import Annotated

import typer

from api.accounts.roles import Role
from api.accounts.service import AccountService
from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from knowledge.clock import utc_now

cli = typer.Typer(help="工作人员账号", no_args_is_help=True)


@cli.command("add")
def add(
    username: Annotated[str, typer.Argument(help="用户名")],
    role: Annotated[Role, typer.Option(help="角色")] = Role.OPERATOR,
    name: Annotated[str, typer.Option(help="姓名")] = "",
) -> None:
    """新建账号，打印一次性密码。"""

    async def work() -> str:
        async with opened_database() as database:
            return await AccountService(database, utc_now).add(username, role, display_name=name)

    stdout.print(f"{username} 的一次性密码：{run(work())}")


@cli.command("list")
def list_accounts(as_json: JsonFlag = False) -> None:  # typer's way of a flag
    """列出账号。"""

    async def work() -> list[dict[str, object]]:
        async with opened_database() as database:
            return [
                {"username": a.username, "display_name": a.display_name, "role": a.role, "disabled": a.disabled}
                for a in await AccountService(database, utc_now).accounts()
            ]

    rows = run(work())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        stdout.print(f"{row['username']}\t{row['role']}\t{row['display_name']}{'（停用）' if row['disabled'] else ''}")


@cli.command("disable")
def disable(username: Annotated[str, typer.Argument(help="用户名")]) -> None:
    """停用账号并结束它的会话。"""

    async def work() -> None:
        async with opened_database() as database:
            await AccountService(database, utc_now).disable(username)

    run(work())
    stdout.print(f"{username} 已停用")
