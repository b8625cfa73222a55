"""What is measured with: questions, made-up documents, law articles."""

import json
from itertools import islice
from pathlib import Path

import pytest

from knowledge.documents.reading import read_document
from knowledge.index.texts import passage_text
from knowledge.passages.documents import document_passages
from scripts.bench.drafts import documents, drafts
from scripts.bench.laws import as_documents, read_articles
from scripts.bench.questions import questions


def test_no_question_comes_twice() -> None:
    asked = list(questions())
    assert len(set(asked)) == len(asked) > 5000


class TestDrafts:
    def test_are_read_as_they_were_meant(self) -> None:
        for (name, data), meant in islice(zip(drafts(7), documents(7), strict=False), 5):
            parsed = read_document(data, name)
            assert parsed.title == meant.title
            assert [clause.number for clause in parsed.clauses] == [clause.label for clause in meant.clauses]
            assert [clause.text.endswith(own.text) for clause, own in zip(parsed.clauses, meant.clauses, strict=True)]

    def test_differ_by_seed_and_not_by_run(self) -> None:
        first, again, other = (list(islice(drafts(seed), 3)) for seed in (1, 1, 2))
        assert first == again
        assert first != other


class TestLaws:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        rows = [
            {"id": "law-a#1", "law": "甲法", "art": "第一条", "text": "一。"},
            {"id": "law-a#2", "law": "甲法", "art": "第二条", "text": "二。"},
            {"id": "law-b#1", "law": "乙法", "art": "第一条", "text": "三。"},
        ]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / "units-000.jsonl").write_text("\n".join(lines[:1]), "utf-8")
        (tmp_path / "units-001.jsonl").write_text("\n".join(lines[1:]), "utf-8")
        return tmp_path

    def test_articles_of_a_law_are_one_document(self, folder: Path) -> None:
        found = dict(as_documents(read_articles(folder)))
        assert {entry: len(document.clauses) for entry, document in found.items()} == {"law-a": 2, "law-b": 1}

    def test_vectors_from_elsewhere_are_of_the_texts_that_the_index_embeds(self, folder: Path) -> None:
        articles = list(read_articles(folder))
        passages = [p for entry, document in as_documents(articles) for p in document_passages(entry, 1, document)]
        assert [passage_text(passage) for passage in passages] == [article.embedded_text for article in articles]
