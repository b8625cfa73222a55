"""Titles of official documents: how they end, how their lines join, who speaks in them."""

import re
from collections.abc import Iterable

_STATUTORY = (
    "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"  # 党政机关公文处理工作条例, art. 8
)
_OTHER = (
    "条例|规定|办法|细则|规则|方案|规划|计划|要点|预案|"
    "规程|规范|标准|指南|指引|目录|清单|法|法典|解释|制度|章程|措施|守则|准则|简章|须知|安排|分工|政策|问答|解读|解答"
)
_SUFFIX = r"(?:\s*[（(][^（()）]{1,30}[）)])?"
_ENDS = re.compile(rf"(?:{_STATUTORY}|{_OTHER}){_SUFFIX}[》”]?$")
_ENDS_STATUTORY = re.compile(rf"(?:{_STATUTORY}){_SUFFIX}$")
_ABOUT = re.compile(r"关于|印发|转发|批转")
_AGENCY = (
    r"[\u4e00-\u9fff]{0,30}?(?:政府|人大|政协|国务院|军委|委员会|委|厅|局|部|办公室|办|"
    r"法院|检察院|院|署|会|中心|公司|银行|社)"
)
_ISSUERS = re.compile(
    rf"(?P<issuers>{_AGENCY}(?:[\s、，]+{_AGENCY})*)等?\d*\s*(?:部门|单位)?\s*(?=关于|印发|转发|批转|公告|通告)"
)
_ADOPTED = re.compile(
    r"日\s*(?P<place>[\u4e00-\u9fff]{0,14}?)第[一二三四五六七八九十百]{1,4}届(?P<body>(?:全国)?人民代表大会(?:常务委员会)?)"
)
_CJK = r"[\u4e00-\u9fff《》“”（）、]"
_BLANK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_BETWEEN_AGENCIES = re.compile(
    r"(?<=[局委部厅办院署会府室心])\s+(?!关于|印发|转发|批转|文件)(?=[\u4e00-\u9fff]{2,30}[局委部厅办院署会府室心])"
)


def is_complete(title: str) -> bool:
    """Whether a title ends as titles do: 条例（试行） …; what an agency says 关于 something is a 通知, 意见, 函 …."""
    if title.count("《") > title.count("》"):
        return False
    about = _ABOUT.search(title) and not title.startswith("关于")
    return (_ENDS_STATUTORY if about else _ENDS).search(title) is not None


def join_title(lines: Iterable[str]) -> str:
    """Join the lines of a title and close up the blanks that justify it, but not those between joint issuers."""
    title = " ".join(line.strip() for line in lines)
    kept = _BETWEEN_AGENCIES.sub("\x00", title)
    return _BLANK.sub("", kept).replace("\x00", " ").strip()


def issuer_of(title: str) -> str:
    """Return the organisations that a title begins with, joined by 、; empty where it names none."""
    match = _ISSUERS.match(title)
    return re.sub(r"[\s、，]+", "、", match["issuers"].strip()) if match else ""


def adopted_by(note: str) -> str:
    """Return the congress that the note under the title of a law names, without its term; empty where it names none."""
    match = _ADOPTED.search(note)
    return match["place"] + match["body"] if match else ""
