"""What holds for every text: nothing is lost, parsing again changes nothing, only staff errors are raised."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge.documents.model import FindingKind, ParsedDocument, Role
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput

LINES = st.sampled_from(
    [
        "",
        "示例市人民政府文件",
        "示政〔2030〕1号",
        "示例市人民政府关于防汛的通知",
        "各县（市、区）人民政府：",
        "目 录",
        "第一章 总则",
        "第二章 附则",
        "第一条 为了防汛，制定本办法。",
        "第二条 下列人员应当值班：",
        "一、总体要求",
        "二、任务",
        "（一）甲事。抓好甲事，明确责任，",
        "(二) 乙事；",
        "1.丙事。",
        "（1）丁事；",
        "市发展改",
        "革委负责，其他部门配合",
        "（责任单位：甲局、乙局和市政府有关部门）",
        "特此通知。",
        "附件：1.名单",
        "附件1",
        "名单",
        "甲 | 乙",
        "示例市人民政府",
        "2030年1月1日",
        "（此件公开发布）",
        "抄送：市委各部门，军分区。",
        "2030年1月2日印发",
        "— 3 —",
        "《办法》已经同意，",
    ]
)
DOCUMENTS = st.lists(LINES, min_size=1, max_size=40).map("\n".join)
SCRIPT = st.text(alphabet="第一二三条章、（）(). ：。，；《》“”附件年月日号〔〕0129甲乙局市和\n\t —|", max_size=300)


def parsed(text: str) -> ParsedDocument | None:
    try:
        return read_document(text.encode(), "any.txt")
    except InvalidInput:
        return None


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def content(document: ParsedDocument) -> list[tuple[object, ...]]:
    return [(part.kind, part.number, part.heading, part.text, part.responsible_units) for part in document.parts]


@settings(max_examples=200)
@given(DOCUMENTS | SCRIPT)
def test_every_character_comes_out_once_and_in_order(text: str) -> None:
    document = parsed(text)
    if document is None:
        return
    dropped = {finding.line for finding in document.warnings if finding.kind is FindingKind.DROPPED}
    kept = [line for number, line in enumerate(text.split("\n"), 1) if number not in dropped]
    assert bare(document.text) == bare("".join(kept))


@settings(max_examples=200)
@given(DOCUMENTS)
def test_every_paragraph_of_the_body_is_in_one_part_or_heading(text: str) -> None:
    document = parsed(text)
    if document is None:
        return
    body = [bare(block) for block in document.texts(Role.BODY)]
    parts = bare("".join(part.number + part.text for part in document.parts)).translate(str.maketrans("()", "（）"))
    for block in body:
        plain = block.translate(str.maketrans("()", "（）"))
        assert plain in parts or not re.search("[。；，]$", plain)


@settings(max_examples=200)
@given(DOCUMENTS)
def test_parsing_the_result_again_gives_the_same_parts(text: str) -> None:
    document = parsed(text)
    if document is None:
        return
    again = parsed(document.text)
    assert again is not None
    # Where lines were joined, there are fewer and longer ones: they may look as if they were wrapped, and be joined again.
    assume(not any(finding.kind is FindingKind.HEALED for finding in again.warnings))
    assert content(again) == content(document)


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a", "a.pdf", ""]))
def test_any_bytes_give_a_document_or_an_error_for_staff(data: bytes, name: str) -> None:
    try:
        read_document(data, name)
    except InvalidInput as error:
        assert error.message  # noqa: PT017 - either outcome is right, but an error must speak


@settings(max_examples=200)
@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_gives_a_document_or_an_error_for_staff(text: str, name: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "surrogatepass"), name)
    except InvalidInput as error:
        assert error.message  # noqa: PT017 - as above
    else:
        assert document.blocks
