"""Questions with their candidates and features, gathered by the very code that serves citizens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.encoder import Encoder
from knowledge.evaluation.corpus import EVERYWHERE, TemporaryIndex
from knowledge.evaluation.files import CorpusRow, QueryRow, RetrievalSet
from knowledge.evaluation.progress import progress
from knowledge.samples.schema import load_samples
from knowledge.search.candidates import Query, gather
from knowledge.search.features import Feature
from knowledge.search.prior import passage_prior
from knowledge.search.settings import SearchSettings, search_settings
from knowledge.search.wording import QueryWording
from knowledge.wording.reader import default_reader
from scripts.bench.places import ROOT


@dataclass(frozen=True, slots=True)
class GatheredSet:
    """A set of questions, gathered. ``values`` (candidates, features) holds raw features, columns as in ``Feature``;
    ``vectors`` (candidates, dimension) those of the whole passages, in half precision.
    """

    name: str
    questions: Sequence[QueryRow]
    values: NDArray[np.float32]
    vectors: NDArray[np.float16]
    relevant: NDArray[np.bool_]
    sizes: NDArray[np.int64]

    def with_prior(self, direction: NDArray[np.float32]) -> "GatheredSet":
        """Return the same with the feature of another direction of passages that answer."""
        values = self.values.copy()
        values[:, list(Feature).index(Feature.PRIOR)] = self.vectors.astype(np.float32) @ direction
        return replace(self, values=values)


def gather_set(name: str, data: RetrievalSet, encoder: Encoder, settings: SearchSettings | None = None) -> GatheredSet:
    """Index the passages of a set and gather the candidates of its questions."""
    temporary = TemporaryIndex.build(data.corpus, encoder)
    view, analyzer = temporary.index.view, temporary.index.analyzer
    ids = {view.rows_of(row.id).start: row.id for row in data.corpus}
    chosen, reader = settings or search_settings(), default_reader()
    values, vectors, relevant, sizes = [], [], [], []
    held = np.concatenate([segment.dense["passages"].vectors for segment in view.segments])
    with progress(name) as report:
        for query in data.queries:
            reading = reader.read(query.text)
            vector = encoder.encode_queries([reading.mended])[0]
            wording = QueryWording.read(reading, analyzer, chosen)
            asked = Query.read(query.text, vector, analyzer, wording, passage_prior(encoder.family))
            found = gather(view, asked, EVERYWHERE, chosen)
            values.append(np.stack([found.features[feature] for feature in Feature], axis=1))
            vectors.append(held[found.rows])
            relevant.append([ids[int(row)] in data.relevant[query.id] for row in found.rows])
            sizes.append(len(found.rows))
            report(len(sizes), len(data.queries))
    return GatheredSet(
        name,
        data.queries,
        np.concatenate(values).astype(np.float32),
        np.concatenate(vectors),
        np.concatenate(relevant).astype(np.bool_),
        np.array(sizes, np.int64),
    )


def sample_set() -> RetrievalSet:
    """Return our own sample knowledge as a set: curated answers without their questions, and one question of each."""
    rows, queries, relevant = [], [], {}
    for row, asked in _sample_answers():
        rows.append(row)
        queries.append(QueryRow(f"{row.id}?", asked[len(rows) % len(asked)]))
        relevant[queries[-1].id] = frozenset((row.id,))
    return RetrievalSet(tuple(rows), tuple(queries), relevant)


def _sample_answers() -> Iterator[tuple[CorpusRow, tuple[str, ...]]]:
    for entry in load_samples(Path(ROOT / "knowledge" / "samples")).interpretations:
        for number, pair in enumerate(entry.qa):
            text = f"{pair.conclusion}\n{pair.details}"
            yield CorpusRow(f"{entry.id}#{number}", entry.title, text), (pair.question, *pair.similar)
