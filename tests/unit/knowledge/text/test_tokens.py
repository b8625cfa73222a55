from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import InvalidInput
from knowledge.text.tokens import JiebaTokenizer, RjiebaTokenizer, Tokenizer, Word, fold, read_dictionary

SAMPLES = (
    "灵活就业人员怎样参加城乡居民基本养老保险？",
    "湖滨区居民申请公租房需要提交哪些材料",
    "申请政府信息公开，信息处理费按件收费还是按量收费？",
    "网址 www.example.gov.cn，电话 0398-12345，占 3.5%。。。...",
    "GB/T 33358-2016 与 C919、B超、iPhone15",
    "",
)


@pytest.fixture(scope="module")
def reference() -> Tokenizer:
    return JiebaTokenizer()


@pytest.fixture(scope="module")
def fast() -> Tokenizer:
    return RjiebaTokenizer()


class TestEngines:
    @pytest.mark.parametrize("text", SAMPLES)
    def test_cut_alike(self, reference: Tokenizer, fast: Tokenizer, text: str) -> None:
        assert fast.cut(text) == reference.cut(text)
        assert fast.cut_for_search(text) == reference.cut_for_search(text)

    @given(text=st.text(alphabet="三门峡市湖滨区公租房申请养老保险的是在一二12.-, 。a", max_size=40))
    def test_cut_any_text_alike(self, reference: Tokenizer, fast: Tokenizer, text: str) -> None:
        assert fast.cut(text) == reference.cut(text)

    @pytest.mark.parametrize("word", ["信息处理费", "依申请公开", "公租房", "卫健委", "湖滨区"])
    def test_knows_words_of_the_dictionary(self, fast: Tokenizer, word: str) -> None:
        assert word in fast.cut(f"关于{word}的规定")

    def test_search_mode_adds_the_words_inside(self, fast: Tokenizer) -> None:
        assert {"养老", "保险", "养老保险"} <= set(fast.cut_for_search("职工的养老保险"))

    def test_names_differ_by_engine_and_dictionary(self, fast: Tokenizer, tmp_path: Path) -> None:
        other = tmp_path / "words.txt"
        other.write_text("一号答\n", "utf-8")
        assert len({fast.name, RjiebaTokenizer(other).name, JiebaTokenizer(other).name}) == 3


class TestDictionary:
    def test_reads_jieba_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "words.txt"
        path.write_text("# 注释\n三门峡 1000 ns\n\n低保 5\n城管局 nt\n好差评\n", "utf-8")
        expected = (Word("三门峡", 1000, "ns"), Word("低保", 5), Word("城管局", None, "nt"), Word("好差评"))
        assert read_dictionary(path) == expected

    def test_names_the_line_at_fault(self, tmp_path: Path) -> None:
        path = tmp_path / "words.txt"
        path.write_text("好差评\n三门峡 多 ns\n", "utf-8")
        with pytest.raises(InvalidInput, match="第 2 行"):
            read_dictionary(path)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("ＡＢ１２", "ab12", id="full width"),
        pytest.param("醫療保險", "医疗保险", id="traditional"),
        pytest.param("㎡", "m2", id="compatibility"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
