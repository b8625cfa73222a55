from pathlib import Path

import pytest

from knowledge.documents.errors import EmptyDocument, TooLarge, UnreadableDocument, UnsupportedFormat
from knowledge.documents.reading import read_document
from knowledge.errors import InvalidInput


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.txt", EmptyDocument),
        (b" \n\t\r\n", "a.txt", EmptyDocument),
        ("— 3 —".encode(), "a.txt", EmptyDocument),
        (b"<html><body></body></html>", "a.html", EmptyDocument),
        (b"x" * 11, "a.txt", TooLarge),
        (bytes(9), "a.pdf", UnreadableDocument),
        (b"%PDF-1.7", "a.txt", UnreadableDocument),
        (b"x", "a.xyz", UnsupportedFormat),
        (b"PK\x03\x04", "", UnsupportedFormat),
        (b"\xff\x00\xff\x00\x01", "a.txt", UnreadableDocument),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, name: str, error: type[InvalidInput]) -> None:
    with pytest.raises(error) as raised:
        read_document(data, name, max_bytes=10 if error is TooLarge else 1000)
    assert name in raised.value.message
    assert raised.value.message.endswith("。")
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<!DOCTYPE html><p>一、甲事</p>", "一、甲事"),
        ("一、甲事", "一、甲事"),
    ],
)
def test_without_a_suffix_the_bytes_are_looked_at(data: str, text: str) -> None:
    assert read_document(data.encode()).text == text


def test_a_file_is_read_by_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "notice.MD"
    path.write_text("# 关于甲的通知\n\n各局：\n\n请照办。", encoding="utf-8")
    document = read_document(path)
    assert document.title == "关于甲的通知"
    assert document.preamble == "请照办。"


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲" * 100, encoding="utf-8")
    with pytest.raises(TooLarge):
        read_document(path, max_bytes=10)
