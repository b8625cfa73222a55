from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages.cutting import LONGEST, pieces


@given(st.text(alphabet="甲乙。；\n丙", max_size=300), st.integers(1, 40))
def test_pieces_join_to_the_text_and_keep_the_limit(text: str, longest: int) -> None:
    cut = pieces(text, longest)

    assert "".join(cut) == text
    assert all(len(piece) <= longest for piece in cut)


def test_a_piece_ends_behind_a_sentence() -> None:
    assert pieces("一二三。四五六。七八", 5) == ["一二三。", "四五六。", "七八"]


def test_an_article_stays_whole() -> None:
    assert pieces("条" * LONGEST) == ["条" * LONGEST]
