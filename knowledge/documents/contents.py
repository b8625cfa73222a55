"""目录: the table of contents repeats the headings, so it is set aside."""

import re

from knowledge.documents.draft import Draft
from knowledge.documents.markers import marker_of
from knowledge.documents.model import Role

_HEAD = re.compile(r"目\s*[录次]")
_LEADER = re.compile(r"[\s.·…⋯。—-]*[（(]?\d{0,4}[）)]?$")
_FARTHEST = 60


def mark_contents(draft: Draft) -> None:
    """Mark 目录 and its entries: they end where the first of them comes again as a heading."""
    for head in draft.open():
        if head > _FARTHEST:
            return
        if _HEAD.fullmatch(draft.text(head)):
            draft.mark([head, *_entries(draft, head + 1)], Role.CONTENTS)
            return


def _entries(draft: Draft, start: int) -> list[int]:
    entries: list[int] = []
    for index in range(start, len(draft)):
        if not _is_entry(draft, index) or (entries and _name(draft, index) == _name(draft, start)):
            break
        entries.append(index)
    return entries


def _is_entry(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return len(text) <= 80 and "，" not in text and (marker_of(text) is not None or bool(re.search(r"[.·…]{3,}", text)))


def _name(draft: Draft, index: int) -> str:
    return re.sub(r"\s+", "", _LEADER.sub("", draft.text(index)))
