"""Pauses: brackets and line ends become some, several in a row become one."""

import re

_BRACKETS = str.maketrans(dict.fromkeys("()[]{}<>（）〔〕【】［］｛｝〖〗〘〙〚〛﹝﹞﹙﹚⟨⟩«»‹›", "，"))
_PLAIN = str.maketrans({",": "，", ";": "；", ":": "：", "!": "！", "?": "？"})
_RANKED = "、，：；！？。"  # the later in this row, the longer the pause
_LINE_END = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"\s+")
_BESIDE = re.compile(r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])")
_PAUSES = re.compile(rf"[{_RANKED}]{{2,}}")
_DASHES = re.compile(r"…+|\.{2,}|[—―]+")
_ENDS = "：；！？。"


def pause_at_brackets(text: str) -> str:
    """Return the text with a pause for every bracket."""
    return text.translate(_BRACKETS)


def tidy(text: str) -> str:
    """Return the text in one line: each line a sentence, of pauses in a row the longest, no space beside a character."""
    lines = [line.strip() for line in _LINE_END.split(_DASHES.sub("，", text).translate(_PLAIN)) if line.strip()]
    joined = "".join((*map(_ended, lines[:-1]), *lines[-1:]))
    said = _PAUSES.sub(lambda found: max(found[0], key=_RANKED.index), _BESIDE.sub("", _SPACES.sub(" ", joined)))
    return said.lstrip(f"{_RANKED} ").rstrip("，、 ")


def _ended(line: str) -> str:
    bare = line.rstrip("，、 ")
    return bare if not bare or bare[-1] in _ENDS else f"{bare}。"
