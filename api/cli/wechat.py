"""``wechat``: the Official Account."""

from typing import Annotated

import typer

from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.platforms.client import open_http
from api.settings import Settings
from api.wechat.menus import Menu, menu
from api.wechat.wiring import wechat_client
from knowledge.clock import utc_now
from knowledge.errors import InvalidInput

cli = typer.Typer(help="微信公众号", no_args_is_help=True)


@cli.callback()
def wechat() -> None:
    """微信公众号。"""


@cli.command("menu")
def show_menu(
    publish: Annotated[bool, typer.Option("--publish", help="换掉公众号现在的菜单")] = False, as_json: JsonFlag = False
) -> None:
    """公众号底部的菜单：看一看，或者发布。"""
    if publish:
        run(_publish(Settings(), menu()))
    if as_json:
        print_json(menu().as_platform())
        return
    for column in menu().as_platform()["button"]:
        names = "、".join(item["name"] for item in column["sub_button"])
        stdout.print(f"{column['name']}：{names}", markup=False)
    if publish:
        stdout.print("已发布，手机上五分钟内更新", markup=False)


async def _publish(settings: Settings, chosen: Menu) -> None:
    if not settings.wechat.is_connected or not settings.wechat.app_secret.get_secret_value():
        raise InvalidInput("没有设置公众号", remedy="请设置 YIHAODA_WECHAT__TOKEN、__APP_ID、__APP_SECRET")
    async with opened_database() as database, open_http(settings.wechat.api_base) as http:
        await wechat_client(settings, database, http, utc_now).create_menu(chosen.as_platform())
