"""The head of a document: letterhead, number, title, note under the title, addressees."""

import re
from collections.abc import Iterator

from knowledge.documents.dates import only_date
from knowledge.documents.draft import Draft
from knowledge.documents.markers import marker_of
from knowledge.documents.model import Role
from knowledge.documents.titles import is_complete, join_title
from knowledge.text import document_number

_LONGEST = 60
_TITLE_LENGTH = 120
_LETTERHEAD = re.compile(r"(?!.*关于)[\u4e00-\u9fff\s、（）]{2,60}(?:文件|令|公报)|\d{6}|特急|加急|平急|机密.*|秘密.*")
_ORDER_NUMBER = re.compile(r"[（(]?\s*第\s*\S{1,9}\s*号\s*[）)]?")
SIGNED_BY = re.compile(r"\s*签发人\s*[：:].*$")
_PAGE = re.compile(
    r"您?(?:当前|现在)?(?:所在)?的?位置|所在的?位置|(?:发表|发布|更新|成文|公开|生效|印发)?(?:时间|日期)\s*[：:]|(?:信息|文章|稿件)?来源\s*[：:]|"
    r"索\s*引\s*号|(?:发文)?(?:文|字)号\s*[：:]|名\s*称\s*[：:]|标\s*题\s*[：:]|(?:发布|发文)机[构关]|主\s*题\s*[词分]|字\s*[体号]\s*[：:]|浏览|点击|"
    r"打\s*印|分\s*享|我的收藏|门户网站|【(?:音频|文字|一图|媒体|政策|图文|视频)|《.*》政策解读|\d{4}-\d{1,2}-\d{1,2}|[A-Z0-9]{6,}$|首页|收藏"
)
_INTERPRETATION = re.compile(r"《.*》.{0,6}解读.{0,12}")
_NOTE = re.compile(r"[（(].*(?:通过|公布|发布|修订|修正|批准|施行|印发|废止).*[）)]")
_ADDRESSEES = re.compile(r"[^。；]{2,400}[：:]")
_ADDRESSED = re.compile(r"各|政府|部|委|局|厅|办|单位|院|署|会|公司|组织|机构|兵团|主席|同志|园|校|总队|中心|企业|行")


def mark_opening(draft: Draft) -> str:
    """Give the paragraphs of the head their roles and return the title, empty where the head has none."""
    candidates: list[int] = []
    for index in _head(draft):
        role = _role(draft, index)
        if role is None:
            candidates.append(index)
        else:
            draft.mark([index], role)
    return _mark_title(draft, candidates) or _mark_title_of_interpretation(draft)


def _mark_title_of_interpretation(draft: Draft) -> str:
    """《…》政策解读 is a link that a page shows beside a document; where nothing else is a title, it is the title."""
    for index in draft.with_role(Role.PAGE):
        if _INTERPRETATION.fullmatch(draft.text(index)):
            draft.mark([index], Role.TITLE)
            return join_title([draft.text(index)])
    return ""


def _head(draft: Draft) -> Iterator[int]:
    """Yield the paragraphs up to the first that belongs to the body; the addressees end the head."""
    for index in range(min(len(draft), _LONGEST)):
        if draft.roles[index] is not None:
            return
        if _is_addressees(draft, index):
            draft.mark([index], Role.ADDRESSEES)
            return
        if _role(draft, index) is None and not _may_be_title(draft, index):
            return
        yield index


def _role(draft: Draft, index: int) -> Role | None:
    text = draft.text(index)
    if _is_number(text) or (index and _ORDER_NUMBER.fullmatch(text)):
        return Role.NUMBER
    if _PAGE.match(text) or only_date(text):
        return Role.PAGE
    if _NOTE.fullmatch(text):
        return Role.NOTE
    return Role.LETTERHEAD if _LETTERHEAD.fullmatch(text) else None


def _is_number(text: str) -> bool:
    bare = SIGNED_BY.sub("", text).strip("（()） ")
    try:
        document_number.parse(bare)
    except document_number.NotADocumentNumber:
        return False
    return True


def _is_addressees(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return (
        _ADDRESSEES.fullmatch(text) is not None
        and _ADDRESSED.search(text) is not None
        and marker_of(text) is None
        and not _PAGE.match(text)
        and not text.startswith(("第", "附"))
    )


def _may_be_title(draft: Draft, index: int) -> bool:
    text = draft.text(index)
    return (
        len(text) <= _TITLE_LENGTH
        and text.count("，") < 2
        and not re.search(r"[。；]|[：:，]$", text)
        and marker_of(text) is None
    )


def _mark_title(draft: Draft, candidates: list[int]) -> str:
    """The last complete title of the head is the document's: pages print it before and after their own table."""
    groups = list(_groups(draft, candidates))
    if not groups:
        return ""
    complete = [group for group in groups if is_complete(_joined(draft, group))]
    chosen = complete[-1] if complete else max(groups, key=lambda group: len(_joined(draft, group)))
    title = _joined(draft, chosen)
    after = [index for index in candidates if index > chosen[-1]]
    for group in groups:
        same = _joined(draft, group) == title
        draft.mark((i for i in group if i not in after), Role.TITLE if same else Role.PAGE)
    return title


def _groups(draft: Draft, candidates: list[int]) -> Iterator[list[int]]:
    """Cut the candidates into titles: lines that follow each other, up to one that ends as titles do."""
    group: list[int] = []
    for position, index in enumerate(candidates):
        group.append(index)
        following = candidates[position + 1] if position + 1 < len(candidates) else -1
        joined = _joined(draft, group)
        if following != index + 1 or is_complete(joined) or draft.paragraphs[index].heading:
            yield group
            group = []


def _joined(draft: Draft, group: list[int]) -> str:
    return join_title(draft.text(index) for index in group)
