"""The foot of a document: signature and date, attachments, copies, imprint; and the title of what a notice hands on."""

import re
from collections.abc import Iterable

from knowledge.documents.dates import only_date
from knowledge.documents.draft import Draft
from knowledge.documents.markers import Level, marker_of
from knowledge.documents.model import Role
from knowledge.documents.titles import is_complete, join_title

_IMPRINT = re.compile(
    r"(?:主办|督办|承办|联系人|印发|校对|打印|份数|主题词|公开(?:方式|类别|属性))(?:单位|科室)?\s*[：:]"
)
COPIED = re.compile(r"(?:抄\s*送|抄\s*报|分\s*送|报\s*送)\s*[：:]")
_PRINTED_ON = re.compile(r".{0,40}\d{4}年\d{1,2}月\d{1,2}日\s*(?:印发|印制|翻印|印)")
_FOOT_LENGTH = 20
_SIGNER = re.compile(
    r".*(?:政府|委员会|委|厅|局|部|办公室|办|院|署|会|中心|公司|组|国务院|军委|银行|社|处|党组)$|"
    r"(?:总\s*理|主\s*席|省\s*长|市\s*长|县\s*长|区\s*长|部\s*长|局\s*长|主\s*任|署\s*长|行\s*长)[\s：:]*\S.{0,8}"
)
_SIGNERS_MOST = 8
_PUBLICITY = re.compile(r"[（(](?:此件|本文|联系)[^。]{0,60}[）)]")
_ATTACHMENT_HEAD = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?")
_ATTACHMENT_LIST = re.compile(r"附\s*件\s*\d{0,2}\s*[：:.]\s*\S")
_QUOTED = re.compile(r"《([^《》]{2,120})》")
_TITLE_LINES = 4


def mark_imprint(draft: Draft) -> None:
    """Mark copies and imprint: everything from the first of their labels in the last lines to the end."""
    foot = range(max(len(draft) - _FOOT_LENGTH, 0), len(draft))
    start = next((index for index in foot if _opens_imprint(draft.text(index))), None)
    if start is None or any(marker_of(draft.text(index)) for index in range(start, len(draft))):
        return
    role = Role.IMPRINT
    for index in draft.open(start):
        text = draft.text(index)
        if COPIED.match(text):
            role = Role.COPIED_TO
        elif not text.endswith("。"):
            role = Role.IMPRINT
        draft.mark([index], role)


def _opens_imprint(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_IMPRINT, COPIED)) or bool(_PRINTED_ON.fullmatch(text))


def mark_signatures(draft: Draft) -> None:
    """Mark each date that stands alone, the names above it and the remark on publicity below it."""
    for index in list(draft.open()):
        if draft.roles[index] is None and _PUBLICITY.fullmatch(draft.text(index)):
            draft.mark([index], Role.NOTE)
        elif only_date(draft.text(index)):
            draft.mark([index], Role.DATE)
            draft.mark(_signers(draft, index), Role.SIGNATURE)


def _signers(draft: Draft, date_index: int) -> Iterable[int]:
    for index in range(date_index - 1, max(date_index - 1 - _SIGNERS_MOST, -1), -1):
        if draft.roles[index] is not None or not draft.is_name(index) or not _SIGNER.fullmatch(draft.text(index)):
            return
        yield index


def mark_attachments(draft: Draft) -> None:
    """Mark the list of attachments above the signature and the heads of the attachments below it."""
    dates = draft.with_role(Role.DATE)
    for index in list(draft.open()):
        text = draft.text(index)
        if _ATTACHMENT_HEAD.fullmatch(text):
            draft.mark([index, *_title_lines(draft, index + 1)], Role.ATTACHMENT)
        elif _ATTACHMENT_LIST.match(text):
            listed = any(date > index for date in dates) or len(draft) - index <= _FOOT_LENGTH
            draft.mark(
                [index, *(_list_items(draft, index) if listed else ())],
                Role.ATTACHMENT_LIST if listed else Role.ATTACHMENT,
            )


def _list_items(draft: Draft, start: int) -> Iterable[int]:
    for index in range(start + 1, len(draft)):
        marker = marker_of(draft.text(index))
        if (
            draft.roles[index] is not None
            or not marker
            or marker.level is not Level.ARABIC
            or "。" in draft.text(index)
        ):
            return
        yield index


def mark_enclosed_title(draft: Draft) -> str:
    """Mark and return the title of the document that a notice hands on below its signature, empty where it does not."""
    announced = {name for paragraph in draft.paragraphs for name in _QUOTED.findall(paragraph.text)}
    for date_index in draft.with_role(Role.DATE):
        start = date_index + 1
        while start < len(draft) and draft.roles[start] in {Role.NOTE, Role.SIGNATURE}:
            start += 1
        lines = _title_lines(draft, start)
        title = join_title(draft.text(index) for index in lines)
        if lines and lines[-1] + 1 < len(draft) and (is_complete(title) or title in announced):
            draft.mark(lines, Role.ENCLOSED_TITLE)
            return title
    return ""


def _title_lines(draft: Draft, start: int) -> list[int]:
    """Return the lines of a title that begins at ``start``: to its complete end, else the first alone."""
    lines: list[int] = []
    for index in range(start, min(start + _TITLE_LINES, len(draft))):
        if draft.roles[index] is not None or not draft.is_name(index) or _ATTACHMENT_HEAD.fullmatch(draft.text(index)):
            break
        lines.append(index)
        if is_complete(join_title(draft.text(line) for line in lines)):
            return lines
    return lines[:1]
