import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import InvalidInput
from knowledge.fees.information_processing import MAX_QUANTITY, FeeMethod, clause, fee

quantities = st.integers(0, 5000)


@pytest.mark.parametrize(
    ("items", "yuan"),
    [
        (0, 0), (1, 0), (10, 0), (11, 100), (20, 1000), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000),
        (60, 11_000), (100, 37_000),
    ],
)  # fmt: skip
def test_by_item(items: int, yuan: int) -> None:
    assert fee(FeeMethod.ITEM, items) == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        (0, 0), (1, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700),
        (1000, 34_700),
    ],
)  # fmt: skip
def test_by_page(pages: int, yuan: int) -> None:
    assert fee(FeeMethod.PAGE, pages) == yuan


def test_clauses() -> None:
    assert [clause(method) for method in (FeeMethod.ITEM, FeeMethod.PAGE)] == ["第四条", "第五条"]


@pytest.mark.parametrize("method", FeeMethod)
@pytest.mark.parametrize("quantity", [-1, MAX_QUANTITY + 1])
def test_refuses(method: FeeMethod, quantity: int) -> None:
    with pytest.raises(InvalidInput):
        fee(method, quantity)


@pytest.mark.parametrize("method", FeeMethod)
def test_the_greatest_quantity_is_counted_at_once(method: FeeMethod) -> None:
    assert fee(method, MAX_QUANTITY) > 0


@given(st.sampled_from(FeeMethod), quantities)
def test_each_more_costs_at_least_as_much_as_the_one_before(method: FeeMethod, quantity: int) -> None:
    marginal = [fee(method, quantity + n + 1) - fee(method, quantity + n) for n in range(2)]
    assert 0 <= marginal[0] <= marginal[1]


@given(st.sampled_from(FeeMethod), quantities, quantities)
def test_two_requests_together_cost_no_less(method: FeeMethod, one: int, other: int) -> None:
    assert fee(method, one + other) >= fee(method, one) + fee(method, other)
