"""What changed, field by field and word by word."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.diff import compare_contents
from knowledge.curation.spans import SpanKind, compare_words

TEXT = st.text(alphabet="补贴每月发放八九十元，。😀a1\n", max_size=40)


@given(TEXT, TEXT)
def test_the_spans_are_both_texts(before: str, after: str) -> None:
    spans = compare_words(before, after)
    assert "".join(span.text for span in spans if span.op is not SpanKind.INSERT) == before
    assert "".join(span.text for span in spans if span.op is not SpanKind.DELETE) == after
    assert all(span.text for span in spans)


def test_words_are_compared_not_characters() -> None:
    spans = compare_words("补贴按月发放。", "补贴按年发放。")
    assert next((span.op.value, span.text) for span in spans) == ("equal", "补贴")
    assert "".join(span.text for span in spans if span.op is SpanKind.DELETE) in {"月", "按月"}


def test_a_very_long_text_is_compared_line_by_line() -> None:
    lines = [f"第{n}行写着一些内容。\n" for n in range(3000)]
    spans = compare_words("".join(lines), "".join([*lines[:1500], "新加的一行\n", *lines[1500:]]))
    assert [span.text for span in spans if span.op is SpanKind.INSERT] == ["新加的一行\n"]


def document(*clauses: tuple[str, str], **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"title": "办法", "clauses": [{"label": label, "text": text} for label, text in clauses], **fields}


FIRST = document(
    ("第一条", "为了鼓励阅读，制定本办法。"), ("第二条", "每月补贴八十元。"), ("第三条", "自公布之日起施行。")
)


def changes(after: dict[str, Any], before: dict[str, Any] = FIRST) -> list[tuple[str, str, str, str]]:
    return [(c.path, c.label, c.before, c.after) for c in compare_contents(before, after)]


def test_nothing_changed() -> None:
    assert changes(FIRST) == []


def test_a_clause_is_found_by_its_label() -> None:
    after = document(*[(c["label"], c["text"].replace("八", "九")) for c in FIRST["clauses"]])
    assert changes(after) == [("clauses.1.text", "第二条 正文", "每月补贴八十元。", "每月补贴九十元。")]


def test_a_clause_put_between_moves_labels_not_texts() -> None:
    one, two, three = ((c["label"], c["text"]) for c in FIRST["clauses"])
    after = document(one, ("第二条", "由图书馆发放。"), ("第三条", two[1]), ("第四条", three[1]))
    found = changes(after)
    assert ("clauses.1", "第二条", "", "第二条 由图书馆发放。") in found
    assert {(label, old, new) for _, label, old, new in found if old} == {
        ("第三条 条号", "第二条", "第三条"),
        ("第四条 条号", "第三条", "第四条"),
    }


def test_a_clause_that_is_gone_and_an_order_that_is_another() -> None:
    one, two, three = ((c["label"], c["text"]) for c in FIRST["clauses"])
    assert changes(document(one, three)) == [("clauses.1", "第二条", "第二条 每月补贴八十元。", "")]
    assert [label for _, label, _, _ in changes(document(two, one, three))] == ["条款顺序"]


def test_questions_elements_and_days_have_chinese_names() -> None:
    before = {
        "questions": [
            {"question": "能续借吗", "conclusion": "可以", "similar": []},
            {"question": "借多久", "conclusion": "三十天", "similar": ["借几天"]},
        ],
        "elements": {"background": "鼓励阅读"},
        "validity": {"expires_on": None},
    }
    after = {
        "questions": [
            before["questions"][0],
            {"question": "借多久", "conclusion": "六十天", "similar": ["借几天", "期限"]},
        ],
        "elements": {"background": "鼓励夜读", "purpose": "惠民"},
        "validity": {"expires_on": "2027-01-01"},
    }
    assert [(path, label) for path, label, _, _ in changes(after, before)] == [
        ("questions.1.conclusion", "问题 2 · 结论"),
        ("questions.1.similar", "问题 2 · 相似问法"),
        ("elements.background", "政策背景"),
        ("elements.purpose", "出台目的"),
        ("validity.expires_on", "有效期至"),
    ]
