"""What a snapshot says of itself."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from knowledge.index.settings import index_settings

FILE = "manifest.json"
FORMAT = 5
_LABELS = {"format": "格式版本", "encoder": "向量模型", "analyzer": "分词词典", "windows": "窗口设置"}


class Maker(BaseModel):
    """All that must be equal for a snapshot to be usable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    encoder: str
    analyzer: str
    windows: str

    @classmethod
    def current(cls, encoder: str, analyzer: str) -> Self:
        """Return the maker that this program is now."""
        return cls(
            format=FORMAT, encoder=encoder, analyzer=analyzer, windows=index_settings().windows.model_dump_json()
        )

    def differences(self, other: Self) -> str:
        """Name what differs, empty where nothing does."""
        return "、".join(label for name, label in _LABELS.items() if getattr(self, name) != getattr(other, name))


class Manifest(BaseModel):
    """A snapshot's maker, how far it goes, what the log says of that line, and the SHA-256 of its files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    maker: Maker
    sequence: int
    mark: str
    passages: int
    checksums: Mapping[str, str]


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
