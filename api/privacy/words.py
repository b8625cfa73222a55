"""What citizens are told of their records, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("privacy.yml")


class PrivacyWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    basis: str
    kept: tuple[str, ...]
    empty: str


@cache
def privacy_words() -> PrivacyWords:
    """Read ``privacy.yml``, once."""
    return PrivacyWords.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
