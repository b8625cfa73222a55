"""Questions and answers in a text: 问：… 答：…, or headings that ask."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.documents.markers import marker_of
from knowledge.documents.model import Block

_ASKS = re.compile(
    r"^(?:[【\[]?(?:问题?|提问|记者|Q)\s*\d{0,3}[】\]]?\s*[：:.、]\s*|[【\[]问[】\]]\s*|Q\d*[：:.、\s]\s*)"
)
_ANSWERS = re.compile(
    r"^(?:[【\[]?(?:答复?|回答|解答|A)\s*\d{0,3}[】\]]?\s*[：:.、]\s*|[【\[]答[】\]]\s*|A\d*[：:.、\s]\s*)"
)
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")
_LONGEST = 120


@dataclass(slots=True)
class AskedAnswer:
    """A question of a text and the paragraphs that answer it. ``line`` is that of the question."""

    question: str
    line: int
    answer: list[str] = field(default_factory=list)

    @property
    def conclusion(self) -> str:
        """The first sentence of the answer."""
        first = _SENTENCE.match(self.answer[0]) if self.answer else None
        return first[0].strip() if first else ""

    @property
    def details(self) -> str:
        """The rest of the answer."""
        rest = [self.answer[0][len(self.conclusion) :].strip(), *self.answer[1:]] if self.answer else []
        return "\n".join(text for text in rest if text)


def asked_answers(blocks: Sequence[Block]) -> tuple[AskedAnswer, ...]:
    """Return the questions that are answered, in order. A single question in running text is rhetoric."""
    found = [pair for pair in _pairs(blocks) if pair.answer]
    spoken = any(_ANSWERS.match(_unnumbered(block.text)) for block in blocks)
    return tuple(found) if spoken or len(found) > 1 else ()


def _pairs(blocks: Sequence[Block]) -> Iterator[AskedAnswer]:
    open_pair: AskedAnswer | None = None
    for block in blocks:
        text = _unnumbered(block.text)
        if asked := _question(block.text, text):
            if open_pair is not None:
                yield open_pair
            question, answer = asked
            open_pair = AskedAnswer(question, block.line, [answer] if answer else [])
        elif open_pair is not None:
            open_pair.answer.append(_ANSWERS.sub("", text) if _ANSWERS.match(text) else block.text)
    if open_pair is not None:
        yield open_pair


def _question(printed: str, text: str) -> tuple[str, str] | None:
    """Return a question and what of its answer stands in the same paragraph."""
    if said := _ASKS.match(text):
        asked, _, rest = text[said.end() :].partition("答：")
        return asked.strip(), rest.strip()
    is_numbered = text != printed
    if is_numbered and text.endswith(("？", "?")) and len(text) <= _LONGEST and not _ANSWERS.match(text):
        return text, ""
    return None


def _unnumbered(text: str) -> str:
    marker = marker_of(text)
    return text[marker.length :].strip() if marker else text.strip()
