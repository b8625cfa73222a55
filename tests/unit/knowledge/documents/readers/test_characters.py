import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents.readers.characters import plain
from knowledge.documents.reading import read_document


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("⾯向⼈⺠", "面向人民"),
        ("部⻔⻅证", "部门见证"),
        ("⼾籍", "户籍"),
        ("ﬁle ﬂow", "file flow"),
        ("\uf9dd", "利"),
        ("㈠①１Ａ，（）", "㈠①１Ａ，（）"),
        ("第一条 abc", "第一条 abc"),
    ],
)
def test_look_alikes_are_what_they_mean(written: str, meant: str) -> None:
    assert plain(written) == meant


def test_no_radical_is_left() -> None:
    supplement = [chr(code) for code in range(0x2E80, 0x2EF4) if unicodedata.category(chr(code)) != "Cn"]
    known = {char for char in supplement if plain(char) != char}
    assert set("⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰") <= known
    assert all(plain(chr(code)) != chr(code) for code in range(0x2F00, 0x2FD6))


@given(st.text())
def test_once_is_enough(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_every_reader_gives_plain_characters() -> None:
    assert read_document("⼀、⾯⻔".encode(), "a.txt").text == "一、面门"
