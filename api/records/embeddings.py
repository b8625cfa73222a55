"""The embedding store in the database."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from api.db.engine import Database
from api.records.tables import EmbeddingRow
from knowledge.embedding.encoder import Vectors

_KEYS_A_QUERY = 500
_DTYPE = "<f2"
_Item = TypeVar("_Item")


class SqlEmbeddingStore:
    """Keeps vectors as little-endian float16."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get_many(self, model: str, hashes: Collection[str]) -> dict[str, Vectors]:
        """Return the vectors known, by hash."""
        found: dict[str, Vectors] = {}
        async with self._database.read() as session:
            for keys in _slices(sorted(hashes)):
                rows = await session.execute(
                    select(EmbeddingRow.text_hash, EmbeddingRow.vector).where(
                        EmbeddingRow.model == model, EmbeddingRow.text_hash.in_(keys)
                    )
                )
                found |= {key: np.frombuffer(blob, _DTYPE).astype(np.float32) for key, blob in rows}
        return found

    async def put_many(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors; one that is known already stays as it is."""
        rows = [
            {"model": model, "text_hash": key, "vector": vector.astype(_DTYPE).tobytes()}
            for key, vector in vectors.items()
        ]
        if not rows:
            return
        insert: Any = (postgresql if self._database.is_postgres else sqlite).insert
        async with self._database.write() as session:
            for some in _slices(rows):
                await session.execute(insert(EmbeddingRow).on_conflict_do_nothing(), some)


def _slices(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    return (list(items[start : start + _KEYS_A_QUERY]) for start in range(0, len(items), _KEYS_A_QUERY))
