"""The words that come with the system."""

from functools import cache

from knowledge.dictionary.words import DictionaryWord, Group
from knowledge.index.analysis import default_analyzer
from knowledge.text.tokens import DICTIONARY, read_dictionary
from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.terms import TERMS, read_words


@cache
def shipped_words() -> tuple[DictionaryWord, ...]:
    """Return every shipped word that a curator may meet; lists for reading pinyin alone are left out."""
    pairs = (
        DictionaryWord(Group.COLLOQUIAL, pair.spoken, pair.official, pair.field_name)
        for pair in read_colloquial().pairs
    )
    terms = (DictionaryWord(Group.TERM, word) for word in read_words(TERMS))
    words = (DictionaryWord(Group.WORD, word.text) for word in read_dictionary(DICTIONARY))
    stops = (DictionaryWord(Group.STOP, word) for word in sorted(default_analyzer().stop_words) if word)
    return tuple(dict.fromkeys((*pairs, *terms, *words, *stops)))


@cache
def shipped_keys() -> frozenset[tuple[Group, str, str]]:
    """Return what identifies the shipped words."""
    return frozenset(word.key for word in shipped_words())
