import pytest

from knowledge.documents.reading import read_document
from knowledge.documents.references import DocumentReference, linked_documents


def links(text: str, title: str = "关于甲的说明") -> list[tuple[str, str, bool]]:
    parsed = read_document(f"{title}\n{text}".encode(), "a.txt")
    return [(one.title, one.document_number, one.is_explained) for one in linked_documents(parsed)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("市政府印发了《甲办法》（示政〔2030〕1号）。", [("甲办法", "示政〔2030〕1号", True)]),
        ("根据《甲法》的规定，可以申请。", [("甲法", "", False)]),
        ("按照示政办[2030]2号文件办理。", [("", "示政办〔2030〕2号", False)]),
        ("《甲办法》（以下简称办法）已经公布。", [("甲办法", "", False)]),
        ("《关于印发〈甲办法〉的通知》。", [("关于印发〈甲办法〉的通知", "", False)]),
        ("《关于《甲办法》的通知》。", [("关于《甲办法》的通知", "", False)]),
        ("据《示例日报》报道。", []),
        ("请拨打12345。", []),
    ],
)
def test_documents_are_named_by_title_and_number(text: str, wanted: list[tuple[str, str, bool]]) -> None:
    assert links(text) == wanted


def test_the_one_in_the_title_is_explained_and_comes_first() -> None:
    found = links("根据《乙法》（国令第1号），制定《甲办法》（示政〔2030〕1号）。", "《甲办法》政策解读")
    assert found == [("甲办法", "示政〔2030〕1号", True), ("乙法", "国务院令第1号", False)]


def test_each_is_named_once_with_the_place_of_the_first() -> None:
    parsed = read_document("关于甲的说明\n《乙法》规定如下。\n《乙法》还规定如下。".encode(), "a.txt")
    assert linked_documents(parsed) == (DocumentReference("乙法", "", "《乙法》规定如下。", 2),)


def test_a_document_does_not_link_to_itself() -> None:
    text = "示政〔2030〕1号\n示例市人民政府关于甲的通知\n《示例市人民政府关于甲的通知》（示政〔2030〕1号）现已公布。"
    assert linked_documents(read_document(text.encode(), "a.txt")) == ()
