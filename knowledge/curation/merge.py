"""Bringing two people's changes of one revision together, field by field; what contradicts is shown, never dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from knowledge.curation.alignment import align
from knowledge.curation.diff import LISTED, NESTED
from knowledge.curation.labels import label_of

Json: TypeAlias = Mapping[str, Any]
_SETS = frozenset({"keywords", "documents", "audience", "similar", "negative", "responsible_units"})
_ABSENT: Any = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed, each in another way. The merged content has ``mine`` (or what there is) at ``path``."""

    path: str
    label: str
    base: object
    mine: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merged:
    """The content of both, and where they contradict each other."""

    content: dict[str, Any]
    conflicts: tuple[Difference, ...]


@dataclass(slots=True)
class _Node:
    """A clause or question on its way into the merged list, with what both disagree about in it."""

    item: dict[str, Any]
    rows: list[tuple[tuple[str | int, ...], object, object, object]] = field(default_factory=list)


def merge_contents(base: Json, mine: Json, theirs: Json) -> Merged:
    """Merge two changes of ``base``, contents of one kind as JSON."""
    if theirs in (base, mine):
        return Merged(dict(mine), ())
    if mine == base:
        return Merged(dict(theirs), ())
    merged: dict[str, Any] = {}
    rows: list[tuple[tuple[str | int, ...], object, object, object]] = []
    for name in dict.fromkeys((*mine, *theirs, *base)):
        values = base.get(name), mine.get(name), theirs.get(name)
        if name in LISTED:
            merged[name] = _merge_listed(name, values, rows)
        elif name in NESTED:
            node = _merge_fields(*(value or {} for value in values))
            merged[name] = node.item
            rows += [((name, *path), was, own, other) for path, was, own, other in node.rows]
        else:
            merged[name] = _merge_value(name, values, (name,), rows)
    conflicts = [
        Difference(".".join(map(str, path)), label_of(path, merged), was, own, other) for path, was, own, other in rows
    ]
    return Merged(merged, tuple(conflicts))


def _merge_value(name: str, values: tuple[Any, Any, Any], path: tuple[str | int, ...], rows: list[Any]) -> Any:  # noqa: ANN401  # JSON
    base, mine, theirs = values
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    if name in _SETS and all(isinstance(value, Sequence) for value in values):
        return _merge_set(base, mine, theirs)
    rows.append((path, base, mine, theirs))
    return mine if mine is not _ABSENT else theirs


def _merge_set(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return what either added, without what either took out; in my order, theirs behind."""
    kept = [item for item in mine if item not in base or item in theirs]
    return kept + [item for item in dict.fromkeys(theirs) if item not in base and item not in kept]


def _merge_fields(base: Json, mine: Json, theirs: Json) -> _Node:
    node = _Node({})
    for name in dict.fromkeys((*mine, *theirs, *base)):
        values = base.get(name, _ABSENT), mine.get(name, _ABSENT), theirs.get(name, _ABSENT)
        value = _merge_value(name, values, (name,), node.rows)
        if value is not _ABSENT or (name in mine and name in theirs):
            node.item[name] = value
    return node


def _merge_listed(name: str, values: tuple[Any, Any, Any], rows: list[Any]) -> list[dict[str, Any]]:
    base, mine, theirs = (list(value or []) for value in values)
    to_mine, to_theirs = align(name, base, mine), align(name, base, theirs)
    fresh = _same_new(name, mine, theirs, set(to_mine.values()), set(to_theirs.values()))
    of_mine = {b: f"b{a}" for a, b in to_mine.items()}
    of_theirs = {b: f"b{a}" for a, b in to_theirs.items()} | {t: f"m{m}" for m, t in fresh.items()}
    my_order = [of_mine.get(at, f"m{at}") for at in range(len(mine))]
    their_order = [of_theirs.get(at, f"t{at}") for at in range(len(theirs))]
    base_at = {f"b{at}": item for at, item in enumerate(base)}
    mine_at, theirs_at = dict(zip(my_order, mine, strict=True)), dict(zip(their_order, theirs, strict=True))
    nodes: list[_Node] = []
    for key in _order(list(base_at), my_order, their_order):
        node = _merge_item(base_at.get(key), mine_at.get(key), theirs_at.get(key))
        if node is not None:
            nodes.append(node)
    for at, node in enumerate(nodes):
        rows += [((name, at, *path), was, own, other) for path, was, own, other in node.rows]
    return [node.item for node in nodes]


def _merge_item(base: Json | None, mine: Json | None, theirs: Json | None) -> _Node | None:
    if mine is not None and theirs is not None:
        return _merge_fields(base or {}, mine, theirs)
    kept = mine if mine is not None else theirs
    if kept is None or kept == base:
        return None  # one of them took it out, and the other had nothing against it
    return _Node(dict(kept), [] if base is None else [((), base, mine, theirs)])


def _same_new(
    name: str, mine: Sequence[Json], theirs: Sequence[Json], known_mine: set[int], known_theirs: set[int]
) -> dict[int, int]:
    """Map what I added to what they added under the same name."""
    key = "label" if name == "clauses" else "question"
    added = {theirs[at].get(key): at for at in range(len(theirs) - 1, -1, -1) if at not in known_theirs}
    found: dict[int, int] = {}
    for at, item in enumerate(mine):
        if at not in known_mine and item.get(key) and item.get(key) in added:
            found[at] = added.pop(item.get(key))
    return found


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return every key once: in my order unless only they moved something; what the other added stays behind its neighbour."""
    mine_moved = _common(mine, base) != _common(base, mine)
    first, second = (mine, theirs) if mine_moved or _common(theirs, base) == _common(base, theirs) else (theirs, mine)
    order = list(first)
    before = None
    for key in second:
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key
    return order


def _common(order: Sequence[str], other: Sequence[str]) -> list[str]:
    known = set(other)
    return [key for key in order if key in known]
