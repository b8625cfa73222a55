from dataclasses import replace

from knowledge.model.passage import PassageKind, Source
from knowledge.passages.documents import document_passages
from tests.contents import DOCUMENT


def test_one_passage_a_clause() -> None:
    passages = document_passages("d", 3, DOCUMENT, successor="《新办法》")
    assert [passage.id for passage in passages] == ["d@3#0", "d@3#1"]
    second = passages[1]
    assert second.kind is PassageKind.CLAUSE
    assert second.text == DOCUMENT.clauses[1].text
    assert second.sources == (Source(DOCUMENT.title, DOCUMENT.document_number, "第二条", DOCUMENT.source_url),)
    assert second.path == "测试补贴办法 第一章 总则 一、标准"
    assert (second.region, second.department, second.responsible_units) == ("411200", "测试局", ("测试局", "财政局"))
    assert (second.validity, second.successor) == (DOCUMENT.validity, "《新办法》")


def test_the_issuer_answers_where_no_department_is_named() -> None:
    (passage, _) = document_passages("d", 1, replace(DOCUMENT, department=""))
    assert passage.department == "测试市人民政府"


def test_without_clauses_there_is_nothing_to_cite() -> None:
    assert document_passages("d", 1, replace(DOCUMENT, clauses=())) == ()
