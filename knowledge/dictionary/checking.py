"""What is wrong, or worth a second thought, with changes to the dictionary."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.shipped import shipped_keys, shipped_words
from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange
from knowledge.text.document_number import find_all

LONGEST = 20
_PROTECTED = Path(__file__).with_name("protected.yml")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SPOKEN = re.compile(r"[\u3400-\u9fffa-z]+")
_DIGIT = re.compile(r"\d")


class Severity(StrEnum):
    """Whether a change can be saved all the same."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the change at ``index``, counted from 0."""

    index: int
    severity: Severity
    code: str
    message: str


def check_changes(dictionary: Dictionary, changes: Sequence[WordChange]) -> tuple[Finding, ...]:
    """Return what is found about changes, which are made one after the other, to a dictionary."""
    found: list[Finding] = []
    for index, change in enumerate(changes):
        found += (Finding(index, *row) for row in _of_change(dictionary, change))
        dictionary = dictionary.changed([change])
    added = {change.word.said: n for n, change in enumerate(changes) if _is_pair(change)}
    meanings = _meanings(dictionary)
    found += (
        Finding(added[said], Severity.ERROR, "cycle", f"“{said}”绕了一圈又指回自己")
        for said in added
        if _leads_back(said, meanings)
    )
    return tuple(found)


_Row = tuple[Severity, str, str]


def _of_change(dictionary: Dictionary, change: WordChange) -> Iterator[_Row]:
    word = change.word
    if change.op is Op.REMOVE:
        if word.key in shipped_keys():
            yield Severity.ERROR, "shipped", f"“{word.said}”是随系统提供的词，不能删除"
        elif word.key not in dictionary.by_key:
            yield Severity.ERROR, "unknown", f"词典里没有“{word.said}”"
        return
    faults = list(_faults(word))
    yield from faults
    if not faults:
        yield from _against(dictionary, word)


def _faults(word: DictionaryWord) -> Iterator[_Row]:
    """Yield what is wrong with a word by itself."""
    if word.group is Group.COLLOQUIAL:
        yield from _spelling(word.said, _SPOKEN, "说法")
        yield from _spelling(word.official, _CHINESE, "规范说法")
        if word.said == word.official and word.said:
            yield Severity.ERROR, "same", f"“{word.said}”就是规范说法本身"
        if word.said in protected_words()["said"]:
            yield Severity.ERROR, "protected", f"“{word.said}”太常用，不能当作口语说法"
        return
    if word.official:
        yield Severity.ERROR, "no_official", f"“{word.said}”这一类词没有规范说法"
    if word.group is Group.STOP:
        yield from _spelling(word.said, _SPOKEN, "停用词", shortest=1)
        if any(kept in word.said for kept in protected_words()["stop"]):
            yield Severity.ERROR, "protected", f"“{word.said}”会改变问题的意思，不能列为停用词"
    else:
        yield from _spelling(word.said, _CHINESE, "词")


def _spelling(text: str, allowed: re.Pattern[str], name: str, shortest: int = 2) -> Iterator[_Row]:
    if not text:
        yield Severity.ERROR, "empty", f"{name}不能为空"
    elif len(text) < shortest:
        yield Severity.ERROR, "too_short", f"{name}“{text}”只有一个字，会到处命中"
    elif len(text) > LONGEST:
        yield Severity.ERROR, "too_long", f"{name}“{text[:10]}…”超过 {LONGEST} 个字"
    elif find_all(text) or _DIGIT.search(text):
        yield Severity.ERROR, "figures", f"{name}“{text}”里有数字或文号"
    elif not allowed.fullmatch(text):
        yield Severity.ERROR, "characters", f"{name}“{text}”里有不能用的字符"


def _against(dictionary: Dictionary, word: DictionaryWord) -> Iterator[_Row]:
    """Yield what is at odds with the words that are there."""
    known = dictionary.by_key.get(word.key)
    if word.key in shipped_keys():
        yield Severity.ERROR, "duplicate", f"“{word.said}”系统里已经有了"
    elif known is not None and known.note == word.note:
        yield Severity.ERROR, "duplicate", f"“{word.said}”词典里已经有了"
    if word.group is Group.COLLOQUIAL:
        others = [meaning for meaning in _meanings(dictionary).get(word.said, ()) if meaning != word.official]
        if others:
            told = "、".join(others)
            yield Severity.WARNING, "two_meanings", f"“{word.said}”已经指向“{told}”，以后两种意思都会查"
        if word.said in _official_words():
            yield Severity.WARNING, "official", f"“{word.said}”本身是文件里的规范说法"
    elif word.group is Group.STOP and word.said in _official_words():
        yield Severity.ERROR, "protected", f"“{word.said}”是文件里的规范说法，不能列为停用词"


def _is_pair(change: WordChange) -> bool:
    return change.op is Op.ADD and change.word.group is Group.COLLOQUIAL and change.word.said != change.word.official


def _meanings(dictionary: Dictionary) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in (*shipped_words(), *dictionary.words):
        if word.group is Group.COLLOQUIAL:
            found.setdefault(word.said, []).append(word.official)
    return found


def _leads_back(said: str, meanings: Mapping[str, Sequence[str]]) -> bool:
    """Whether following what a word means comes back to it."""
    seen, pending = set(), list(meanings.get(said, ()))
    while pending:
        word = pending.pop()
        if word == said:
            return True
        if word not in seen:
            seen.add(word)
            pending.extend(meanings.get(word, ()))
    return False


@cache
def protected_words() -> Mapping[str, frozenset[str]]:
    """Read ``protected.yml``, once: the words that may not be ``stop`` words, and those that may not be ``said``."""
    file = yaml.safe_load(_PROTECTED.read_text("utf-8"))
    return {name: frozenset(word for row in rows for word in row) for name, rows in file.items()}


@cache
def _official_words() -> frozenset[str]:
    official: Callable[[DictionaryWord], str] = lambda word: word.official or word.said  # noqa: E731
    return frozenset(official(word) for word in shipped_words() if word.group is not Group.STOP)
