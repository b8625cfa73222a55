"""Reads a question as an official would: everything that may be meant is added, nothing is changed."""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from knowledge.index.analysis import default_analyzer
from knowledge.text.normalise import to_simplified
from knowledge.text.tokens import Tokenizer, default_tokenizer
from knowledge.wording.colloquial import ColloquialMap, read_colloquial
from knowledge.wording.common_words import common_characters, common_words
from knowledge.wording.figures import read_figures
from knowledge.wording.letters import Letters
from knowledge.wording.mishearing import Mishearing
from knowledge.wording.phrases import Phrases
from knowledge.wording.plain import plain
from knowledge.wording.protected import Span, overlaps, protected_spans
from knowledge.wording.reading import Expansion, Means, Reading, replaced
from knowledge.wording.slips import Slips
from knowledge.wording.terms import Vocabulary
from knowledge.wording.words import CutText

LONGEST = 300
"""Characters that are read into; longer texts say what they mean often enough."""

_REMEMBERED = 1024


class WordingReader:
    """Threads may share it. Equal texts are read once as long as they are remembered."""

    def __init__(
        self, colloquial: ColloquialMap, vocabulary: Vocabulary, tokenizer: Tokenizer, stop_words: frozenset[str]
    ) -> None:
        self._colloquial = colloquial
        self._vocabulary = vocabulary
        self._tokenizer = tokenizer
        names = (*vocabulary.official, *vocabulary.spoken)
        self._usual = stop_words | common_characters()
        self._spoken = frozenset(vocabulary.spoken)
        self._phrases = Phrases({*names, *colloquial.officials})
        self._letters = Letters((*names, *vocabulary.everyday), common_words())
        self._mishearing = Mishearing(names, tokenizer, stop_words)
        self._slips = Slips(names)
        self.read = lru_cache(_REMEMBERED)(self._read)

    @cached_property
    def name(self) -> str:
        """Fingerprint of the map and the word lists: questions are read alike under equal names."""
        return f"wording/{self._colloquial.digest}.{self._vocabulary.digest}"

    def _read(self, text: str) -> Reading:
        """Return the question and the words added to it, by where they stand."""
        flat = plain(text)
        head = flat[:LONGEST]
        fixed, cut = protected_spans(head), CutText.of(head, self._tokenizer)
        names = [span for span in self._phrases.find(head) if not self._stray(span, cut, fixed)]
        taken = (*fixed, *(span for span in names if span[1] - span[0] > 2 or head[slice(*span)] in self._spoken))
        mended = [*self._letters.read(head), *self._slips.read(head, cut, taken)]
        mended += self._mishearing.read(head, cut, (*taken, *((e.start, e.end) for e in mended)))
        added = [*self._colloquial_words(head, names), *mended, *self._meanings(mended), *read_figures(head, fixed)]
        ordered = sorted(dict.fromkeys(added), key=lambda e: (e.start, e.end))
        mended_text = replaced(head, mended)
        doubtful = CutText.of(mended_text, self._tokenizer).doubtful(mended_text, self._usual)
        return Reading(text, flat, replaced(to_simplified(text), mended), tuple(ordered), doubtful)

    def _stray(self, span: Span, cut: CutText, fixed: Iterable[Span]) -> bool:
        return overlaps(*span, fixed) or cut.splits_a_word(*span)

    def _colloquial_words(self, text: str, names: Iterable[Span]) -> Iterator[Expansion]:
        for start, end in names:
            spoken = text[start:end]
            for official in self._colloquial.officials.get(spoken, ()):
                if official not in text:
                    yield Expansion(start, end, spoken, official, Means.COLLOQUIAL)

    def _meanings(self, mended: Iterable[Expansion]) -> Iterator[Expansion]:
        """Yield what the colloquial phrases among mended words mean."""
        for expansion in mended:
            for official in self._colloquial.officials.get(expansion.read, ()):
                yield Expansion(expansion.start, expansion.end, expansion.written, official, Means.COLLOQUIAL)


def build_reader(colloquial: ColloquialMap) -> WordingReader:
    """Return a reader of this map with the shipped word lists."""
    return WordingReader(colloquial, Vocabulary.of(colloquial), default_tokenizer(), default_analyzer().stop_words)


@cache
def default_reader() -> WordingReader:
    """Return the reader of the shipped map, one for the process."""
    return build_reader(read_colloquial())
