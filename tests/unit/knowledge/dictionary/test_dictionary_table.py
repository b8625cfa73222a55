from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dictionary.table import InvalidTable, read_table, write_table
from knowledge.dictionary.words import DictionaryWord, Group
from knowledge.errors import InvalidInput

WORDS = (
    DictionaryWord(Group.COLLOQUIAL, "溜达证", "图书借阅证", "=1+1"),
    DictionaryWord(Group.STOP, "哎哟", "", '带，逗号和"引号"'),
)


def test_what_is_written_is_read_again() -> None:
    assert read_table(write_table(WORDS)) == WORDS
    assert "'=1+1" in write_table(WORDS).decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "组,说法,规范说法,备注\r\n口语,溜达证,图书借阅证,\r\n\r\ncolloquial,溜達證,圖書借閱證\r\n停用词,哎哟\r\n"
    found = read_table(text.encode(encoding))
    assert [word.key for word in found] == [
        (Group.COLLOQUIAL, "溜达证", "图书借阅证"),
        (Group.STOP, "哎哟", ""),
    ]


def test_a_row_of_no_group_is_named() -> None:
    with pytest.raises(InvalidTable, match="第 2 行的“别的”"):
        read_table("口语,溜达证,图书借阅证\n别的,一,二".encode())


def test_too_many_rows() -> None:
    with pytest.raises(InvalidTable, match="5000"):
        read_table("停用词,哎哟\n".encode() * 5002)


def test_nothing_is_nothing() -> None:
    assert read_table(b"") == ()


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with suppress(InvalidInput):
        assert all(word.group in Group for word in read_table(data))


@given(
    st.lists(st.builds(DictionaryWord, st.just(Group.TERM), st.text("溜达冰场", min_size=2, max_size=5)), unique=True)
)
def test_own_words_survive_the_round(words: list[DictionaryWord]) -> None:
    assert read_table(write_table(words)) == tuple(words)
