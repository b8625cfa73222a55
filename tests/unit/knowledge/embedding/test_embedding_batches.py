import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding.batches import length_sorted


@given(st.lists(st.text(max_size=60)), st.integers(1, 200), st.integers(1, 50))
def test_every_text_is_in_one_batch(texts: list[str], limit: int, longest: int) -> None:
    positions = [at for batch in length_sorted(texts, limit, longest) for at in batch]
    assert sorted(positions) == list(range(len(texts)))


@given(st.lists(st.text(max_size=60)), st.integers(1, 200), st.integers(1, 50))
def test_a_padded_batch_keeps_the_limit(texts: list[str], limit: int, longest: int) -> None:
    for batch in length_sorted(texts, limit, longest):
        assert len(batch) == 1 or len(batch) * max(min(len(texts[at]), longest) for at in batch) <= limit


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param([1, 9, 5, 5], [[1], [2, 3], [0]], id="longest first, alike together"),
        pytest.param([30, 40], [[1], [0]], id="a text over the limit goes alone"),
        pytest.param([0, 0, 0], [[0, 1, 2]], id="empty texts cost nothing"),
        pytest.param([], [], id="no texts"),
    ],
)
def test_batches(lengths: list[int], expected: list[list[int]]) -> None:
    assert list(length_sorted(["字" * length for length in lengths], 10, 100)) == expected
