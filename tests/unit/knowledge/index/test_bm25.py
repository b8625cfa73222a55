import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.analysis import Keys, term_keys
from knowledge.index.bm25 import Bm25, FieldStatistics, LexicalField
from knowledge.index.postings import Mask, Postings

texts = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), min_size=1, max_size=12)
queries = st.lists(st.sampled_from("abcdefghz"), min_size=1, max_size=6)


def field(*parts: Postings, alive: list[Mask] | None = None) -> LexicalField:
    masks = alive or [np.ones(len(part.lengths), np.bool_) for part in parts]
    rows = sum(int(mask.sum()) for mask in masks)
    terms = sum(int(part.lengths[mask].sum()) for part, mask in zip(parts, masks, strict=True))
    return LexicalField(parts, masks, FieldStatistics(rows, terms))


def build(rows: list[list[str]]) -> Postings:
    return Postings.build([term_keys(row) for row in rows])


def oracle(rows: list[list[str]], query: list[str], k1: float, b: float) -> Keys:
    library = bm25s.BM25(method="lucene", k1=k1, b=b)
    library.index(rows, show_progress=False)
    known = [term for term in query if any(term in row for row in rows)]
    return np.asarray(library.get_scores(known)) if known else np.zeros(len(rows))


class TestScores:
    @given(rows=texts, query=queries, k1=st.floats(0.5, 2), b=st.floats(0, 1))
    def test_equal_those_of_bm25s(self, rows: list[list[str]], query: list[str], k1: float, b: float) -> None:
        scores = field(build(rows)).scores(term_keys(query), Bm25(k1, b))
        np.testing.assert_allclose(scores, oracle(rows, query, k1, b), atol=1e-4)

    @given(rows=texts, query=queries, data=st.data())
    def test_do_not_depend_on_segments_or_dead_rows(
        self, rows: list[list[str]], query: list[str], data: st.DataObject
    ) -> None:
        dead = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
        cut = data.draw(st.integers(0, len(rows)))
        alive = ~np.array(dead, np.bool_)
        split = field(build(rows[:cut]), build(rows[cut:]), alive=[alive[:cut], alive[cut:]])
        living = [row for row, gone in zip(rows, dead, strict=True) if not gone]
        expected = field(build(living)).scores(term_keys(query), Bm25(0.9, 0.4))
        found = split.scores(term_keys(query), Bm25(0.9, 0.4))
        np.testing.assert_allclose(found[alive], expected, rtol=1e-5)


class TestCoverage:
    @pytest.mark.parametrize(
        ("query", "row", "expected"),
        [
            pytest.param("ab", "ab", 1.0, id="all"),
            pytest.param("ab", "cd", 0.0, id="nothing"),
            pytest.param("aaa", "ab", 1.0, id="repeats do not matter"),
        ],
    )
    def test_is_the_share_found(self, query: str, row: str, expected: float) -> None:
        found = field(build([list(row), list("xy")])).coverage(term_keys(query))
        assert found[0] == pytest.approx(expected)


@given(rows=texts, data=st.data())
def test_merged_postings_equal_those_built_at_once(rows: list[list[str]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(rows)))
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))), np.bool_)
    merged = Postings.merge([build(rows[:cut]), build(rows[cut:])], [keep[:cut], keep[cut:]])
    expected = build([row for row, kept in zip(rows, keep, strict=True) if kept])
    for name in ("keys", "offsets", "rows", "counts", "lengths"):
        np.testing.assert_array_equal(getattr(merged, name), getattr(expected, name), err_msg=name)
