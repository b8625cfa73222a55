"""What changed between two revisions, field by field, in the words of the people who wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from knowledge.curation.alignment import align
from knowledge.curation.labels import label_of
from knowledge.curation.spans import Span, compare_words

Json: TypeAlias = Mapping[str, Any]
LISTED = ("clauses", "questions")  # parts that are lists of things with a name
NESTED = ("validity", "elements")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field. ``path`` is its place in the newer content, or in the older one where it is gone (``clauses.2.text``)."""

    path: str
    label: str
    before: str
    after: str

    @property
    def spans(self) -> tuple[Span, ...]:
        """The change word by word."""
        return compare_words(self.before, self.after)


def compare_contents(before: Json, after: Json) -> tuple[FieldChange, ...]:
    """Return every field that differs between two contents of the same kind, as JSON, in the order of the form."""
    return tuple(_changes(before, after))


def text_of(value: object) -> str:
    """Return a value as it is read: lists line by line, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ".join(filter(None, map(text_of, value.values())))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(map(text_of, value))
    return str(value)


def _changes(before: Json, after: Json) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if name in LISTED:
            yield from _listed(name, before, after)
        elif name in NESTED:
            yield from _nested(name, old or {}, new or {})
        else:
            yield from _field((name,), old, new, after)


def _nested(name: str, old: Json, new: Json) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        yield from _field((name, key), old.get(key), new.get(key), new)


def _listed(name: str, before: Json, after: Json) -> Iterator[FieldChange]:
    old, new = before.get(name) or [], after.get(name) or []
    pairs = align(name, old, new)
    back = {b: a for a, b in pairs.items()}
    for at, item in enumerate(new):
        source = old[back[at]] if at in back else None
        if source is None:
            yield FieldChange(f"{name}.{at}", label_of((name, at), after), "", text_of(item))
            continue
        for key in dict.fromkeys((*source, *item)):
            yield from _field((name, at, key), source.get(key), item.get(key), after)
    for at, item in enumerate(old):
        if at not in pairs:
            yield FieldChange(f"{name}.{at}", label_of((name, at), before), text_of(item), "")
    order = [pairs[at] for at in range(len(old)) if at in pairs]
    if order != sorted(order):
        names = [[label_of((name, at), content) for at in places] for places, content in (
            (range(len(old)), before), (range(len(new)), after))]  # fmt: skip
        yield FieldChange(name, f"{label_of((name,))}顺序", "、".join(names[0]), "、".join(names[1]))


def _field(path: tuple[str | int, ...], old: object, new: object, content: Json) -> Iterator[FieldChange]:
    before, after = text_of(old), text_of(new)
    if before != after:
        yield FieldChange(".".join(map(str, path)), label_of(path, content), before, after)
