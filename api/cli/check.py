"""``check``: what has to hold across the whole service."""

from contextlib import AsyncExitStack
from dataclasses import asdict
from typing import Annotated

import typer
from rich.progress import Progress as Bar

from api.agreement.agreement import Agreement, compare_channels, spread
from api.agreement.askers import askers_of
from api.agreement.running import NoDialogue, answers, http_client, own_service
from api.cli.output import JsonFlag, print_json, run, stderr, stdout
from api.gate.examination import own_folder
from api.logs import quiet_logs
from api.service import build_service
from api.settings import Settings
from api.supervisor.supervisor import local_address
from knowledge.conflicts.comparing import Verdict
from knowledge.conflicts.conflict import Conflict
from knowledge.errors import Unavailable
from knowledge.gate.questions import FOLDER, GateQuestion, askable, load_questions

cli = typer.Typer(help="检查", no_args_is_help=True)


@cli.callback()
def _group() -> None:
    """检查。"""


@cli.command("channels")
def channels(
    url: Annotated[str, typer.Option(help="服务的地址；默认是本机正在运行的，没有就临时起一个")] = "",
    questions: Annotated[int, typer.Option(min=0, help="问多少个冻结问题，0 是全部")] = 40,
    as_json: JsonFlag = False,
) -> None:
    """同样的问题从每个渠道问一遍，答得不一样时退出状态为 1。"""
    quiet_logs()  # a turn without the dialogue is a warning each
    address, agreement = run(_compare(url, questions))
    if as_json:
        print_json({"address": address, "identical": not agreement.differences} | asdict(agreement))
    else:
        for found in agreement.differences:
            stdout.print(f"✗ {found.channel} {found.what} {found.question} “{found.asked}”", markup=False)
            stdout.print(f"    web：{found.reference[:200]}\n    {found.channel}：{found.found[:200]}", markup=False)
        for name, reason in agreement.closed.items():
            stderr.print(f"没有问到 {name}：{reason}", markup=False)
        stdout.print(
            f"{agreement.asked} 个问题，{len(agreement.channels)} 个渠道，{len(agreement.differences)} 处不同",
            markup=False,
        )
    if agreement.differences:
        raise typer.Exit(1)


@cli.command("conflicts")
def conflicts(as_json: JsonFlag = False) -> None:
    """已发布的内容里，同一个问题有没有不同的答案；有互相矛盾的，退出状态为 1。"""
    quiet_logs()
    found = run(_conflicts())
    contradictions = [conflict for conflict in found if conflict.verdict is Verdict.DIFFERENT]
    if as_json:
        rows = [asdict(conflict) for conflict in found]
        print_json({"different": len(contradictions), "same": len(found) - len(contradictions), "conflicts": rows})
    else:
        for conflict in contradictions:
            told = "；".join(f"{d.label}：{d.mine} ↔ {d.theirs}" for d in conflict.differences) or conflict.note
            stdout.print(
                f"✗ {conflict.own_entry}“{conflict.question}” ↔ {conflict.entry_id}“{conflict.other_question}”\n    {told}",
                markup=False,
            )
        stdout.print(f"{len(contradictions)} 处不同，{len(found) - len(contradictions)} 处重复", markup=False)
    if contradictions:
        raise typer.Exit(1)


async def _conflicts() -> list[Conflict]:
    async with build_service(Settings(), dialogue=NoDialogue()) as (service, _executor):
        with Bar(console=stderr, transient=True) as bar:
            task = bar.add_task("逐个问题核对", total=None)
            return await service.preview.conflicts.throughout(
                lambda done, total: bar.update(task, completed=done, total=total)
            )


async def _compare(url: str, count: int) -> tuple[str, Agreement]:
    settings = Settings()
    async with AsyncExitStack() as stack:
        service, _executor = await stack.enter_async_context(build_service(settings, dialogue=NoDialogue()))
        address = (url or local_address(settings)).rstrip("/")
        if not await answers(address):
            if url:
                raise Unavailable(f"{url} 没有应答")
            address = await stack.enter_async_context(own_service(settings))
        http = await stack.enter_async_context(http_client(address))
        asked = spread(_questions(settings, service.replica.current.index.entry_ids()), count)
        return address, await compare_channels(askers_of(http, address, service.turns), asked)


def _questions(settings: Settings, entries: set[str]) -> list[GateQuestion]:
    own = own_folder(settings)
    return list(askable((*load_questions(FOLDER), *(load_questions(own) if own.is_dir() else ())), entries))
