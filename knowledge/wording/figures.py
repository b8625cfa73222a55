"""Numbers in the other spelling: 三千五 as 3500, 3500 as 三千五百, 二〇二〇年 as 2020年."""

import re
from collections.abc import Iterator, Sequence

import cn2an

from knowledge.wording.protected import Span, overlaps
from knowledge.wording.reading import Expansion, Means

LARGEST = 10**9
_CHINESE = "〇零○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = re.compile(rf"(?<![0-9.,-])[0-9]{{2,9}}(?![0-9.,-])|(?:[0-9]+)?[{_CHINESE}]+(?:[0-9]*[{_CHINESE}]*)")
_COUNTED = re.compile(
    r"块|元|圆|年|周?岁|个|天|日|月|号|平|亩|公?里|米|公?斤|小时|分|人|次|户|名|条|%|％|多|左右|以[上下内]|的|吗|$"
)
_DATED = re.compile(r"年|月|日|号|时|点")
_VARIANTS = str.maketrans({"〇": "零", "○": "零"})
_YEAR = re.compile(r"[一二][零一二三四五六七八九]{3}")


def read_figures(text: str, protected: Sequence[Span]) -> Iterator[Expansion]:
    """Yield the other spelling of every number of two digits or more that something is counted with."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if overlaps(start, end, protected) or not _COUNTED.match(text, end):
            continue
        written = match.group()
        if written.isascii() and _DATED.match(text, end):
            continue  # documents write dates in figures, too
        for other in _spellings(written):
            if other != written:
                yield Expansion(start, end, written, other, Means.FIGURE)


def _spellings(numeral: str) -> tuple[str, ...]:
    """Return the Arabic and the Chinese spelling; years are no quantities, and have the Arabic one alone."""
    plain = numeral.translate(_VARIANTS)
    if _YEAR.fullmatch(plain):
        return (str(cn2an.cn2an(plain, "smart")),)
    try:
        value = int(plain) if plain.isascii() else int(cn2an.cn2an(plain, "smart"))
    except (ValueError, KeyError):  # cn2an meets words of numerals that are no number with either
        return ()
    if not 10 <= value <= LARGEST:
        return ()
    written = str(cn2an.an2cn(value))
    return str(value), written[1:] if written.startswith("一十") else written
