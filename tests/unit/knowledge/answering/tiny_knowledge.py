"""A handful of invented policies in a real index, for the steps of an answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from knowledge.answering.answerer import Answerer, build_answerer
from knowledge.answering.context import TurnContext
from knowledge.answering.decision import ByKind, Decision, Logistic
from knowledge.embedding.hashed import HashedEncoder
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.texts import texts_of
from knowledge.model.hit import SearchResult
from knowledge.model.passage import Aspect, Passage, PassageKind, Source
from knowledge.model.region import RegionTree
from knowledge.model.scope import Scope
from knowledge.regions.loader import load_regions
from knowledge.scope.opinion import ScopeOpinion
from knowledge.search.hybrid import HybridSearch

HOME, NATION, HUBIN, LINGBAO = "411200", "000000", "411202", "411282"
TODAY = date(2026, 6, 1)
REGIONS: RegionTree = load_regions()

BORROWING = Passage(
    id="borrowing@1#0",
    entry_id="borrowing",
    revision=1,
    kind=PassageKind.ANSWER,
    title="图书借阅证办理",
    text="带身份证到借阅点，当场办好。\n十六岁以下由监护人陪同。",
    spoken="带身份证到借阅点，当场办好。",
    sources=(Source("示例市图书借阅办法", "示政办〔2025〕8号", "第三条", "https://example.test/8"),),
    region=NATION,
    department="图书馆",
    questions=("图书借阅证要带什么材料？", "办借书证拿啥"),
    aspect=Aspect.MATERIALS,
)
BORROWING_TIME = replace(
    BORROWING,
    id="borrowing@1#1",
    text="借期三十天，可以续借一次。",
    spoken="借期三十天。",
    questions=("图书可以借多长时间？",),
    aspect=Aspect.TIME_LIMIT,
)
SUBSIDY = Passage(
    id="subsidy@1#0",
    entry_id="subsidy",
    revision=1,
    kind=PassageKind.CLAUSE,
    title="灵宝市果农补助办法",
    text="种植苹果三亩以上的，每亩补助五十元。",
    sources=(Source("灵宝市果农补助办法", "灵政〔2025〕2号", "第五条"),),
    region=LINGBAO,
    department="农业农村局",
    questions=("果农补助发多少？",),
)

# Thresholds of their own: the shipped ones are tuned to the shipped model, and may move.
_MODEL = Logistic(intercept=-8.0, weights={"text": 14.0, "exact": 8.0})
DECISION = Decision(
    version="test", curated=_MODEL, clause=_MODEL,
    answer_at=ByKind(curated=0.8, clause=0.8), clarify_at=ByKind(curated=0.3, clause=0.3),
    out_of_scope_below=0.3, certainly_out_below=0.05, scope_overruled_at=0.5, sure_intent=0.8,
)  # fmt: skip


class FixedJudge:
    """Always of one opinion about the scope."""

    def __init__(self, probability: float = 1.0, private_law: float = 0.0) -> None:
        self._probability = probability
        self._private_law = private_law

    def opinion(self, text: str) -> ScopeOpinion:  # noqa: ARG002
        return ScopeOpinion(self._probability, self._private_law)


class RecordingSearch:
    """Keeps the scopes it is asked with."""

    def __init__(self, search: HybridSearch) -> None:
        self._search = search
        self.scopes: list[Scope] = []

    def search(self, text: str, scope: Scope, *, k: int = 10) -> SearchResult:
        self.scopes.append(scope)
        return self._search.search(text, scope, k=k)

    def passages_of(self, entry_id: str) -> tuple[Passage, ...]:
        return self._search.passages_of(entry_id)


def search_over(passages: Iterable[Passage]) -> HybridSearch:
    """Index passages and return the search over them."""
    encoder, index, entries = HashedEncoder(), PolicyIndex(), {}
    for passage in passages:
        entries.setdefault(passage.entry_id, []).append(passage)
    index.apply([_upsert(encoder, entry, tuple(some)) for entry, some in entries.items()], 1)
    return HybridSearch(index, encoder)


def answerer_over(*passages: Passage, in_scope: float = 1.0, private_law: float = 0.0) -> Answerer:
    """Return the answerer of the home region over passages."""
    return build_answerer(search_over(passages), FixedJudge(in_scope, private_law), REGIONS, HOME, DECISION)


def ask(answerer: Answerer, text: str, **context: object) -> TurnContext:
    """Run a whole turn, intake and policy."""
    turn = TurnContext(**{"turn_id": "t", "original": text, "on": TODAY, "region": HOME} | context)
    answerer.receive(turn)
    return turn if turn.answer else answerer.answer(turn)


def _upsert(encoder: HashedEncoder, entry_id: str, passages: tuple[Passage, ...]) -> Upsert:
    texts = texts_of(passages)
    return Upsert(entry_id, passages, PassageVectors.split(encoder.encode_passages(texts.all()), texts))
