"""The dialogue's files as a test reads them."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
ANNOTATION = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def domain() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    return content


def nlu_blocks(kind: str) -> Iterator[tuple[str, list[str]]]:
    """The name and examples of every block of a kind: ``intent``, ``synonym``, ``lookup`` or ``regex``."""
    for path in sorted((ROOT / "bot/data/nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            if kind in block:
                yield block[kind], [line.removeprefix("- ") for line in block["examples"].splitlines()]


def intent_examples() -> list[tuple[str, str]]:
    """(intent, text without annotations) of all training examples."""
    return [(name, ANNOTATION.sub(r"\1", text)) for name, texts in nlu_blocks("intent") for text in texts]


def paraphrases(name: str) -> list[tuple[str, str]]:
    """(intent, text) of a held-out set."""
    rows = map(json.loads, (ROOT / "bot/tests" / name).read_text("utf-8").splitlines())
    return [(row["intent"], row["text"]) for row in rows]


def bare(text: str) -> str:
    """Letters and digits only, so that punctuation hides no repetition; the text itself when it has none."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())
    return "".join(kept) or text
