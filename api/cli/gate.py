"""``gate``: has a change of knowledge, dictionary, weights, thresholds or dialogue made the frozen questions worse?"""

from collections.abc import Sequence
from time import perf_counter
from typing import Annotated

import typer

from api.cli.evaluate import classify_intents
from api.cli.output import JsonFlag, print_json, run, stderr, stdout
from api.cli.records import opened_database
from api.gate.examination import examine_published, examine_samples, own_folder
from api.gate.intents import judge_intents
from api.gate.report import document, show
from api.replica.loading import load_encoder
from api.settings import Settings
from api.setup.training import is_trained, train
from knowledge.clock import china_day, utc_now
from knowledge.errors import InvalidInput
from knowledge.gate.baseline import FILE, accept, load_baseline
from knowledge.gate.comparison import compare
from knowledge.gate.judging import Result
from knowledge.gate.questions import load_intents
from knowledge.gate.settings import gate_settings


def gate(
    accept_it: Annotated[bool, typer.Option("--accept", help="把这次的结果作为新的基线")] = False,
    reason: Annotated[str, typer.Option("--reason", help="为什么接受，写进基线")] = "",
    published: Annotated[bool, typer.Option("--published", help="检查本系统已发布的知识，而不是示例知识")] = False,
    with_training: Annotated[bool, typer.Option("--train", help="对话模型过时就先训练")] = False,
    as_json: JsonFlag = False,
) -> None:
    """门禁：冻结的问题答得比基线差时，退出状态为 1。"""
    if accept_it and not reason.strip():
        raise InvalidInput("接受新的基线要写原因", remedy="请加 --reason")
    settings, started = Settings(), perf_counter()
    if with_training and not is_trained(settings):
        train(settings)
    intents = _intents(settings)
    encoder, examined = run(_examine(settings, published=published))
    results = [*examined, *intents]
    path = own_folder(settings) / "accepted" / FILE.name if published else FILE
    if accept_it:
        if not intents and not published:
            raise InvalidInput("对话模型没有训练，意图没有检查", remedy="请加 --train 或运行 make train")
        accept(results, path, day=china_day(utc_now()), reason=reason.strip(), encoder=encoder)
    skipped = () if intents else (row.id for row in load_intents())
    baseline = load_baseline(path)
    spare = 0 if baseline.encoder in {"", encoder} else gate_settings().other_arithmetic_spare
    if spare:
        stderr.print(
            f"基线是按 {baseline.encoder} 算的，这里是 {encoder}：擦边的问题会翻，变差的最多可以比变好的多 {spare} 个"
        )
    found = compare(results, baseline.without(skipped), spare=spare)
    seconds = round(perf_counter() - started, 1)
    if as_json:
        print_json(document(found) | {"intents_checked": bool(intents), "seconds": seconds})
    else:
        show(found, stdout)
        stderr.print(f"{len(results)} 个问题，{seconds} 秒{'' if intents else '；对话模型没有训练，意图没有检查'}")
    if not found.passed:
        raise typer.Exit(1)


async def _examine(settings: Settings, *, published: bool) -> tuple[str, Sequence[Result]]:
    """Return the name of the encoder, and what came of the questions."""
    async with opened_database() as database:
        encoder = load_encoder(settings)
        if published:
            return encoder.name, await examine_published(encoder, database, settings)
        return encoder.name, await examine_samples(encoder, database)


def _intents(settings: Settings) -> list[Result]:
    """Judge the intents where a model is there that was made of what is in the tree."""
    if not is_trained(settings):
        return []
    texts = load_intents()
    return judge_intents(texts, classify_intents([row.text for row in texts], settings))
