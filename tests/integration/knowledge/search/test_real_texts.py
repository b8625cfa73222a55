"""The parts of search against their references, on real policy texts."""

import json
from pathlib import Path

import bm25s
import numpy as np
import pytest

from knowledge.index.analysis import default_analyzer
from knowledge.index.bm25 import Bm25, FieldStatistics, LexicalField
from knowledge.index.postings import Postings
from knowledge.text.tokens import JiebaTokenizer, default_tokenizer

pytestmark = pytest.mark.integration

TEXTS, QUESTIONS = 1000, 50


@pytest.fixture(scope="module")
def texts(test_data: Path) -> list[str]:
    lines = (test_data / "retrieval" / "ncp_passage" / "corpus.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines[:TEXTS]]


def test_the_fast_engine_cuts_as_jieba_does(texts: list[str]) -> None:
    reference, fast = JiebaTokenizer(), default_tokenizer()
    differing = [text for text in texts if fast.cut_for_search(text) != reference.cut_for_search(text)]
    assert not differing


def test_scores_equal_those_of_bm25s(texts: list[str], test_data: Path) -> None:
    analyzer = default_analyzer()
    words = [analyzer.words(text) for text in texts]
    library = bm25s.BM25(method="lucene", k1=0.9, b=0.4)
    library.index(words, show_progress=False)
    part = Postings.build([analyzer.word_keys(text) for text in texts])
    statistics = FieldStatistics(len(texts), int(part.lengths.sum()))
    field = LexicalField([part], [np.ones(len(texts), np.bool_)], statistics)
    vocabulary = {word for row in words for word in row}
    lines = (test_data / "retrieval" / "ncp_passage" / "queries.jsonl").read_text("utf-8").splitlines()
    for line in lines[:QUESTIONS]:
        question = json.loads(line)["text"]
        known = [word for word in analyzer.words(question) if word in vocabulary]
        if known:
            scores = field.scores(analyzer.word_keys(question), Bm25(0.9, 0.4))
            np.testing.assert_allclose(scores, library.get_scores(known), atol=1e-4)
