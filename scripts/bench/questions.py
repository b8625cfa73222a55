"""Questions to time with: those of the sample knowledge, varied so that none is asked twice."""

from collections.abc import Iterator
from itertools import product

from api.setup.samples import SAMPLES
from knowledge.samples.schema import load_samples

_OPENINGS = ("", "请问", "你好，", "我想问一下，", "麻烦问下，", "咨询一下：", "想了解一下，", "帮我查查，")
_CLOSINGS = ("？", "？谢谢", "，急", "。")


def questions() -> Iterator[str]:
    """Yield several thousand different questions, the plain ones first."""
    asked = [
        question.rstrip("？?。")
        for entry in load_samples(SAMPLES).interpretations
        for pair in entry.qa
        for question in (*pair.similar, pair.question)
    ]
    return (f"{opening}{text}{closing}" for closing, opening, text in product(_CLOSINGS, _OPENINGS, asked))
