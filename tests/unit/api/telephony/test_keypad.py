import asyncio

import pytest

from api.telephony.keys import KeyPad
from api.telephony.limits import telephony_limits

RULES = telephony_limits().keys.model_copy(update={"gap_ms": 20})


async def pressed(*keys: str) -> list[str]:
    """What is told of these keys; an empty one is a pause."""
    told = list[str]()
    pad = KeyPad(RULES, told.append)
    for key in keys:
        if key:
            pad.press(key)
        else:
            await asyncio.sleep(3 * RULES.gap_ms / 1000)
    pad.flush()
    return told


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("0", ["0"]),  # a person, at once
        ("00", ["0", "0"]),
        ("123#", ["123"]),
        ("#", ["#"]),
        ("10", ["10"]),  # within a number it is a digit
        ("12#3", ["12", "3"]),
        ("1" * 25, ["1" * 20, "1" * 5]),
    ],
)
async def test_keys_are_gathered(keys: str, told: list[str]) -> None:
    assert await pressed(*keys) == told


async def test_a_pause_ends_a_number() -> None:
    assert await pressed("1", "2", "", "3") == ["12", "3"]


async def test_nothing_pressed_is_nothing_told() -> None:
    assert await pressed() == []


pytestmark = pytest.mark.asyncio
