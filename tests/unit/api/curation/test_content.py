"""What a form may hold, and that what it holds comes back as it is."""

from typing import Any

import pytest

from api.curation.content import content_json, read_content
from api.curation.errors import ContentRefused
from api.records.entry import EntryKind
from tests.contents import DOCUMENT, INTERPRETATION

BARE = {"title": "办法", "region": "411200"}


@pytest.mark.parametrize(
    ("kind", "content"), [(EntryKind.DOCUMENT, DOCUMENT), (EntryKind.INTERPRETATION, INTERPRETATION)], ids=str
)
def test_out_and_in_again_is_the_same(kind: EntryKind, content: Any) -> None:  # noqa: ANN401
    assert read_content(kind, content_json(content)) == content


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "标题"),
        ({"title": " 　"}, "title", "标题"),
        ({"title": "字" * 501}, "title", "最多 500 个字"),
        ({"title": "半个\ud800"}, "title", "无效字符"),
        ({"title": 7}, "title", "应为文字"),
        ({"department": "图书馆\x00"}, "department", "主管部门"),
        ({"nonsense": 1}, "nonsense", "不认识"),
        ({"validity": {"expires_on": "明天"}}, "validity.expires_on", "有效期至：不是日期"),
        ({"clauses": [{"label": "第一条", "text": ""}]}, "clauses.0.text", "第一条 正文"),
        ({"clauses": [{"label": "", "text": "长" * 100_001}]}, "clauses.0.text", "第 1 段 正文：最多 100000 个字"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "来源网址"),
        ({"clauses": [{"text": "某"}] * 5001}, "clauses", "最多 5000 项"),
        ({"region": None}, "region", "适用地区"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_in_chinese(changes: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        read_content(EntryKind.DOCUMENT, {**BARE, **changes})
    assert any(error["field"] == field and words in error["message"] for error in refused.value.errors)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"elements": {"secret": "x"}}, "elements.secret"),
        (
            {"questions": [{"question": "问", "aspect": "colour", "conclusion": "答", "basis": []}]},
            "questions.0.aspect",
        ),
        ({"questions": [{"question": "问", "aspect": "fee", "conclusion": "答", "basis": []}]}, "questions.0.basis"),
        ({"audience": ["robots"]}, "audience.0"),
        ({"audience": []}, "audience"),
    ],
)
def test_an_interpretation_that_cannot_be_used(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        read_content(EntryKind.INTERPRETATION, {**BARE, **changes})
    assert field in {error["field"] for error in refused.value.errors}


def test_an_element_that_says_nothing_is_none() -> None:
    content = read_content(EntryKind.INTERPRETATION, {**BARE, "elements": {"background": " ", "purpose": "为民"}})
    assert dict(content.elements) == {"purpose": "为民"}  # type: ignore[union-attr]
