"""Real laws as the files that a clerk imports, and whether their articles come out as they stand in the collection."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput
from scripts.bench.laws import Article

_SPACE = re.compile(r"\s+")
_SEED = 1000


@dataclass(frozen=True, slots=True)
class LawFile:
    """A law as a plain text file, and its articles: label and text."""

    name: str
    data: bytes
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """How many articles were read with their own label and text, of how many; and some that were not."""

    documents: int
    articles: int
    correct: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """Correct articles among all."""
        return self.correct / self.articles if self.articles else 0.0


def law_files(articles: Iterable[Article], count: int) -> list[LawFile]:
    """Return so many of the laws that have numbered articles, picked at random, always the same ones."""
    laws = [list(own) for _, own in groupby(articles, key=lambda article: article.id.rpartition("#")[0])]
    numbered = [law for law in laws if any(article.label for article in law)]
    return [_file(law) for law in Random(_SEED).sample(numbered, min(count, len(numbered)))]


def measure_structure(files: Sequence[LawFile]) -> Structure:
    """Read every file as an import does and compare its articles."""
    wrong = [f"{file.name} {label}" for file in files for label in wrong_articles(file)]
    total = sum(len(file.articles) for file in files)
    return Structure(len(files), total, total - len(wrong), tuple(wrong[:20]))


def wrong_articles(file: LawFile) -> Iterator[str]:
    """Yield the labels of the articles that an import would store otherwise, or not at all.

    An article is right when exactly one clause has its label and the words of that clause, spaces aside, are the
    article's, no more and no less.
    """
    try:
        clauses = read_document(file.data, file.name).to_clauses()
    except InvalidInput:
        yield from (label for label, _ in file.articles)
        return
    for label, text in file.articles:
        if [_bare(clause.text) for clause in clauses if clause.label == label] != [_bare(text)]:
            yield label


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _file(law: Sequence[Article]) -> LawFile:
    lines = [f"{article.label}　{article.text}" if article.label else article.text for article in law]
    own = tuple((article.label, article.text) for article in law if article.label)
    return LawFile(f"{law[0].id.rpartition('#')[0]}.txt", "\n".join([law[0].law, "", *lines, ""]).encode(), own)
