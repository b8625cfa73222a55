import pytest

from knowledge.index.analysis import bigram_keys, default_analyzer, number_mark, question_mark, term_keys
from tests.unit.knowledge.index.builders import a_passage


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param("公租房", ["公租", "租房"], id="neighbours"),
        pytest.param("公，租", [], id="punctuation parts"),
        pytest.param("房", [], id="one character"),
        pytest.param("", [], id="nothing"),
        pytest.param("Ａ1房", ["a1", "1房"], id="folded"),
        pytest.param("𠮷野家", ["𠮷野", "野家"], id="beyond the basic plane"),
    ],
)
def test_bigrams(text: str, pairs: list[str]) -> None:
    assert bigram_keys(text).tolist() == [(ord(first) << 32) | ord(second) for first, second in pairs]


def test_words_leave_out_stop_words_and_punctuation() -> None:
    assert default_analyzer().words("请问，公租房的条件是什么？") == ["租房", "公租房", "条件"]


def test_a_passage_is_marked_by_its_questions_and_document_numbers() -> None:
    source = a_passage().sources[0]
    passage = a_passage(
        questions=("怎么申请？",), sources=(type(source)("办法", "三政办〔2021〕16号"), type(source)("无文号"))
    )
    expected = term_keys([question_mark("怎么申请"), number_mark("三政办〔2021〕16号")])
    assert set(default_analyzer().mark_keys(passage).tolist()) == set(expected.tolist())


@pytest.mark.parametrize(
    "text",
    ["三政办[2021]16号说了什么", "三政办〔2021〕16号", "请找一下三政办（2021）16号"],
    ids=["square", "standard", "round"],
)
def test_document_numbers_are_met_in_any_spelling(text: str) -> None:
    assert int(term_keys([number_mark("三政办〔2021〕16号")])[0]) in default_analyzer().number_keys(text).tolist()
