"""发文字号: the number of an official document (GB/T 9704-2012, 7.2.5), in every spelling that is met.

``三政办〔2021〕16号`` is agency, year in hexagonal brackets, serial number. Orders (``国务院令第711号``) and
announcements (``国家税务总局公告2021年第5号``) keep 第.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.errors import InvalidInput
from knowledge.text.numerals import NUMERAL, to_int

_OPEN, _CLOSE = r"[〔\[［(（【〈<＜﹝〖「{]", r"[〕\]］)）】〉>＞﹞〗」}]"
_YEAR = r"(?P<year>(?:19|20|１９|２０)[0-9０-９]{2}|[一二][九〇零○][〇零○一二三四五六七八九]{2})"
_SERIAL = rf"(?P<serial>(?:[0-9０-９][ \t]?){{1,5}}|{NUMERAL}{{1,9}})"
_END = r"\s?号(?![楼院线门房店库机])"
_AGENCY = r"(?P<agency>[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){0,19})"
_BRACKETED = rf"{_AGENCY}\s?{_OPEN}\s?{_YEAR}\s?年?\s?{_CLOSE}\s?第?\s?{_SERIAL}{_END}"
_ORDER = (
    r"(?P<agency>[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){0,24}(?:令|公告))"
    rf"\s?(?P<open>[（(〔\[])?\s?(?:{_YEAR}\s?年)?\s?第\s?{_SERIAL}{_END}(?(open)\s?[）)〕\]])"
)
_PATTERNS = (re.compile(_BRACKETED), re.compile(_ORDER))
_LEADS = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|执行|废止|关于|参照|贯彻|落实|印发|发文字号|文号|原文|详见|参见|号文件|号文|[号日年的为见即])(?=..)"
)
_JOINTS = re.compile(r"^[和及与或同对](?=..)")
_STATE = "中华人民共和国"
_SHORT = {"国令": "国务院令"}


class NotADocumentNumber(InvalidInput):
    """The text is no 发文字号."""

    code = "not_a_document_number"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 发文字号. ``year`` is ``None`` for orders that are counted through; ``str()`` gives the standard spelling."""

    agency: str
    serial: int
    year: int | None = None

    @property
    def is_order(self) -> bool:
        """Whether it is counted with 第: an order (令) or an announcement (公告)."""
        return self.agency.endswith(("令", "公告"))

    def __str__(self) -> str:
        if not self.is_order:
            return f"{self.agency}〔{self.year}〕{self.serial}号"
        year = f"{self.year}年" if self.year else ""
        return f"{self.agency}{year}第{self.serial}号"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A document number and the span of the text it stands in."""

    number: DocumentNumber
    start: int
    end: int


def parse(text: str) -> DocumentNumber:
    """Read a text that is one document number and nothing else.

    Raises:
        NotADocumentNumber: the text is anything else.
    """
    stripped = text.strip()
    for pattern in _PATTERNS:
        if (match := pattern.fullmatch(stripped)) and (number := _number(match, _close_up(match["agency"]))):
            return number
    raise NotADocumentNumber(f"“{stripped[:40]}”不是发文字号。", remedy="写法如：三政办〔2021〕16号，国务院令第711号。")


def normalise(text: str) -> str:
    """Return the standard spelling of a document number; any other text comes back as it is."""
    try:
        return str(parse(text))
    except NotADocumentNumber:
        return text


def find_all(text: str) -> tuple[FoundNumber, ...]:
    """Find the document numbers in running text, in order. Phone numbers, amounts and house numbers are none."""
    found = [item for pattern in _PATTERNS for item in _matches(pattern, text)]
    return tuple(sorted(found, key=lambda item: item.start))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[FoundNumber]:
    for match in pattern.finditer(text):
        agency = _JOINTS.sub("", _LEADS.sub("", match["agency"])).strip()
        if number := _number(match, _close_up(agency)):
            yield FoundNumber(number, match.end("agency") - len(agency), match.end())


def _number(match: re.Match[str], agency: str) -> DocumentNumber | None:
    serial = to_int(_close_up(match["serial"]))
    year = to_int(match["year"]) if match["year"] else None
    if not serial or (year is not None and not 1949 <= year <= 2099):
        return None
    agency = agency.rpartition(_STATE)[2] or agency
    return DocumentNumber(_SHORT.get(agency, agency), serial, year)


def _close_up(text: str) -> str:
    return re.sub(r"\s+", "", text)
