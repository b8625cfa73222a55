"""How much of a file is read, typed."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, PositiveInt

FILE = Path(__file__).with_name("limits.yml")
_MEGABYTE = 1024 * 1024


class Limits(BaseModel):
    """The whole file; ``limits.yml`` says what each figure is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document_bytes: PositiveInt
    archive_bytes: PositiveInt
    archive_members: PositiveInt
    archive_depth: PositiveInt
    package_members: PositiveInt
    unpacked_bytes: PositiveInt
    part_bytes: PositiveInt
    ratio: PositiveInt
    ratio_from: PositiveInt
    xml_elements: PositiveInt
    pages: PositiveInt
    page_characters: PositiveInt
    stream_bytes: PositiveInt
    content_bytes: PositiveInt
    seconds: PositiveInt
    scanned_pages: PositiveInt
    scanned_page_seconds: PositiveInt
    office_seconds: PositiveInt
    html_nodes: PositiveInt


@cache
def limits() -> Limits:
    """Read ``limits.yml``, once."""
    return Limits.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def megabytes(size: int) -> str:
    """Return a size as a sentence prints it: ``50 MB``."""
    return f"{size / _MEGABYTE:.0f} MB" if size >= _MEGABYTE else f"{size} 字节"
