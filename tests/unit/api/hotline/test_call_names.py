"""Names that fit, and never meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.hotline.callers import masked_caller
from api.hotline.names import external_id, piece_key, turn_key, turn_of
from api.hotline.port import CallName

CALLS = st.builds(CallName, st.sampled_from(["hotline", "jambonz", "audiosocket"]), st.text(min_size=1, max_size=300))
TURNS = st.from_regex(r"[A-Za-z0-9_.\-]{1,64}", fullmatch=True)


def test_the_key_is_the_contracts() -> None:
    assert turn_key(CallName("hotline", "pbx-1"), "3") == "hotline:pbx-1:3"


@given(CALLS, TURNS, CALLS, TURNS)
def test_keys_fit_and_do_not_meet(call: CallName, turn: str, other: CallName, another: str) -> None:
    key = turn_key(call, turn)
    assert len(key) <= 160
    assert turn_of(key) == turn
    assert (key == turn_key(other, another)) <= (
        (call, turn) == (other, another) or ":" in call.external_id + other.external_id
    )


@given(CALLS, TURNS)
def test_the_name_that_is_kept_has_the_same_keys(call: CallName, turn: str) -> None:
    kept = CallName(call.source, external_id(call))
    assert external_id(kept) == kept.external_id
    assert turn_key(kept, turn) == turn_key(call, turn)


@given(CALLS)
def test_names_fit(call: CallName) -> None:
    assert len(external_id(call)) <= 128
    assert len(piece_key(call.external_id)) <= 64


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "861****5678"),
        ("0398-2812345", "039****2345"),
        ("2812345", "28****5"),
        ("sip:13812345678@pbx.local", "138****5678"),
        ("sip:alice@pbx.local", "未显示号码"),
        ("anonymous", "未显示号码"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_is_hidden(number: str, shown: str) -> None:
    assert masked_caller(number) == shown


@given(st.text(max_size=200))
def test_whatever_calls_fits_and_hides_its_number(number: str) -> None:
    shown = masked_caller(number)
    assert len(shown) <= 40
    assert not any(len(run) > 4 for run in "".join(char if char.isdigit() else " " for char in shown).split())
