"""Step 1."""

import pytest
from tiny_knowledge import HUBIN, LINGBAO, REGIONS, TODAY

from knowledge.answering.context import TurnContext
from knowledge.answering.steps.normalise import Normalise
from knowledge.model.passage import Aspect


def normalised(text: str, **given: object) -> TurnContext:
    context = TurnContext(turn_id="t", original=text, on=TODAY, **given)
    Normalise(REGIONS)(context)
    return context


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param("  低保怎么办  ", "低保怎么办", id="outer spaces"),
        pytest.param("失業保險金", "失业保险金", id="traditional"),
        pytest.param("２０２１年ＡＢＣ", "2021年ABC", id="full width"),
        pytest.param("　\u3000 ", "", id="ideographic spaces only"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_rewrites_the_search_text_and_keeps_the_words(written: str, text: str) -> None:
    context = normalised(written)
    assert context.text == text
    assert context.original == written


@pytest.mark.parametrize(
    ("text", "given", "region", "named"),
    [
        ("灵宝的果农补助", "", LINGBAO, True),
        ("三门峡市湖滨区低保", "", HUBIN, True),
        ("靈寶市低保", "", LINGBAO, True),
        ("低保怎么办", HUBIN, HUBIN, False),
        ("灵宝低保", HUBIN, LINGBAO, True),
        ("全国统一的规定", HUBIN, HUBIN, False),
        ("低保怎么办", "", "", False),
    ],
)
def test_words_outrank_the_region_that_was_known(text: str, given: str, region: str, named: bool) -> None:
    context = normalised(text, region=given)
    assert (context.region, context.region_named) == (region, named)


def test_the_aspect_is_read_from_the_words_unless_it_is_known() -> None:
    assert normalised("要带什么材料").aspect is Aspect.MATERIALS
    assert normalised("要带什么材料", aspect=Aspect.FEE).aspect is Aspect.FEE
