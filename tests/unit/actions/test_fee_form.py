"""What the form accepts."""

from typing import Any

import pytest
from fake_desk import FakeDesk, tracker
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions.calculate_fee import ValidateFeeForm, read_method, read_quantity
from knowledge.fees.information_processing import MAX_QUANTITY, FeeMethod

QUANTITIES = [
    ("35", 35),
    ("三十五件", 35),
    ("３５件", 35),
    ("35.0", 35),
    (35.0, 35),
    (35, 35),
    ("两百页", 200),
    ("1,200页", 1200),
    ("大概一百二十份吧", 120),
    ("3万页", 30000),
    ("最多35件", 35),
    (str(MAX_QUANTITY), MAX_QUANTITY),
    ("-3", None),
    ("－3件", None),
    ("负三", None),
    ("0", None),
    ("3.5", None),
    ("10到20", None),
    ("10-20", None),
    ("十几件", None),
    ("30多页", None),
    ("3亿", None),
    ("一百万亿", None),
    (str(MAX_QUANTITY + 1), None),
    ("9" * 40, None),
    ("随便", None),
    ("按页", None),
    ("", None),
    (None, None),
    ([], None),
]
METHODS = [
    ("按件", FeeMethod.ITEM),
    ("件数", FeeMethod.ITEM),
    ("item", FeeMethod.ITEM),
    ("按页", FeeMethod.PAGE),
    ("按量计收", FeeMethod.PAGE),
    ("page", FeeMethod.PAGE),
    ("随便", None),
    ("", None),
    (None, None),
    (7, None),
]


@pytest.mark.parametrize(("value", "quantity"), QUANTITIES, ids=[repr(value)[:24] for value, _ in QUANTITIES])
def test_quantities(value: object, quantity: int | None) -> None:
    assert read_quantity(value) == quantity


@pytest.mark.parametrize(("value", "method"), METHODS, ids=[repr(value) for value, _ in METHODS])
def test_methods(value: object, method: FeeMethod | None) -> None:
    assert read_method(value) is method


@given(st.text() | st.none() | st.integers() | st.floats())
def test_any_value_is_read_or_refused(value: object) -> None:
    quantity = read_quantity(value)
    assert quantity is None or 0 < quantity <= MAX_QUANTITY
    assert read_method(value) in {None, *FeeMethod}


async def validated(slots: dict[str, Any]) -> tuple[dict[str, Any], FakeDesk]:
    """Let the form check the slots that were filled just now."""
    desk = FakeDesk()
    filled = tracker("inform_fee", slots=slots, loop="fee_form")
    filled.events = [{"event": "action", "name": "fee_form"}] + [
        {"event": "slot", "name": name, "value": value} for name, value in slots.items()
    ]
    domain = {"forms": {"fee_form": {"required_slots": ["fee_method", "fee_quantity"]}}}
    events = await ValidateFeeForm(desk).run(CollectingDispatcher(), filled, domain)
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}, desk


@pytest.mark.asyncio
async def test_usable_values_stay() -> None:
    slots, desk = await validated({"fee_method": "按件", "fee_quantity": "三十五件"})
    assert slots["fee_method"] == FeeMethod.ITEM
    assert slots["fee_quantity"] == "35"
    assert desk.names == ["note"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("slots", "asked_again"), [({"fee_method": "随便"}, "fee_method"), ({"fee_quantity": "-3"}, "fee_quantity")]
)
async def test_an_unusable_value_is_asked_for_again(slots: dict[str, Any], asked_again: str) -> None:
    kept, _ = await validated(slots)
    assert kept[asked_again] is None
