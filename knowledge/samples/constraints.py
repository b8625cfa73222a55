"""Typed texts of the sample knowledge: what each may contain, and how long it may be."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_ARTICLE = r"^(第[一二三四五六七八九十百千零]+条(之[一二三四五六七八九十]+)?|（[一二三四五六七八九十]+）|\d+(\.\d+)*|)$"
_SENTENCE_ENDS = ("。", "！", "？")


def text_length(text: str) -> int:
    """Return the number of characters that are not white space."""
    return len("".join(text.split()))


def _length(shortest: int, longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not shortest <= text_length(text) <= longest:
            raise ValueError(f"has {text_length(text)} characters, wanted {shortest} to {longest}")
        return text

    return check


def _sentence(text: str) -> str:
    if not text.endswith(_SENTENCE_ENDS):
        raise ValueError("is no complete sentence: it must end with 。！ or ？")
    return text


_Stripped = StringConstraints(strip_whitespace=True)
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
Article = Annotated[str, StringConstraints(pattern=_ARTICLE)]
Department = Annotated[str, _Stripped, AfterValidator(_length(2, 40))]
Keyword = Annotated[str, _Stripped, AfterValidator(_length(1, 20))]
Title = Annotated[str, _Stripped, AfterValidator(_length(2, 30))]
LawTitle = Annotated[str, _Stripped, AfterValidator(_length(2, 80))]
Question = Annotated[str, _Stripped, AfterValidator(_length(3, 60))]
Conclusion = Annotated[str, _Stripped, AfterValidator(_length(6, 80)), AfterValidator(_sentence)]
Details = Annotated[str, _Stripped, AfterValidator(_length(40, 300))]
ElementText = Annotated[str, _Stripped, AfterValidator(_length(20, 200))]
