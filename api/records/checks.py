"""What every database can hold: checked before a revision is written, so that SQLite and PostgreSQL agree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from api.records.codec import Content
from api.records.tables import MAX_LINE
from knowledge.errors import InvalidInput
from knowledge.model.document import PolicyDocument


def check_storable(content: Content) -> None:
    """Accept content that can be stored and read back as it is.

    Raises:
        InvalidInput: the title is missing, a title, a 文号 or a department is too long, or a text holds NUL or half
            of a surrogate pair.
    """
    if not content.title:
        raise InvalidInput("没有标题")
    if max(map(len, _looked_up(content))) > MAX_LINE:
        raise InvalidInput(f"标题、文号和部门都不能超过 {MAX_LINE} 字")
    if any("\0" in text or not _is_unicode(text) for text in _texts(asdict(content))):
        raise InvalidInput(f"《{content.title[:30]}》含有无法保存的字符", remedy="请检查文件的编码")


def _looked_up(content: Content) -> tuple[str, ...]:
    names = (content.title, content.department)
    return (*names, content.document_number) if isinstance(content, PolicyDocument) else (*names, *content.documents)


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts((*value.keys(), *value.values()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _texts(item)
