"""By which rules a sheet is checked, and how one is written."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).with_name("profiles.yml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Profile(_Part):
    """Rules of a kind of sheet: one whose header has the columns ``when`` and none of ``unless``.

    An empty ``natures`` allows any.
    """

    name: str
    when: tuple[str, ...]
    unless: tuple[str, ...]
    required: tuple[str, ...]
    max_rows: PositiveInt
    max_title: PositiveInt
    max_keyword: PositiveInt
    keyword_separators: str
    category_levels: PositiveInt
    natures: tuple[str, ...]


class Export(_Part):
    """What an exported sheet says where the records do not."""

    category_root: str
    nature: str


class Profiles(_Part):
    """The whole file."""

    profiles: tuple[Profile, ...]
    export: Export


@cache
def profiles() -> Profiles:
    """Read ``profiles.yml``, once."""
    return Profiles.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def profile_for(found: Collection[str]) -> Profile:
    """Return the first profile whose columns the header has."""
    every = profiles().profiles
    return next(one for one in every if set(one.when) <= set(found) and not set(one.unless) & set(found))
