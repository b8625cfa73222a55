import pytest

from knowledge.documents.furniture import without_furniture
from knowledge.documents.healing import heal
from knowledge.documents.model import FindingKind
from knowledge.documents.readers.port import RawLine


def healed(*lines: str) -> list[str]:
    kept, _ = without_furniture([RawLine(line) for line in lines])
    return [paragraph.text for paragraph in heal(kept)[0]]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (("（责任单位：市发展改", "", "革委、市教育局）"), 1),
        (("做好甲事。对市政府有关部门", "", "已出台的标准进行评估。"), 1),
        (("做好甲事。", "(责任单位：甲局)"), 1),
        (("开展甲事、", "乙事。"), 1),
        (("开展甲事", "，乙事。"), 1),
        (("暂时调整《中华人民共和国药品", "管理法》有关规定的决定"), 1),
        (("做好甲事。随借随", "— 12 —", "还。"), 1),
        (("一、总体要求", "以方便群众为目标，做好工作。"), 2),
        (("做好甲事。", "做好乙事。"), 2),
        (("做好甲事。对有关部门", "（二）做好乙事。"), 2),
        (("做好甲事。对有关部门", "附件：名单"), 2),
        (("做好甲事。对有关部门", "2021年7月1日"), 2),
        (("对口直升为主，电脑派位为补充", "细则明确，按原则确定方式。"), 2),
        (("主 任：某某 示例市副市长", "副主任：某某 示例市教育局局长"), 2),
        (("示例市人民政府", "示例市教育局"), 2),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else str(value),
)
def test_only_a_cut_sentence_is_joined(lines: tuple[str, ...], paragraphs: int) -> None:
    assert len(healed(*lines)) == paragraphs
    assert "".join(healed(*lines)) == "".join(line for line in lines if line != "— 12 —")


def test_text_wrapped_by_a_scanner_is_unwrapped() -> None:
    wrapped = [
        "为了加强公园管理维护游人权益改善",
        "生态环境促进城市建设和生态文明建",
        "设制定本条例",
    ] * 4
    assert healed(*wrapped) == ["".join(wrapped[:3])] * 4


def test_sentences_of_one_length_are_no_wrapped_text() -> None:
    article, line, head = "第一条 为了防汛，制定本办法。", "《办法》已经同意，示例市人民政府", "示例市人民政府文件"
    lines = [article, line, head, head, head, head, article, article]
    assert healed(*lines) == lines


def test_words_in_latin_letters_keep_their_blank() -> None:
    assert healed("登录（open", "data）平台。") == ["登录（open data）平台。"]


def test_rows_and_declared_headings_are_never_joined() -> None:
    kept, _ = without_furniture([RawLine("甲事，乙事。丙", fixed=True), RawLine("丁")])
    assert len(heal(kept)[0]) == 2


def test_a_join_is_reported_at_the_line_it_was_made() -> None:
    kept, _ = without_furniture([RawLine("做好甲事。对市"), RawLine(""), RawLine("政府评估。")])
    findings = heal(kept)[1]
    assert [(finding.line, finding.kind) for finding in findings] == [(3, FindingKind.HEALED)]


@pytest.mark.parametrize("line", ["— 3 —", "- 12 -", "－3－", "第 3 页", "第3页 共10页", "· 5 ·"])
def test_page_numbers_are_dropped_and_reported(line: str) -> None:
    kept, dropped = without_furniture([RawLine("甲。"), RawLine(line), RawLine("乙。")])
    assert [numbered.raw.text for numbered in kept] == ["甲。", "乙。"]
    assert [finding.line for finding in dropped] == [2]


@pytest.mark.parametrize("line", ["3", "2021", "12345", "3.5", "—", "100%"])
def test_figures_of_the_text_are_kept(line: str) -> None:
    assert len(without_furniture([RawLine(line)])[0]) == 1


def test_a_running_head_goes_with_its_page_numbers() -> None:
    lines = ["甲。", "— 1 —", "示例市公报", "乙。", "— 2 —", "示例市公报", "丙。"]
    kept, _ = without_furniture([RawLine(line) for line in lines])
    assert [numbered.raw.text for numbered in kept] == ["甲。", "乙。", "丙。"]
