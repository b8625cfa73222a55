"""Which column of a sheet says what, by the words its header uses."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).with_name("columns.yml")
PROBLEM_LABEL = "导入问题"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NOISE = re.compile(r"[\W_]+")


class Column(BaseModel):
    """A column. ``many``: one value a line; ``element``: the text of an element of an interpretation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    synonyms: tuple[str, ...]
    note: str = ""
    many: bool = False
    element: bool = False


@cache
def columns() -> Mapping[str, Column]:
    """Read ``columns.yml``, once: columns by name, in the order of an exported sheet."""
    rows = yaml.safe_load(FILE.read_text("utf-8"))
    return {name: Column.model_validate(row) for name, row in rows.items()}


def label_of(name: str) -> str:
    """Return what staff call a column."""
    return columns()[name].label


def recognised(header: tuple[str, ...]) -> dict[str, int]:
    """Return where each column stands that the header names, by name; of two with one name the first counts."""
    found: dict[str, int] = {}
    for index, text in enumerate(header):
        if (name := _names().get(_key(text))) and name != "ignored":
            found.setdefault(name, index)
    return found


def is_known(text: str) -> bool:
    """Whether a header says something that is imported or knowingly left out."""
    return _key(text) in _names()


@cache
def _names() -> Mapping[str, str]:
    return {_key(text): name for name, column in columns().items() for text in (column.label, *column.synonyms)}


def _key(text: str) -> str:
    """Return a header without what changes from table to table: blanks, stars, remarks in brackets, full width."""
    folded = unicodedata.normalize("NFKC", text)
    return _NOISE.sub("", _BRACKETED.sub("", folded)).casefold()
