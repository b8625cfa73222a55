"""The rows of our own: texts by kind, in reviewed YAML, one file a label."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("rows")


class Label(StrEnum):
    """What a text is."""

    IN_SCOPE = "in_scope"  # a question or report for a government hotline
    OUT_OF_SCOPE = "out_of_scope"  # anything else
    PRIVATE_LAW = "adjacent_legal"  # a legal question between private persons


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled text and the kind of text it comes from."""

    text: str
    label: Label
    source: str


_FILES = {"in_scope": Label.IN_SCOPE, "out_of_scope": Label.OUT_OF_SCOPE, "private_law": Label.PRIVATE_LAW}


def own_rows(folder: Path = FOLDER) -> Iterator[Row]:
    """Yield every row of the folder; the source is ``own_`` and the kind."""
    for name, label in _FILES.items():
        kinds = yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))
        for kind, texts in kinds.items():
            yield from (Row(text, label, f"own_{kind}") for text in texts.splitlines() if text.strip())
