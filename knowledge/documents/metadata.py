"""施行, 有效期, 废止: proposed from the text, each with the sentence it was read from; a person confirms them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.documents.dates import find_dates
from knowledge.documents.model import ParsedDocument
from knowledge.documents.references import NAMED
from knowledge.text import document_number
from knowledge.text.numerals import NUMERAL, to_int

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_OWN = re.compile(
    r"(?:^|[，；])\s*$|本[\u4e00-\u9fff]{1,8}|上述政策|标准"
)  # the sentence speaks of the document itself
_FROM = re.compile(r"自[^自，,。；]{2,40}?(?:施行|实施|执行|生效)")
_ISSUED = re.compile(r"(?:印发|发布|公布|下发|发文)")
_TERM = re.compile(r"(?:有效期|试行期|执行期|施行期)限?|(?:施行|实施|执行|试行)至")
_YEARS = re.compile(rf"^(?:为|暂定|是|共)*\s*(?P<years>{NUMERAL}{{1,2}})\s*年(?!\d)")
_REPEAL = re.compile(r"废止|停止执行|失效")


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A date and the sentence that says it."""

    value: date
    sentence: str


@dataclass(frozen=True, slots=True)
class Repeal:
    """A document that is no longer in force; ``number`` is normalised, empty where none is printed."""

    title: str
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProposedMetadata:
    """What the text says about its own validity. ``expires_on`` is the last day in force."""

    effective_from: ProposedDate | None = None
    expires_on: ProposedDate | None = None
    repeals: tuple[Repeal, ...] = ()


def propose(document: ParsedDocument) -> ProposedMetadata:
    """Read the validity of ``document``, from its end upwards: the last clauses say it.

    自印发之日起 counts from the day of the signature. 有效期5年 ends on the day before the fifth anniversary.
    """
    last_first = (part.text for part in reversed(document.parts))
    sentences = [sentence.strip() for text in last_first for sentence in _SENTENCE.findall(text)]
    start = next(_effective(sentences, document.written_on), None)
    begins = start.value if start else document.written_on
    return ProposedMetadata(start, next(_expiry(sentences, begins), None), tuple(_repeals(sentences)))


def repeals_in(texts: Iterable[str]) -> tuple[Repeal, ...]:
    """Return the documents that clauses say are no longer in force."""
    return tuple(_repeals([sentence.strip() for text in texts for sentence in _SENTENCE.findall(text)]))


def _effective(sentences: list[str], written_on: date | None) -> Iterator[ProposedDate]:
    for sentence in sentences:
        match = _FROM.search(sentence)
        if match is None or not _OWN.search(sentence[: match.start()]):
            continue
        found = next(find_dates(match[0]), None)
        if found:
            yield ProposedDate(found.value, sentence)
        elif _ISSUED.search(match[0]) and written_on:
            yield ProposedDate(written_on, sentence)


def _expiry(sentences: list[str], begins: date | None) -> Iterator[ProposedDate]:
    for sentence in sentences:
        term = _TERM.search(sentence)
        if term is None or not _OWN.search(sentence[: term.start()]):
            continue
        said = sentence[term.end() :]
        years = _YEARS.match(said)
        if years and begins and (count := to_int(years["years"])):
            yield ProposedDate(_anniversary(begins, count) - timedelta(days=1), sentence)
        elif dates := list(find_dates(said)):
            yield ProposedDate(dates[-1].value, sentence)


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _repeals(sentences: list[str]) -> Iterator[Repeal]:
    seen: set[tuple[str, str]] = set()
    for sentence in sentences:
        for match in NAMED.finditer(sentence):
            if not _REPEAL.search(sentence, match.end()) or "根据" in sentence[: match.start()]:
                continue
            found = document_number.find_all(match["number"] or "")
            named = (match["name"], str(found[0].number) if found else "")
            if named not in seen:
                seen.add(named)
                yield Repeal(*named, sentence)
