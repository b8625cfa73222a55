"""What is looked for in the list of entries is found, whatever the dictionary makes of it."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.records.words import query_words, search_words
from tests.contents import DOCUMENT

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=24)


def finds(query: str, title: str) -> bool:
    """Whether the list, which looks for every word by its beginning, finds a document with this title."""
    stored = search_words(replace(DOCUMENT, title=title, clauses=())).split()
    return all(any(word.startswith(wanted) for word in stored) for wanted in query_words(query))


@given(title=HAN)
@example(title="天鹅湖观虹志愿者补贴政策解读")
def test_a_title_finds_its_entry(title: str) -> None:
    assert finds(title, title)


@given(title=HAN, cut=st.tuples(st.integers(0, 23), st.integers(1, 24)))
@example(title="三门峡市湖滨区氢燃车补贴办法", cut=(6, 9))
def test_each_character_of_a_title_can_be_looked_for(title: str, cut: tuple[int, int]) -> None:
    part = title[cut[0] : cut[1]]
    assert all(finds(char, title) for char in part)


@pytest.mark.parametrize("query", ["补贴办法 观虹", "观虹志愿者", "虹"])
def test_part_of_a_name_no_dictionary_knows(query: str) -> None:
    assert finds(query, "天鹅湖观虹志愿者补贴办法")


def test_another_title_is_not_found() -> None:
    assert not finds("医疗保险", "天鹅湖观虹志愿者补贴办法")
