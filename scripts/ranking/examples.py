"""Questions with the evidence for what search put first, and whether that was right; each asked twice.

Once with its answer in the index, once without: a system that knows its limits must tell the two apart.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.answering.context import TurnContext
from knowledge.answering.evidence import evidence, is_clause
from knowledge.answering.steps.normalise import Normalise
from knowledge.answering.steps.rank import rank
from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import RetrievalSet
from knowledge.index.changes import PassageVectors, Upsert
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.texts import texts_of
from knowledge.model.hit import Hit, SearchResult
from knowledge.model.passage import Passage
from knowledge.regions.loader import load_regions
from knowledge.search.hybrid import HybridSearch

DEPTH = 60
KEPT = 20
OFFERED = 3


@dataclass(frozen=True, slots=True)
class Example:
    """``figures`` as in ``evidence``; ``right`` tells whether the first hit answers, ``beside`` whether it is at least of
    the same entry, ``offered`` whether one of the first three answers; ``answerable`` whether any passage could.
    """

    set_name: str
    question_id: str
    clause: bool
    answerable: bool
    figures: Mapping[str, float]
    right: bool
    beside: bool
    offered: bool


def examples_of(name: str, data: RetrievalSet, encoder: Encoder) -> Iterator[Example]:
    """Yield both examples of every question of a set."""
    temporary = TemporaryIndex.build(data.corpus, encoder)
    search = HybridSearch(temporary.index, encoder)
    for query in data.queries:
        relevant = data.relevant[query.id]
        found = search.search(query.text, EVERYWHERE, k=DEPTH)
        yield from _both(name, query.id, found, lambda hit, ids=relevant: hit.passage.id in ids, relevant)


def sample_examples(passages: Sequence[Passage], encoder: Encoder, on: date) -> Iterator[Example]:
    """Yield both examples of the last wording of every curated answer, which is taken out of the index."""
    held = {passage.id: passage.questions[-1] for passage in passages if len(passage.questions) > 1}
    left = [replace(p, questions=p.questions[:-1]) if p.id in held else p for p in passages]
    search, normalise = HybridSearch(indexed(left, encoder), encoder), Normalise(load_regions())
    for passage in passages:
        if passage.id not in held:
            continue
        context = TurnContext(turn_id="", original=held[passage.id], on=on)
        normalise(context)
        context.found = search.search(context.text, EVERYWHERE, k=DEPTH)
        rank(context)
        siblings = {each.id for each in passages if each.entry_id == passage.entry_id}
        yield from _both(
            "samples", passage.id, context.found, lambda hit, own=passage.id: hit.passage.id == own, siblings
        )


def indexed(passages: Sequence[Passage], encoder: Encoder) -> PolicyIndex:
    """Return an index of passages, entry by entry."""
    index, upserts = PolicyIndex(), []
    for entry_id in dict.fromkeys(passage.entry_id for passage in passages):
        own = tuple(passage for passage in passages if passage.entry_id == entry_id)
        texts = texts_of(own)
        upserts.append(Upsert(entry_id, own, PassageVectors.split(encoder.encode_passages(texts.all()), texts)))
    index.apply(upserts, 1)
    return index


def _both(
    name: str, question_id: str, found: SearchResult, answers: Callable[[Hit], bool], gone: Collection[str]
) -> Iterator[Example]:
    """Yield the question with its answer in the index, and with the passages ``gone`` taken out."""
    for answerable in (True, False):
        hits = tuple(hit for hit in found.hits if answerable or hit.passage.id not in gone)[:KEPT]
        left = replace(found, hits=hits)
        yield Example(
            name,
            question_id,
            is_clause(left),
            answerable,
            evidence(left),
            right=bool(hits) and answers(hits[0]),
            beside=bool(hits) and hits[0].passage.id in gone,
            offered=any(map(answers, hits[:OFFERED])),
        )
