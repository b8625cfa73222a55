"""What the parts of a content are called where people compare them."""

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.passages.interpretations import ELEMENT_NAMES

FIELDS: Mapping[str, str] = {
    "title": "标题", "document_number": "文号", "issuer": "发文机关", "department": "主管部门", "kind": "文种",
    "written_on": "成文日期", "published_on": "发布日期", "region": "适用地区", "source_url": "来源网址",
    "validity": "效力", "effective_from": "施行日期", "expires_on": "有效期至", "repealed_on": "废止日期",
    "clauses": "条款", "field_name": "领域", "documents": "依据文件", "audience": "适用对象", "keywords": "关键词",
    "questions": "问题", "elements": "要素", "label": "条号", "text": "正文", "heading": "所在章节",
    "responsible_units": "责任单位", "question": "问法", "aspect": "方面", "conclusion": "结论", "details": "说明",
    "similar": "相似问法", "negative": "反例问法", "basis": "依据", "clause": "条款", "url": "网址",
}  # fmt: skip


def label_of(path: Sequence[str | int], content: Mapping[str, Any] | None = None) -> str:
    """Return the Chinese name of a part: ``第四条 正文``, ``问题 2 · 结论``; ``content`` gives clauses their own label."""
    match path:
        case ["clauses", int(n), *rest]:
            return _join(_clause_name(n, content), rest, " ")
        case ["questions", int(n), *rest]:
            return _join(f"问题 {n + 1}", rest, " · ")
        case ["elements" | "validity", str(name), *_]:
            return ELEMENT_NAMES.get(name) or FIELDS.get(name, name)
        case [str(name), int(n), *_]:
            return f"{FIELDS.get(name, name)} {n + 1}"
    return FIELDS.get(str(path[0]), str(path[0])) if path else "内容"


def _join(head: str, rest: Sequence[str | int], between: str) -> str:
    words = [f"{part + 1}" if isinstance(part, int) else FIELDS.get(part, part) for part in rest]
    return between.join((head, " ".join(words))) if words else head


def _clause_name(number: int, content: Mapping[str, Any] | None) -> str:
    clauses = (content or {}).get("clauses")
    if isinstance(clauses, Sequence) and number < len(clauses) and isinstance(clauses[number], Mapping):
        return str(clauses[number].get("label") or f"第 {number + 1} 段")
    return f"第 {number + 1} 段"
