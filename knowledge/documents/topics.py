"""What a text is about: the fields of the knowledge by the words that tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).with_name("topics.yml")


class TopicSettings(BaseModel):
    """The whole file: how often the words must stand in a text, how much one in the title counts, and the words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: PositiveInt
    title: PositiveInt
    topics: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A field, and which of the texts shows it best."""

    name: str
    index: int


@cache
def topic_settings() -> TopicSettings:
    """Read ``topics.yml``, once."""
    return TopicSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def topic_of(texts: Sequence[str]) -> Topic | None:
    """Return the field of a document; ``texts`` are its title and its paragraphs. ``None`` where no field stands out."""
    settings = topic_settings()
    best, most = None, settings.least - 1
    for name, words in settings.topics.items():
        counts = [sum(text.count(word) for word in words) for text in texts]
        weighed = [counts[0] * settings.title, *counts[1:]] if counts else []
        if sum(weighed) > most:
            best, most = Topic(name, max(range(len(weighed)), key=weighed.__getitem__)), sum(weighed)
    return best
