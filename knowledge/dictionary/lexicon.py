"""How texts are cut and questions are read with an installation's own words beside the shipped ones."""

from dataclasses import dataclass
from functools import lru_cache

from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.words import REBUILDING, DictionaryWord, Group
from knowledge.index.analysis import Analyzer, default_analyzer
from knowledge.text.tokens import RjiebaTokenizer, Word, default_tokenizer
from knowledge.wording.colloquial import ColloquialMap, Pair, read_colloquial
from knowledge.wording.reader import WordingReader, default_reader
from knowledge.wording.terms import Vocabulary

OWN_FIELD = "本地"
_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``version`` is the number of the dictionary it was made of, 0 for the shipped words alone."""

    analyzer: Analyzer
    reader: WordingReader
    version: int = 0

    @property
    def name(self) -> str:
        """Fingerprint: under equal names texts are cut and questions are read alike."""
        return f"{self.analyzer.name}|{self.reader.name}"


def build_lexicon(dictionary: Dictionary, version: int = 0) -> Lexicon:
    """Return the lexicon of a dictionary. Takes about a second where it has words that were not seen lately."""
    if not dictionary.words:
        return Lexicon(default_analyzer(), default_reader(), version)
    return Lexicon(*_parts(dictionary.words), version)


@lru_cache(maxsize=_REMEMBERED)
def _parts(own: tuple[DictionaryWord, ...]) -> tuple[Analyzer, WordingReader]:
    """Make the parts for these words; what was tried a moment ago is in use at once when it is saved."""
    dictionary = Dictionary.of(own)
    words = [Word(word.said) for word in dictionary.of_group(Group.WORD)]
    tokenizer = RjiebaTokenizer(own=words) if words else default_tokenizer()
    stops = [word.said for word in dictionary.of_group(Group.STOP)]
    analyzer = Analyzer(tokenizer, own=stops) if dictionary.of_group(*REBUILDING) else default_analyzer()
    pairs = [Pair(word.said, word.official, OWN_FIELD) for word in dictionary.of_group(Group.COLLOQUIAL)]
    colloquial = ColloquialMap((*read_colloquial().pairs, *pairs))
    terms = [word.said for word in dictionary.of_group(Group.TERM, Group.WORD)]
    vocabulary = Vocabulary.of(colloquial, own=terms)
    return analyzer, WordingReader(colloquial, vocabulary, tokenizer, analyzer.stop_words)
