"""A question that names a document is answered from that document, or not at all."""

import re
from collections.abc import Iterator

from knowledge.answering import replies
from knowledge.answering.context import TurnContext
from knowledge.answering.ports import PolicySearch
from knowledge.model.passage import Source
from knowledge.model.scope import Scope
from knowledge.text.document_number import DocumentNumber, find_all, normalise

_TITLE = re.compile(
    r"[《<〈]([^《》<>〈〉]{3,60}?(?:法|条例|办法|规定|通知|意见|方案|细则|规则|决定|公告|标准|规范|章程|命令|批复))[》>〉]"
)
_ASIDE = re.compile(r"[（(][^（）()]*[）)]|中华人民共和国|\s")
_HITS = 20


class NamedDocument:
    """End the turn when no published document bears the 文号, or the title, that the words name."""

    def __init__(self, search: PolicySearch) -> None:
        self._search = search

    def __call__(self, context: TurnContext) -> None:
        """Set the answer, or leave the turn alone."""
        unknown = next((n for n in _numbers(context.text) if not self._bears_number(n, context)), None)
        titles = _TITLE.findall(context.text)
        if unknown is not None:
            context.rules.append("named_document:number")
            context.answer = replies.unknown_document(_shown(unknown))
        elif titles and not any(self._bears_title(title, context) for title in titles):
            context.rules.append("named_document:title")
            context.answer = replies.unknown_document("文件名称")

    def _bears_number(self, number: DocumentNumber, context: TurnContext) -> bool:
        """Whether a document bears the number; words before the agency do not matter (“请问三政办〔2021〕16号”)."""
        asked = str(number)
        known = (normalise(source.document_number) for source in self._sources(asked, context))
        return any(own and asked.endswith(own) for own in known)

    def _bears_title(self, title: str, context: TurnContext) -> bool:
        """Whether a document has the title, or a longer one that contains it."""
        asked = _ASIDE.sub("", title)
        return any(asked in _ASIDE.sub("", source.title) for source in self._sources(title, context))

    def _sources(self, words: str, context: TurnContext) -> Iterator[Source]:
        """Yield the sources of what is found anywhere, in force or not."""
        everywhere = Scope(on=context.on, regions=None, only_in_force=False)
        for hit in self._search.search(words, everywhere, k=_HITS).hits:
            yield from hit.passage.sources
            yield Source(hit.passage.title)


def _numbers(text: str) -> tuple[DocumentNumber, ...]:
    return tuple(found.number for found in find_all(text))


def _shown(number: DocumentNumber) -> str:
    """Return figures alone: the words before them are the citizen's, and are not repeated as if they were known."""
    if number.is_order:
        return f"文件（第{number.serial}号）"
    return f"文号（〔{number.year}〕{number.serial}号）"
