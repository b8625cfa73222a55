"""Any sentence-transformers model as an encoder."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from knowledge.embedding import fingerprint
from knowledge.embedding.batches import length_sorted
from knowledge.embedding.encoder import Progress, Vectors
from knowledge.embedding.errors import ModelUnusable
from knowledge.embedding.precision import Precision, fastest
from knowledge.embedding.query_cache import QueryCache

CHARACTERS_A_BATCH = 4096
CHARACTERS_A_TOKEN = 2
CACHED_QUERIES = 4096


def _load(model: str, precision: Precision) -> SentenceTransformer:
    try:
        return SentenceTransformer(model, device="cpu", model_kwargs={"dtype": precision.dtype}).eval()
    except (OSError, ValueError) as cause:
        raise ModelUnusable(
            f"embedding model {model!r} cannot be loaded: {cause}",
            remedy="name a sentence-transformers folder, or none to use the offline model",
        ) from cause


class SentenceTransformerEncoder:
    """An encoder over a sentence-transformers folder or hub name.

    Prompts named ``query`` and ``passage`` (or ``document``) are put before the texts where the model has them.
    Threads may share it: only the tokenizer, which is quick, takes one caller at a time, so a citizen's question
    does not wait for an import.
    """

    def __init__(self, model: str, *, precision: Precision | None = None) -> None:
        """Load the model and warm it up.

        Args:
            model: A folder or a hub name.
            precision: Number format to compute in; the fastest of this processor unless given.

        Raises:
            ModelUnusable: there is no such model, or its files cannot be read.
        """
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # the library leaves it untyped
        chosen = precision or fastest()
        self._model = _load(model, chosen)
        self.family = fingerprint.family(model, self._model)
        self.name = f"{self.family}/{chosen}"
        self.dimension = self._model.get_embedding_dimension() or 0
        self._query_prompt = self._prompt("query")
        self._passage_prompt = self._prompt("passage") or self._prompt("document")
        self._longest = CHARACTERS_A_TOKEN * (self._model.max_seq_length or 512)
        self._tokenizer_lock = Lock()
        self._cache = QueryCache(CACHED_QUERIES)
        self._threads = torch.get_num_threads()
        self._encode(["预热"], self._query_prompt, threads=1)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; those asked before come from memory."""
        rows = self._cache.rows(texts, lambda missing: self._encode(missing, self._query_prompt, threads=1))
        return np.stack(rows) if rows else self._nothing()

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode passages in batches of like length; ``progress`` is called after each batch."""
        return self._encode(texts, self._passage_prompt, progress, threads=self._threads)

    def _prompt(self, name: str) -> str | None:
        return self._model.prompts.get(name) or None

    def _nothing(self) -> Vectors:
        return np.empty((0, self.dimension), np.float32)

    def _encode(
        self, texts: Sequence[str], prompt: str | None, progress: Progress | None = None, *, threads: int
    ) -> Vectors:
        # The number holds for the calling thread alone. One short text gains nothing from a second core, and waiting
        # for it to wake costs half as much again; a batch of passages gains nearly all of it.
        torch.set_num_threads(threads)
        vectors, done = np.empty((len(texts), self.dimension), np.float32), 0
        for batch in length_sorted(texts, CHARACTERS_A_BATCH, self._longest):
            vectors[batch] = self._forward([texts[at] for at in batch], prompt)
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

    def _forward(self, texts: list[str], prompt: str | None) -> Vectors:
        with self._tokenizer_lock:
            features = self._model.preprocess(texts, prompt=prompt)
        with torch.inference_mode():
            vectors: torch.Tensor = self._model(features)["sentence_embedding"]
            rows: Vectors = torch.nn.functional.normalize(vectors.float(), dim=1).numpy()
        return rows
