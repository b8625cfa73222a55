"""Invisible characters are not read."""

from hypothesis import given
from hypothesis import strategies as st
from tiny_knowledge import TODAY

from knowledge.answering.context import TurnContext
from knowledge.answering.steps.visible import visible


def seen(text: str) -> str:
    context = TurnContext(turn_id="t", original=text, on=TODAY)
    visible(context)
    assert context.original == context.text
    return context.text


def test_characters_without_a_shape_are_dropped() -> None:
    assert seen("低\u200b保\u2060怎\ufeff么\u202e办\x00") == "低保怎么办"


def test_a_phone_number_cut_apart_is_one_again() -> None:
    assert seen("138\u200b0013\u200b8000") == "13800138000"


def test_line_breaks_stay() -> None:
    assert seen("低保\n怎么办\t吗") == "低保\n怎么办 吗"


@given(st.text(alphabet=st.characters(categories=["Lo", "Nd", "Po"]), max_size=50))
def test_what_can_be_seen_stays(text: str) -> None:
    assert seen(text) == text
