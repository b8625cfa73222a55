"""The reviewed map from what people say to what documents write."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from yaml.nodes import MappingNode, Node, SequenceNode

from knowledge.wording.errors import UnreadableDictionary

FILE = Path(__file__).parents[1] / "dictionary" / "colloquial.yml"


class _Entry(BaseModel):
    """One entry of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    official: str = Field(min_length=1)
    spoken: tuple[str, ...] = Field(min_length=1)
    note: str = ""
    region: str = ""

    @field_validator("spoken", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        """A phrase of digits alone is read as a number by YAML."""
        return [str(item) if isinstance(item, int) else item for item in value] if isinstance(value, list) else value

    @field_validator("spoken")
    @classmethod
    def _no_blank(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(value):
            raise ValueError("spoken 里有空白")
        return value


@dataclass(frozen=True, slots=True)
class Pair:
    """``spoken`` may mean ``official``; with a ``region`` it is a word of the dialect there."""

    spoken: str
    official: str
    field_name: str
    region: str = ""


@dataclass(frozen=True)
class ColloquialMap:
    """All pairs, in the order of the file."""

    pairs: Sequence[Pair]

    @cached_property
    def officials(self) -> dict[str, tuple[str, ...]]:
        """What every spoken phrase may mean."""
        found: dict[str, tuple[str, ...]] = {}
        for pair in self.pairs:
            found[pair.spoken] = (*found.get(pair.spoken, ()), pair.official)
        return found

    @cached_property
    def digest(self) -> str:
        """Changes when a pair does."""
        lines = "\n".join(f"{pair.spoken}\t{pair.official}" for pair in self.pairs)
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:12]


def read_colloquial(path: Path = FILE) -> ColloquialMap:
    """Read the map.

    Raises:
        UnreadableDictionary: an entry has another shape or says nothing new; the message names its line.
    """
    try:
        root = yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise UnreadableDictionary(path, mark.line + 1 if mark else 1, f"不是 YAML（{error.problem}）") from error
    pairs: dict[tuple[str, str], Pair] = {}
    for field_name, node in _entries(path, root):
        line, entry = node.start_mark.line + 1, _entry(path, node)
        for spoken in entry.spoken:
            if spoken == entry.official:
                raise UnreadableDictionary(path, line, f"“{spoken}”就是规范说法本身")
            if (spoken, entry.official) in pairs:
                raise UnreadableDictionary(path, line, f"“{spoken}”→“{entry.official}”重复")
            pairs[spoken, entry.official] = Pair(spoken, entry.official, field_name, entry.region)
    return ColloquialMap(tuple(pairs.values()))


def _entries(path: Path, root: Node | None) -> Iterator[tuple[str, Node]]:
    if not isinstance(root, MappingNode):
        raise UnreadableDictionary(path, 1, "应为“领域: [条目, …]”")
    for key, value in root.value:
        if not isinstance(value, SequenceNode):
            raise UnreadableDictionary(path, key.start_mark.line + 1, f"领域“{key.value}”之下应为条目的列表")
        for node in value.value:
            yield str(key.value), node


def _entry(path: Path, node: Node) -> _Entry:
    loader = yaml.SafeLoader("")
    try:
        return _Entry.model_validate(loader.construct_document(node))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "条目"
        raise UnreadableDictionary(path, node.start_mark.line + 1, f"{place}：{first['msg']}") from error
