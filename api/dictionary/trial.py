"""The frozen questions of an installation, asked with and without changes to its words, in memory."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from api.dictionary.schemas import AnswerOut, ComparedOut, EffectResult, ExampleOut
from api.gate.examination import own_folder, questions_for
from api.replica.replica import IndexReplica
from api.settings import Settings
from knowledge.clock import Clock, china_day
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.effect import Change, Compared, compared
from knowledge.dictionary.lexicon import build_lexicon
from knowledge.dictionary.words import REBUILDING, Group, Op, WordChange
from knowledge.gate.asking import Bench
from knowledge.gate.bench import Tuning, bench_over
from knowledge.gate.judging import Result
from knowledge.gate.questions import GateQuestion
from knowledge.index.occurrences import Occurrences, occurrences
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.reanalysis import reanalysed

Report = Callable[[int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What changes are tried on."""

    replica: IndexReplica
    settings: Settings
    clock: Clock

    async def run(self, dictionary: Dictionary, changes: Sequence[WordChange], report: Report) -> EffectResult:
        """Ask every question twice and return what changed; nothing that anybody else can see does."""
        index = self.replica.index
        lexicon = await asyncio.to_thread(build_lexicon, dictionary.changed(changes))
        rebuilds = lexicon.analyzer.name != index.analyzer.name
        beside = await asyncio.to_thread(reanalysed, index, lexicon.analyzer) if rebuilds else index
        questions = questions_for(index, own_folder(self.settings))
        now = await asyncio.to_thread(self._bench, index, Tuning(reader=self.replica.search.reader))
        then = await asyncio.to_thread(self._bench, beside, Tuning(reader=lexicon.reader))
        before, after = await _asked((now, then), questions, report)
        examples = await asyncio.to_thread(lambda: list(_examples(index, changes)))
        return EffectResult(
            asked=len(questions),
            better=_rows(before, after, Change.BETTER),
            worse=_rows(before, after, Change.WORSE),
            changed=_rows(before, after, Change.CHANGED),
            examples=[example for _, example in examples],
            warnings=[warning for warning, _ in examples if warning],
            rebuilds=any(change.word.group in REBUILDING for change in changes),
        )

    def _bench(self, index: PolicyIndex, tuning: Tuning) -> Bench:
        day = china_day(self.clock())
        return bench_over(index, self.replica.encoder, self.settings.region, day, tuning)


async def _asked(
    benches: tuple[Bench, Bench], questions: Sequence[GateQuestion], report: Report
) -> tuple[list[Result], list[Result]]:
    """Ask question by question, so that a citizen's turn never waits for more than one of them."""
    found: tuple[list[Result], list[Result]] = ([], [])
    for done, question in enumerate(questions, start=1):
        for bench, results in zip(benches, found, strict=True):
            results.extend(await asyncio.to_thread(bench.run, [question]))
        await report(done, len(questions))
    return found


def _examples(index: PolicyIndex, changes: Sequence[WordChange]) -> Iterator[tuple[str, ExampleOut]]:
    """Yield where the words that come stand in what is published, and a warning for those that stand nowhere."""
    for change in changes:
        if change.op is not Op.ADD:
            continue
        word = change.word.official or change.word.said
        found = occurrences(index.view, word)
        warning = (
            "" if found.passages or change.word.group is Group.STOP else f"已发布的内容里没有“{word}”，加了也查不到"
        )
        yield warning, _example(word, found)


def _example(word: str, found: Occurrences) -> ExampleOut:
    samples = [{"entry_id": p.entry_id, "title": p.title, "text": text} for p, text in found.examples]
    return ExampleOut(word=word, passages=found.passages, samples=samples)


def _rows(before: list[Result], after: list[Result], change: Change) -> list[ComparedOut]:
    return [_row(pair) for pair in compared(before, after, change)]


def _row(pair: Compared) -> ComparedOut:
    was, now = (
        AnswerOut(verdict=r.verdict, outcome=r.outcome, top=r.got, confidence=r.confidence)
        for r in (pair.before, pair.after)
    )
    return ComparedOut(id=pair.before.id, question=pair.before.asked, before=was, after=now)
