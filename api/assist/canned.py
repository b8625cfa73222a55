"""What operators say again and again, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("canned.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(_Part):
    """One of them, and what it is called in a list."""

    title: str = Field(min_length=1)
    text: str = Field(min_length=1, max_length=2000)


class PhraseGroup(_Part):
    """Phrases for one purpose."""

    name: str
    phrases: tuple[Phrase, ...]


class CannedPhrases(_Part):
    """The whole file."""

    groups: tuple[PhraseGroup, ...]


@cache
def canned_phrases() -> CannedPhrases:
    """Read ``canned.yml``, once."""
    return CannedPhrases.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
