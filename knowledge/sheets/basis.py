"""依据: which documents and clauses a cell or an answer names."""

import re
from collections.abc import Iterator

from knowledge.model.passage import Source
from knowledge.text import document_number
from knowledge.text.numerals import NUMERAL

_NAMED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》){1,200})》")
_CLAUSE = re.compile(rf"第{NUMERAL}+条(?:之[一二三四五六七八九十]+)?|（[一二三四五六七八九十]+）(?![^（）]*》)")
_URL = re.compile(r"https?://[^\s）》，。；]+")
_CHUNKS = re.compile(r"[\s，,、；;（）()]+")
_TRIMMED = " ，,、；;。：:（）()"


def read_basis(text: str) -> tuple[Source, ...]:
    """Return the sources that a cell names, a source for each clause. A line without 《》 is a title as a whole."""
    return tuple(dict.fromkeys(source for line in text.split("\n") if line.strip() for source in _sources(line)))


def named_in(text: str) -> tuple[Source, ...]:
    """Return the documents that running text names in 《》, with the number and the clauses right behind."""
    return tuple(dict.fromkeys(source for line in text.split("\n") if "《" in line for source in _sources(line)))


def written(source: Source) -> str:
    """Return a source as a cell names it; ``read_basis`` undoes it."""
    number = f"（{source.document_number}）" if source.document_number else ""
    url = f" {source.url}" if source.url else ""
    return f"《{source.title}》{number}{source.clause}{url}"


def _sources(line: str) -> Iterator[Source]:
    names = list(_NAMED.finditer(line))
    if not names:
        yield from _unnamed(line)
        return
    for at, name in enumerate(names):
        end = names[at + 1].start() if at + 1 < len(names) else len(line)
        yield from _of(name["title"].strip(), line[name.end() : end])


def _of(title: str, rest: str) -> Iterator[Source]:
    url = match[0] if (match := _URL.search(rest)) else ""
    rest = rest.replace(url, " ") if url else rest
    number = str(found[0].number) if (found := document_number.find_all(rest[:80])) else ""
    for clause in dict.fromkeys(_CLAUSE.findall(rest)) or ("",):
        yield Source(title, number, clause, url)


def _unnamed(line: str) -> Iterator[Source]:
    """Read a line that names a document without 《》: what is no number, clause or address is its title."""
    chunk = next((part for part in _CHUNKS.split(line) if document_number.find_all(part)), line)
    found = document_number.find_all(chunk)
    said = chunk[found[0].start : found[0].end] if found else ""
    title = _CLAUSE.sub("", _URL.sub("", line.replace(said, "", 1))).strip(_TRIMMED)
    rest = f"{said} {line.replace(said, '', 1)}" if said else line
    for source in _of(title, rest):
        yield source if source.title or source.document_number else Source(line.strip())
