"""The dictionary as a table that spreadsheets open."""

import csv
import io
from collections.abc import Iterable

from knowledge.dictionary.words import DictionaryWord, Group
from knowledge.documents.readers.encoding import decode
from knowledge.errors import InvalidInput

GROUP_NAMES = {Group.COLLOQUIAL: "口语", Group.TERM: "规范词", Group.WORD: "分词", Group.STOP: "停用词"}
HEADER = ("组", "说法", "规范说法", "备注")
MOST_ROWS = 5000
_GROUPS = {name: group for group, name in GROUP_NAMES.items()} | {group.value: group for group in Group}


class InvalidTable(InvalidInput):
    """The table has another shape."""

    code = "invalid_table"


def write_table(words: Iterable[DictionaryWord]) -> bytes:
    """Return words as CSV in UTF-8 with a mark, so that spreadsheets read it right."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for word in words:
        writer.writerow((GROUP_NAMES[word.group], word.said, word.official, _as_text(word.note)))
    return file.getvalue().encode("utf-8-sig")


def read_table(data: bytes, name: str = "词典.csv") -> tuple[DictionaryWord, ...]:
    """Read words from CSV in UTF-8, UTF-16 or GB 18030; the header may be missing, blank rows do not count.

    Raises:
        InvalidTable: a row names no group, or there are too many; the message names the row.
        InvalidInput: the file is no text.
    """
    text = decode(data, name).lstrip("\ufeff")
    words: dict[DictionaryWord, None] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
            if number > MOST_ROWS + 1:
                raise InvalidTable(f"“{name}”超过 {MOST_ROWS} 行", remedy="请分成几个文件")
            if any(map(str.strip, row)) and not (number == 1 and row[0].strip() == HEADER[0]):
                words[_word(number, row)] = None
    except csv.Error as error:
        raise InvalidTable(f"“{name}”不是 CSV：{error}") from error
    return tuple(words)


def _word(number: int, row: list[str]) -> DictionaryWord:
    group, said, official, note = (*(cell.strip() for cell in row[:4]), "", "", "", "")[:4]
    if group not in _GROUPS:
        names = "、".join(GROUP_NAMES.values())
        raise InvalidTable(f"第 {number} 行的“{group[:20]}”不是词的类别", remedy=f"第一列应为：{names}")
    return DictionaryWord(_GROUPS[group], said, official, note.removeprefix("'")).tidied()


def _as_text(note: str) -> str:
    """Return a note that no spreadsheet takes for a formula."""
    return f"'{note}" if note.startswith(("=", "+", "-", "@", "\t", "\r")) else note
