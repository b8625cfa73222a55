"""Index against database: what one holds that the other does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress

from knowledge.index import codec
from knowledge.index.policy_index import PolicyIndex


@dataclass(frozen=True, slots=True)
class Differences:
    """Passage ids, sorted: in the database alone, in the index alone, and in both with different content."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.changed)


def verify(index: PolicyIndex, expected: Mapping[str, str]) -> Differences:
    """Compare an index with the content hashes (``codec.content_hash``) that the database expects, by passage id."""
    found = {codec.decode(document).id: codec.digest(document) for document in _documents(index)}
    shared = found.keys() & expected.keys()
    return Differences(
        missing=tuple(sorted(expected.keys() - found.keys())),
        surplus=tuple(sorted(found.keys() - expected.keys())),
        changed=tuple(sorted(key for key in shared if found[key] != expected[key])),
    )


def _documents(index: PolicyIndex) -> list[bytes]:
    view = index.view
    return [
        document
        for segment, alive in zip(view.segments, view.alive, strict=True)
        for document in compress(segment.records.documents(), alive)
    ]
