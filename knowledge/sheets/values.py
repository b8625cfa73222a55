"""What the text of a cell means: days, lists, aspects, audiences."""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.documents.dates import only_date
from knowledge.errors import InvalidInput
from knowledge.model.passage import Aspect, Audience

FILE = Path(__file__).with_name("values.yml")
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, as they count after 28 February 1900
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ENUMERATED = re.compile(r"^(?:[（(]?\d{1,2}[)）.．、](?!\d)|[①-⑳]|[-•·●])\s*")
_PARTS = re.compile(r"[；;|｜]|(?<=[？?])")


class _Values(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    aspects: dict[Aspect, str]
    audiences: dict[Audience, tuple[str, ...]]
    everybody: tuple[str, ...]
    no_date: tuple[str, ...]


@cache
def words() -> _Values:
    """Read ``values.yml``, once."""
    return _Values.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def read_day(text: str) -> date | None:
    """Return the day that a cell names, as a date, as the number a spreadsheet counts days with, or as 20240102.

    Nothing where it names none: empty, 长期.

    Raises:
        InvalidInput: it says something else.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded or folded in words().no_date:
        return None
    if _SERIAL.fullmatch(folded) and 20000 <= float(folded) <= 80000:
        return _EPOCH + timedelta(days=int(float(folded)))
    if compact := _COMPACT.fullmatch(folded):
        folded = "-".join(compact.groups())
    found = only_date(_TIME.sub("", folded))
    if found is None:
        raise InvalidInput(f"“{text[:20]}”不是日期", remedy="写法如 2024-01-31")
    return found


def read_list(text: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several: one a line, or parted by semicolons, bars, question marks."""
    parts = text.split("\n") if "\n" in text else _PARTS.split(text)
    stripped = (_ENUMERATED.sub("", part.strip()).strip() for part in parts)
    return tuple(dict.fromkeys(part for part in stripped if part))


def read_keywords(text: str, separators: str) -> tuple[str, ...]:
    """Return keywords, parted by any of ``separators`` or line ends."""
    parts = re.split(f"[{re.escape(separators)}\n]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_aspect(text: str) -> Aspect | None:
    """Return the aspect that a cell names, nothing where it names none."""
    return next((aspect for aspect, label in words().aspects.items() if label in text), None)


def read_audience(text: str) -> frozenset[Audience] | None:
    """Return whom a cell names; everybody where it is empty, nothing where it is not understood."""
    if not text or any(word in text for word in words().everybody):
        return frozenset(Audience)
    return frozenset(name for name, said in words().audiences.items() if any(word in text for word in said)) or None
