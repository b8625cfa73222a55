"""``index``: the index against the database."""

import shutil
from typing import Any

import typer

from api.cli.output import JsonFlag, print_json, run, stdout
from api.replica.verification import compare
from api.service import build_service
from api.settings import Settings

cli = typer.Typer(help="索引", no_args_is_help=True)


@cli.command("status")
def status(as_json: JsonFlag = False) -> None:
    """条数、序号、落后多少。"""

    async def work() -> dict[str, Any]:
        async with build_service(Settings()) as (service, _executor):
            return await service.replica.status()

    _show(run(work()), as_json=as_json)


@cli.command("verify")
def verify(as_json: JsonFlag = False) -> None:
    """逐条核对索引和数据库；有差异时退出状态为 1。"""

    async def work() -> dict[str, Any]:
        async with build_service(Settings()) as (service, _executor):
            return await compare(service.replica.current, service.database)

    found = run(work())
    _show(found, as_json=as_json)
    if not found["identical"]:
        raise typer.Exit(1)


@cli.command("rebuild")
def rebuild(as_json: JsonFlag = False) -> None:
    """丢掉快照，从数据库重建。"""
    settings = Settings()
    shutil.rmtree(settings.index_dir, ignore_errors=True)

    async def work() -> dict[str, Any]:
        async with build_service(settings) as (service, _executor):
            return await service.replica.status()

    _show(run(work()), as_json=as_json)


def _show(found: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        stdout.print(f"{name}: {value}", markup=False)
