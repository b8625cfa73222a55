"""The vectors of the last questions: people ask the same things, and one question passes several stages."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from knowledge.embedding.encoder import Vectors


class QueryCache:
    """Least-recently-used vectors by text; safe to share between threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._rows: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()

    def rows(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> list[Vectors]:
        """Return one row a text; ``encode`` is called once, with the distinct texts that are not known."""
        known = self._known(texts)
        if missing := [text for text in dict.fromkeys(texts) if text not in known]:
            fresh = dict(zip(missing, encode(missing), strict=True))
            self._remember(fresh)
            known |= fresh
        return [known[text] for text in texts]

    def _known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {text: self._rows[text] for text in texts if text in self._rows}
            for text in found:
                self._rows.move_to_end(text)
        return found

    def _remember(self, fresh: dict[str, Vectors]) -> None:
        with self._lock:
            for text, row in fresh.items():
                self._rows[text] = np.array(row)
            while len(self._rows) > self._capacity:
                self._rows.popitem(last=False)
