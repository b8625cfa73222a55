import numpy as np

from knowledge.embedding.encoder import Vectors
from knowledge.embedding.query_cache import QueryCache


class Counting:
    """Encodes a text as its length and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked.append(texts)
        return np.array([[len(text)] for text in texts], np.float32)


def test_a_text_is_encoded_once() -> None:
    cache, encode = QueryCache(capacity=4), Counting()
    rows = [cache.rows(["一", "二二", "一"], encode), cache.rows(["二二", "三三三"], encode)]
    assert [[float(row[0]) for row in found] for found in rows] == [[1, 2, 1], [2, 3]]
    assert encode.asked == [["一", "二二"], ["三三三"]]


def test_the_least_recently_used_text_goes() -> None:
    cache, encode = QueryCache(capacity=2), Counting()
    for text in ("a", "b", "a", "c", "a", "b"):
        cache.rows([text], encode)
    assert encode.asked == [["a"], ["b"], ["c"], ["b"]]


def test_more_texts_than_it_holds_are_all_answered() -> None:
    texts = [str(number) for number in range(5)]
    assert len(QueryCache(capacity=2).rows(texts, Counting())) == 5
