"""``dictionary``: the words of this installation."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.progress import Progress as Bar

from api.agreement.running import NoDialogue
from api.cli.output import JsonFlag, print_json, run, stderr, stdout
from api.cli.records import opened_database
from api.dictionary.schemas import EffectOut, EffectState
from api.dictionary.service import DictionaryService
from api.logs import quiet_logs
from api.service import build_service
from api.settings import Settings
from knowledge.clock import utc_now
from knowledge.dictionary.checking import Finding
from knowledge.dictionary.shipped import shipped_words
from knowledge.dictionary.table import GROUP_NAMES
from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange
from knowledge.errors import Unavailable

cli = typer.Typer(help="词典", no_args_is_help=True)
_AUTHOR = "命令行"
_LOOK_SECONDS = 0.5
_RUNNING = {EffectState.QUEUED, EffectState.RUNNING}

GroupArgument = Annotated[Group, typer.Argument(help="colloquial 口语、term 规范词、word 分词、stop 停用词")]
SaidArgument = Annotated[str, typer.Argument(help="群众的说法；其余三类就是这个词")]
OfficialArgument = Annotated[str, typer.Argument(help="文件里的规范说法，只有口语要写")]
NoteOption = Annotated[str, typer.Option(help="备注")]
ReasonOption = Annotated[str, typer.Option(help="为什么改")]


@cli.command("list")
def list_words(
    shipped: Annotated[bool, typer.Option("--shipped", help="连同随系统提供的词")] = False, as_json: JsonFlag = False
) -> None:
    """本地的词，和现在是第几版。"""

    async def work() -> tuple[int, tuple[DictionaryWord, ...]]:
        async with opened_database() as database:
            number, own = await DictionaryService(database, _nobody, utc_now).current()
            return number, own.words

    number, own = run(work())
    words = (*own, *(shipped_words() if shipped else ()))
    if as_json:
        print_json({"version": number, "words": [_row(word) for word in words]})
        return
    for word in words:
        meaning = f" → {word.official}" if word.official else ""
        stdout.print(f"{GROUP_NAMES[word.group]}  {word.said}{meaning}  {word.note}".rstrip(), markup=False)
    stdout.print(f"第 {number} 版，本地 {len(own)} 个词", markup=False)


@cli.command("add")
def add(
    group: GroupArgument,
    said: SaidArgument,
    official: OfficialArgument = "",
    note: NoteOption = "",
    reason: ReasonOption = "",
) -> None:
    """加一个词；正在运行的服务一两秒内用上。"""
    _save(WordChange(Op.ADD, DictionaryWord(group, said, official, note).tidied()), reason)


@cli.command("remove")
def remove(
    group: GroupArgument, said: SaidArgument, official: OfficialArgument = "", reason: ReasonOption = ""
) -> None:
    """删一个本地的词。"""
    _save(WordChange(Op.REMOVE, DictionaryWord(group, said, official).tidied()), reason)


@cli.command("effect")
def effect(
    group: GroupArgument, said: SaidArgument, official: OfficialArgument = "", as_json: JsonFlag = False
) -> None:
    """试算：加上这个词，冻结的问题答得怎样；有变差的，退出状态为 1。不保存。"""
    quiet_logs()
    job = run(_tried([WordChange(Op.ADD, DictionaryWord(group, said, official).tidied())]))
    if job.result is None:
        raise Unavailable(job.message)
    if as_json:
        print_json(job.result.model_dump(mode="json"))
    else:
        for title, rows in (("变好", job.result.better), ("变差", job.result.worse), ("有变化", job.result.changed)):
            for row in rows:
                stdout.print(f"{title} “{row.question}”：{row.before.top} → {row.after.top}", markup=False)
        for warning in job.result.warnings:
            stderr.print(warning, markup=False)
        stdout.print(
            f"{job.result.asked} 个问题，变好 {len(job.result.better)}，变差 {len(job.result.worse)}", markup=False
        )
    if job.result.worse:
        raise typer.Exit(1)


async def _tried(changes: Sequence[WordChange]) -> EffectOut:
    async with build_service(Settings(), dialogue=NoDialogue()) as (service, _executor):
        own, _ = await service.dictionary.words.check(changes)
        job = await service.dictionary.effects.start(own, changes, _AUTHOR)
        with Bar(console=stderr, transient=True) as bar:
            task = bar.add_task("逐个问题试算", total=None)
            while job.state in _RUNNING:
                await asyncio.sleep(_LOOK_SECONDS)
                job = await service.dictionary.effects.get(job.id)
                bar.update(task, completed=job.done, total=job.total or None)
        return job


def _save(change: WordChange, reason: str) -> None:
    async def work() -> tuple[int, tuple[Finding, ...]]:
        async with opened_database() as database:
            words = DictionaryService(database, _nobody, utc_now)
            number, _ = await words.current()
            return await words.save([change], base_version=number, author=_AUTHOR, reason=reason)

    number, warnings = run(work())
    for warning in warnings:
        stderr.print(warning.message, markup=False)
    stdout.print(f"已保存为第 {number} 版", markup=False)


async def _nobody() -> None:
    """Take nothing into use: services that run follow by themselves."""


def _row(word: DictionaryWord) -> dict[str, Any]:
    return {"group": word.group, "said": word.said, "official": word.official, "note": word.note}
