"""Which clause or question of one revision is which of another."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias

from rapidfuzz.distance import Indel

Item: TypeAlias = Mapping[str, Any]
_ALIKE = 0.6  # share of characters in common, from which on two texts are one that was rewritten
_COMPARED = 400  # characters of a text that are compared; a rewritten clause shows itself earlier
_MOST_PAIRS = 40_000


def align(kind: str, before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
    """Map positions of ``before`` to those of ``after`` that hold the same clause or question, as one to one.

    What is the same word for word goes first, then what has the same text, the same name, and what is alike.
    ``kind`` is ``clauses`` or ``questions``.
    """
    name, text = ("label", "text") if kind == "clauses" else ("question", "conclusion")
    found: dict[int, int] = {}
    for key in (
        lambda item: (item.get(name), item.get(text)),
        lambda item: item.get(text) or None,
        lambda item: item.get(name) or None,
    ):
        _match(found, before, after, key)
    _match_alike(found, before, after, lambda item: f"{item.get(name, '')}{item.get(text, '')}"[:_COMPARED])
    return found


def _match(
    found: dict[int, int], before: Sequence[Item], after: Sequence[Item], key: Callable[[Item], Hashable]
) -> None:
    """Pair the first, the second … with the same key."""
    taken = set(found.values())
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(after):
        if at not in taken and key(item) is not None:
            places[key(item)].append(at)
    for at, item in enumerate(before):
        if at not in found and places.get(key(item)):
            found[at] = places[key(item)].pop(0)


def _match_alike(
    found: dict[int, int], before: Sequence[Item], after: Sequence[Item], text: Callable[[Item], str]
) -> None:
    taken = set(found.values())
    left = [at for at in range(len(before)) if at not in found]
    right = [at for at in range(len(after)) if at not in taken]
    if not left or len(left) * len(right) > _MOST_PAIRS:
        return
    pairs = sorted(
        ((Indel.normalized_similarity(text(before[a]), text(after[b])), -a, -b) for a in left for b in right),
        reverse=True,
    )
    for likeness, a, b in pairs:
        if likeness >= _ALIKE and -a not in found and -b not in taken:
            found[-a] = -b
            taken.add(-b)
