from pathlib import Path

import pytest

from knowledge.errors import InvalidInput, NotFound
from knowledge.evaluation.errors import EmptyFile, UnreadableLine
from knowledge.evaluation.files import RetrievalSet, read_labelled
from tests.unit.knowledge.evaluation.sets import write_lines, write_set


class TestRetrievalSet:
    def test_reads_bom_blank_lines_and_extra_fields(self, tmp_path: Path) -> None:
        data = RetrievalSet.read(*write_set(tmp_path))
        assert (len(data.corpus), len(data.queries)) == (6, 6)
        assert data.relevant["q0"] == {"p0"}

    @pytest.mark.parametrize(("split", "count"), [("test", 3), (None, 6)])
    def test_split_selects_questions(self, tmp_path: Path, split: str | None, count: int) -> None:
        data = RetrievalSet.read(*write_set(tmp_path), split)
        assert (len(data.queries), len(data.relevant)) == (count, count)

    def test_a_split_nobody_has(self, tmp_path: Path) -> None:
        with pytest.raises(EmptyFile, match="split=other"):
            RetrievalSet.read(*write_set(tmp_path), "other")

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            pytest.param("{", "不是 JSON", id="not json"),
            pytest.param("[1]", "不是 JSON 对象", id="a list"),
            pytest.param('{"id": "x"}', "缺少字段“text”", id="no text"),
            pytest.param('{"id": 5, "text": "a"}', "缺少字段“id”", id="a number for an id"),
            pytest.param('{"id": "p0", "text": "又"}', "重复", id="id twice"),
        ],
    )
    def test_names_the_corpus_line_at_fault(self, tmp_path: Path, line: str, cause: str) -> None:
        corpus, queries, qrels = write_set(tmp_path)
        with corpus.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
        with pytest.raises(UnreadableLine, match=f"c.jsonl 第 13 行.*{cause}"):
            RetrievalSet.read(corpus, queries, qrels)

    @pytest.mark.parametrize(
        ("line", "cause"),
        [
            pytest.param("q0 p0 1", "TAB", id="spaces"),
            pytest.param("q0\tp0\thigh", "整数", id="score in words"),
            pytest.param("q9\tp0\t1", "问题 id “q9”不存在", id="unknown question"),
            pytest.param("q0\tp9\t1", "段落 id “p9”不存在", id="unknown passage"),
        ],
    )
    def test_names_the_judgement_at_fault(self, tmp_path: Path, line: str, cause: str) -> None:
        corpus, queries, qrels = write_set(tmp_path)
        qrels.write_text(f"query-id\tcorpus-id\tscore\n{line}\n", "utf-8")
        with pytest.raises(UnreadableLine, match=f"第 2 行.*{cause}"):
            RetrievalSet.read(corpus, queries, qrels)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound):
            read_labelled(tmp_path / "none.jsonl", "label")


def test_labelled_rows_need_their_label(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "l.jsonl", [{"text": "甲", "label": "in_scope"}, {"text": "乙"}])
    with pytest.raises(UnreadableLine, match=r"第 3 行.*label"):
        read_labelled(path, "label")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gbk.jsonl"
    path.write_bytes('{"text": "甲", "label": "in_scope"}'.encode("gbk"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_labelled(path, "label")


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read_labelled(write_lines(tmp_path / "l.jsonl", []), "label")
