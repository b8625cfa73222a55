"""Who is responsible: the bracket at the end of a paragraph, as a list of departments."""

import re

_LABEL = re.compile(r"(?:责任|牵头|配合|主办|协办|参加)(?:单位|部门)\s*[:：]\s*")
_CHARGED = re.compile(r"(?:等)?(?:按照?职责分工(?:负责)?|分别负责|共同负责|分工负责|负责|牵头(?:负责)?|配合|参与|等)$")
_AGENCY_END = "局委部厅办院署会府室门心组位"
_WITHIN_NAME = re.compile(rf"(?:(?<![{_AGENCY_END}])|(?<=^.)|(?<=，.))、")
_SEPARATORS = "、，,；;。"
_OPENERS, _CLOSERS = "（(〔[【《", "）)〕]】》"


def trailing_bracket(text: str) -> str:
    """Return what stands in the bracket that ends ``text``, empty where it does not end with one."""
    stripped = text.rstrip(" 。")
    if not stripped or stripped[-1] not in "）)":
        return ""
    depth = 0
    for index in range(len(stripped) - 1, max(len(stripped) - 600, -1), -1):
        depth += (stripped[index] in _CLOSERS) - (stripped[index] in _OPENERS)
        if depth == 0:
            return stripped[index + 1 : -1]
    return ""


def responsible_units(paragraph: str) -> tuple[str, ...]:
    """Return the departments that the closing bracket of ``paragraph`` charges, as written, nothing added.

    Both forms are read: ``（责任单位：甲局、乙局）`` and ``（甲部、乙部负责）``.
    """
    bracket = trailing_bracket(paragraph)
    if not _LABEL.match(bracket) and not bracket.endswith("负责"):
        return ()
    units = (_CHARGED.sub("", unit) for unit in split_units(_LABEL.sub("、", bracket)))
    return tuple(dict.fromkeys(unit for unit in units if unit))


def split_units(text: str) -> tuple[str, ...]:
    """Split a list of organisations at 、，； and at 和 between two of them, outside brackets."""
    units, start, depth = list[str](), 0, 0
    for index, char in enumerate(text):
        depth += (char in _OPENERS) - (char in _CLOSERS)
        if depth <= 0 and (_parts(text, start, index) or _joins(text, start, index)):
            units.append(text[start:index])
            start = index + 1
    units.append(text[start:])
    return tuple(unit for unit in (re.sub(r"\s+", "", unit) for unit in units) if unit)


def split_addressees(text: str) -> tuple[str, ...]:
    """Split 主送 and 抄送: ， parts groups, 、 only complete names, as 各省、自治区人民政府 is one (GB/T 9704-2012)."""
    kept = _WITHIN_NAME.sub("\x00", text)
    return tuple(unit.replace("\x00", "、") for unit in split_units(kept))


def _parts(text: str, start: int, index: int) -> bool:
    """A single character before 、 is half a name: 部、省属有关单位."""
    return text[index] in _SEPARATORS and not (text[index] == "、" and index - start == 1)


def _joins(text: str, start: int, index: int) -> bool:
    """和 joins two units where a whole name stands before it: not in 政务和大数据局."""
    return text[index] in "和与" and index - start > 1 and text[index - 1] in _AGENCY_END + "等"
