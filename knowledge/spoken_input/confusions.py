"""The reviewed list of short words that recognisers take for others."""

import operator
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from knowledge.text.sounds import toneless

FILE = Path(__file__).with_name("confusions.yml")
_Word = Annotated[str, Field(min_length=2, pattern=r"^[\u3400-\u9fff]+$")]


class Confusion(BaseModel):
    """``heard`` is what ``meant`` was taken for; with ``only_before``, where one of these follows, or nothing does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meant: _Word
    heard: Annotated[tuple[_Word, ...], Field(min_length=1)]
    only_before: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _sounds_the_same(self) -> Self:
        for word in self.heard:
            if word == self.meant or not _may_sound_alike(word, self.meant):
                raise ValueError(f"“{word}”应与“{self.meant}”同音而不同字")
        return self


def _may_sound_alike(one: str, other: str) -> bool:
    """Whether two words have a reading in common: 着火 is read like 找火, though 着 alone is read otherwise first."""
    return len(one) == len(other) and all(map(operator.and_, map(_readings, one), map(_readings, other)))


@cache
def _readings(char: str) -> frozenset[str]:
    # The import reads pypinyin's phrases too, a fifth of a second that commands without speech are spared.
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    return frozenset(map(toneless, pinyin_dict.get(ord(char), "").split(","))) - {""}


@cache
def confusions() -> Sequence[Confusion]:
    """Read ``confusions.yml``, once."""
    return TypeAdapter(tuple[Confusion, ...]).validate_python(yaml.safe_load(FILE.read_text("utf-8")))
