"""Which aspect of a policy a question is about, by the words people use."""

from functools import cache
from pathlib import Path

import yaml

from knowledge.model.passage import Aspect

ASPECT_INTENT = "ask_aspect"  # what the dialogue calls a question about the policy being talked about


@cache
def _words() -> tuple[tuple[Aspect, tuple[str, ...]], ...]:
    rows = yaml.safe_load(Path(__file__).with_name("aspects.yml").read_text("utf-8"))["aspects"]
    return tuple((Aspect(name), tuple(words)) for name, words in rows.items())


def aspect_of(text: str) -> Aspect | None:
    """Return the aspect asked about, or nothing when no word tells."""
    return next((aspect for aspect, words in _words() if any(word in text for word in words)), None)


def without_aspect(text: str) -> str:
    """Return what is left of a question when the words for its aspect are taken out."""
    for _aspect, words in _words():
        for word in sorted(words, key=len, reverse=True):
            text = text.replace(word, " ")
    return text


def aspect_word(aspect: Aspect) -> str:
    """Return the commonest word for an aspect, to ask about it; empty where none is listed."""
    return next((words[0] for known, words in _words() if known is aspect), "")
