"""What a switchboard brings, made fit to be kept and asked: a transcript is not refused for what a machine put into it."""

import unicodedata

from api.conversations.schemas import MAX_MESSAGE
from knowledge.spoken.sentences import sentences_of


def readable(text: str) -> str:
    """Return the text without control characters, a space for each; nothing where nothing can be read."""
    said = "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text).strip()
    return "" if all(unicodedata.category(char)[0] in "ZC" for char in said) else said


def question_in(said: str) -> str:
    """Return what is asked of a long speech: its last sentences, as much as a question may have."""
    if len(said) <= MAX_MESSAGE:
        return said
    asked = ""
    for sentence in reversed(sentences_of(said)):
        if len(sentence) + len(asked) > MAX_MESSAGE:
            break
        asked = sentence + asked
    return asked or said[-MAX_MESSAGE:]
