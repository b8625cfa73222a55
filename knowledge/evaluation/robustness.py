"""What a question loses when it is written worse: recall and MRR of the same questions, clean and perturbed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import QueryRow, RetrievalSet
from knowledge.evaluation.metrics import DEPTH, Ranking, summarise
from knowledge.evaluation.perturbing import Perturbation, Perturber
from knowledge.evaluation.progress import progress
from knowledge.evaluation.retrieval import peer_rankers
from knowledge.index.analysis import default_analyzer
from knowledge.search.hybrid import HybridSearch
from knowledge.text.tokens import default_tokenizer
from knowledge.wording.colloquial import ColloquialMap, read_colloquial
from knowledge.wording.reader import build_reader

FIGURES = ("recall@10", "mrr@10")

Ask = Callable[[str], Ranking]


def evaluate_robustness(corpus: Path, queries: Path, qrels: Path, *, seed: int, encoder: Encoder) -> dict[str, Any]:
    """Ask every question clean and in every perturbation, of the search and of its peers.

    The colloquial perturbation reads the very map that the search expands with, so it shows what a known wording
    costs; ``colloquial_unseen`` uses the half of the map that is then taken from the search: what an unknown one does.

    Args:
        corpus: ``corpus.jsonl``.
        queries: ``queries.jsonl``.
        qrels: ``qrels.tsv``.
        seed: Decides what happens to which question.
        encoder: The embedding model of the service.

    Returns:
        For each perturbation how many questions it ``changed``, and of those for every ranker recall@10 and mrr@10
        ``clean``, ``perturbed`` and their difference, the ``loss``.
    """
    data = RetrievalSet.read(corpus, queries, qrels)
    temporary = TemporaryIndex.build(data.corpus, encoder)
    colloquial = read_colloquial()
    known, unseen = halves(colloquial, Random(seed))
    rankers = peer_asks(data, temporary, encoder)
    whole = rankers | {"yihaoda": live(HybridSearch(temporary.index, encoder))}
    half = rankers | {"yihaoda": live(HybridSearch(temporary.index, encoder, reader=build_reader(known)))}
    perturber = Perturber(default_analyzer(), default_tokenizer(), colloquial, unseen)
    found: dict[str, Any] = {"queries": len(data.queries), "corpus": len(data.corpus), "seed": seed, "perturbed": {}}
    with progress("扰动") as report:
        for done, how in enumerate(Perturbation, start=1):
            asks = half if how is Perturbation.COLLOQUIAL_UNSEEN else whole
            found["perturbed"][str(how)] = compared(data, perturbed(data.queries, how, perturber, seed), asks)
            report(done, len(Perturbation))
    return found


def perturbed(queries: Sequence[QueryRow], how: Perturbation, perturber: Perturber, seed: int) -> dict[str, str]:
    """Return the perturbed text of every question that the perturbation changes, by query id."""
    texts = {query.id: perturber.perturb(query.text, how, Random(f"{seed} {how} {query.id}")) for query in queries}
    return {query.id: texts[query.id] for query in queries if texts[query.id] != query.text}


def compared(data: RetrievalSet, texts: Mapping[str, str], asks: Mapping[str, Ask]) -> dict[str, Any]:
    """Return the figures of the changed questions, ranker by ranker."""
    clean = {query.id: query.text for query in data.queries if query.id in texts}
    relevant = {query: data.relevant[query] for query in clean}
    rankers = {name: _loss(clean, texts, relevant, ask) for name, ask in asks.items()} if clean else {}
    return {"changed": len(clean), "rankers": rankers}


def halves(colloquial: ColloquialMap, random: Random) -> tuple[ColloquialMap, ColloquialMap]:
    """Split the map at random."""
    pairs = random.sample(list(colloquial.pairs), len(colloquial.pairs))
    middle = len(pairs) // 2
    return replace(colloquial, pairs=pairs[:middle]), replace(colloquial, pairs=pairs[middle:])


def peer_asks(data: RetrievalSet, temporary: TemporaryIndex, encoder: Encoder) -> dict[str, Ask]:
    """Return the peers, from a question to passage ids."""

    def asking(ranker: Callable[[str], Any]) -> Ask:
        return lambda text: [data.corpus[row].id for row in ranker(text)[:DEPTH]]

    return {name: asking(ranker) for name, ranker in peer_rankers(data, temporary, encoder).items()}


def live(search: HybridSearch) -> Ask:
    """Return what a citizen gets."""
    return lambda text: [hit.passage.id for hit in search.search(text, EVERYWHERE, k=DEPTH).hits]


def _loss(
    clean: Mapping[str, str], texts: Mapping[str, str], relevant: Mapping[str, frozenset[str]], ask: Ask
) -> dict[str, Any]:
    before = summarise({query: ask(text) for query, text in clean.items()}, relevant)
    after = summarise({query: ask(text) for query, text in texts.items()}, relevant)
    return {
        "clean": {name: before[name] for name in FIGURES},
        "perturbed": {name: after[name] for name in FIGURES},
        "loss": {name: before[name] - after[name] for name in FIGURES},
    }
