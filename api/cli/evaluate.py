"""``evaluate``: how good the parts are, measured on files of questions."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.output import JsonFlag, print_json, run, stdout
from api.cli.records import opened_database
from api.cli.rehearsal import rehearse
from api.records.embeddings import SqlEmbeddingStore
from api.replica.loading import load_encoder
from api.settings import Settings
from api.setup.training import ROOT
from api.supervisor.supervisor import RASA_ENVIRONMENT
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import load_decision
from knowledge.answering.steps.normalise import Normalise
from knowledge.answering.steps.personal_data import personal_data
from knowledge.answering.steps.scope import JudgeScope
from knowledge.answering.steps.visible import visible
from knowledge.clock import china_day, utc_now
from knowledge.embedding.encoder import Encoder
from knowledge.errors import NotFound, Unavailable
from knowledge.evaluation.adversarial_files import read_adversarial
from knowledge.evaluation.answerability import Decide, evaluate_answerability
from knowledge.evaluation.classification import evaluate_intents, evaluate_scope
from knowledge.evaluation.files import read_labelled
from knowledge.evaluation.retrieval import evaluate_retrieval
from knowledge.evaluation.robustness import evaluate_robustness
from knowledge.model.hit import SearchResult
from knowledge.regions.loader import load_regions
from knowledge.scope.judge import LinearScopeJudge

cli = typer.Typer(help="评测", no_args_is_help=True)
Corpus = Annotated[Path, typer.Option("--corpus", help="corpus.jsonl：{id, title, text}")]
Queries = Annotated[Path, typer.Option("--queries", help="queries.jsonl：{id, text}")]
Qrels = Annotated[Path, typer.Option("--qrels", help="qrels.tsv：query-id、corpus-id、score")]
Files = Annotated[list[Path], typer.Argument(help="yml 文件，写法见 docs/real-data.md")]
File = Annotated[Path, typer.Argument(help="jsonl 文件")]


@cli.command("retrieval")
def retrieval(
    corpus: Corpus,
    queries: Queries,
    qrels: Qrels,
    split: Annotated[str, typer.Option(help="只评测 split 字段为此值的问题")] = "",
    as_json: JsonFlag = False,
) -> None:
    """检索：召回率、MRR、nDCG，与三种常见做法在同一次运行中比较。"""
    encoder = load_encoder(Settings())
    _show(evaluate_retrieval(corpus, queries, qrels, encoder=encoder, split=split or None), as_json=as_json)


@cli.command("answerability")
def answerability(
    corpus: Corpus,
    queries: Queries,
    qrels: Qrels,
    seed: Annotated[int, typer.Option(help="决定哪一半问题失去答案")] = 0,
    as_json: JsonFlag = False,
) -> None:
    """何时回答：一半问题的答案从索引中拿掉，看系统是否知道自己答不了。"""
    encoder = load_encoder(Settings())
    decide = live_decision(encoder)
    _show(evaluate_answerability(corpus, queries, qrels, seed=seed, encoder=encoder, decide=decide), as_json=as_json)


@cli.command("robustness")
def robustness(
    corpus: Corpus,
    queries: Queries,
    qrels: Qrels,
    seed: Annotated[int, typer.Option(help="决定每个问题怎样写错")] = 0,
    as_json: JsonFlag = False,
) -> None:
    """经不经得起写错：错字、同音字、口语、拼音、繁体、数字写法各损失多少，与三种常见做法比较。"""
    encoder = load_encoder(Settings())
    _show(evaluate_robustness(corpus, queries, qrels, seed=seed, encoder=encoder), as_json=as_json)


@cli.command("scope")
def scope(file: File, as_json: JsonFlag = False) -> None:
    """范围：分得清政务咨询（in_scope）和其他话（out_of_scope）吗；其他标签的行不计。"""
    threshold, judge = load_decision().out_of_scope_below, live_scope(load_encoder(Settings()))
    _show(evaluate_scope(file, judge, threshold), as_json=as_json)


@cli.command("adversarial")
def adversarial(files: Files, as_json: JsonFlag = False) -> None:
    """对抗与敏感输入：每一类是否都按要求收场，有没有编造的引用；有一条不符即以 1 退出。"""
    found = run(_rehearse(files))
    _show(found, as_json=as_json)
    if found["failures"]:
        raise typer.Exit(1)


@cli.command("intents")
def intents(file: File, as_json: JsonFlag = False) -> None:
    """意图：对话模型认得对吗。"""
    found = classify_intents([text for text, _ in read_labelled(file, "intent")], Settings())
    _show(evaluate_intents(file, found.__getitem__), as_json=as_json)


def live_scope(encoder: Encoder) -> Callable[[str], float]:
    """Return the probability of in scope as a turn has it: of what is left of the words after intake."""
    judge, intake = (
        JudgeScope(LinearScopeJudge.load(lambda: encoder)),
        (visible, Normalise(load_regions()), personal_data),
    )

    def probability(text: str) -> float:
        context = TurnContext(turn_id="", original=text, on=china_day(utc_now()))
        for step in (*intake, judge):
            step(context)
        return context.in_scope

    return probability


def live_decision(encoder: Encoder) -> Decide:
    """Return the rule by which the service answers: evidence and scope together."""
    decision, in_scope = load_decision(), live_scope(encoder)

    def decide(text: str, found: SearchResult) -> tuple[str, float]:
        return decision.verdict(found, in_scope(text)), decision.confidence(found)

    return decide


def classify_intents(texts: Sequence[str], settings: Settings) -> Mapping[str, str]:
    """Return the intent of every text by the trained dialogue model, in its own interpreter.

    Raises:
        NotFound: there is no trained model.
        Unavailable: the interpreter is missing or the model cannot be used.
    """
    if not settings.dialogue_model.is_file():
        raise NotFound(f"没有对话模型 {settings.dialogue_model}", remedy="请先运行 yihaoda train")
    if not settings.bot_python.exists():
        raise Unavailable(f"没有 Rasa 的运行环境 {settings.bot_python}", remedy="请运行 make setup")
    lines = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    done = subprocess.run(
        [str(settings.bot_python), "-m", "bot.parse", "--model", str(settings.dialogue_model.resolve())],
        cwd=ROOT, env=dict(os.environ) | RASA_ENVIRONMENT, input=lines, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    if done.returncode != 0:
        cause = (done.stderr.strip().splitlines() or [""])[-1]
        raise Unavailable(f"对话模型不能使用：{cause}", remedy="请运行 yihaoda train")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {text: str(row["intent"]) for text, row in zip(texts, rows, strict=True)}


async def _rehearse(files: Sequence[Path]) -> dict[str, Any]:
    """Ask the inputs; the vectors of the samples are those the gate keeps."""
    async with opened_database() as database:
        return await rehearse(read_adversarial(files), load_encoder(Settings()), SqlEmbeddingStore(database))


def _show(figures: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(figures)
        return
    for name, value in _flat(figures):
        stdout.print(f"{name}: {value}", markup=False)


def _flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", f"{value:.4g}" if isinstance(value, float) else str(value)
