"""Own words in use: how questions are read, how texts are cut, and what the index is."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.lexicon import Lexicon, build_lexicon
from knowledge.dictionary.words import DictionaryWord, Group
from knowledge.index.analysis import default_analyzer
from knowledge.index.arrays import arrays_of
from knowledge.index.occurrences import occurrences
from knowledge.index.policy_index import PolicyIndex
from knowledge.index.reanalysis import reanalysed, recut
from knowledge.wording.reader import default_reader
from knowledge.wording.reading import Means
from tests.unit.knowledge.index.builders import a_passage, entry, publish

OWN = Dictionary.of(
    [
        DictionaryWord(Group.COLLOQUIAL, "溜达证", "图书借阅证"),
        DictionaryWord(Group.TERM, "冰场通行证"),
        DictionaryWord(Group.WORD, "溜冰场馆"),
        DictionaryWord(Group.STOP, "哎哟"),
    ]
)
TEXTS = ("市民到溜冰场馆应当出示冰场通行证。", "哎哟喂是一出戏。", "图书借阅证由图书馆发放。")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(OWN, 7)


def an_index(*texts: str) -> PolicyIndex:
    index = PolicyIndex()
    index.apply([entry(f"e{n}", text) for n, text in enumerate(texts)], 1)
    return index


def digest(index: PolicyIndex) -> list[tuple[str, bytes]]:
    return [
        (name, array.tobytes()) for segment in index.view.segments for name, array in sorted(arrays_of(segment).items())
    ]


def test_without_words_it_is_the_shipped_one() -> None:
    shipped = build_lexicon(Dictionary())
    assert (shipped.analyzer, shipped.reader) == (default_analyzer(), default_reader())


def test_a_colloquial_word_is_read_into_questions(lexicon: Lexicon) -> None:
    assert lexicon.reader.read("溜达证怎么办").by(Means.COLLOQUIAL).splitlines()[0] == "图书借阅证"
    assert "图书借阅证" not in default_reader().read("溜达证怎么办").by(Means.COLLOQUIAL)


def test_a_term_is_put_right_where_it_was_misheard(lexicon: Lexicon) -> None:
    assert "冰场通行证" in lexicon.reader.read("冰厂通形证在哪办").mended
    assert "冰场通行证" not in default_reader().read("冰厂通形证在哪办").mended


def test_a_word_is_cut_whole_and_a_stop_word_left_out(lexicon: Lexicon) -> None:
    assert "溜冰场馆" in lexicon.analyzer.words("溜冰场馆几点开门")
    assert "溜冰场馆" not in default_analyzer().words("溜冰场馆几点开门")
    assert "哎哟" not in lexicon.analyzer.words("哎哟怎么办")
    assert lexicon.version == 7
    assert lexicon.name != build_lexicon(Dictionary()).name


@pytest.mark.parametrize("group", [Group.COLLOQUIAL, Group.TERM])
def test_words_of_questions_alone_leave_the_index_as_it_is(group: Group) -> None:
    official = "图书借阅证" if group is Group.COLLOQUIAL else ""
    made = build_lexicon(Dictionary.of([DictionaryWord(group, "溜达证", official)]))
    assert made.analyzer is default_analyzer()
    assert made.reader.name != default_reader().name


def test_an_index_cut_anew_is_the_one_that_would_have_been_built(lexicon: Lexicon) -> None:
    before = an_index(*TEXTS)
    built = PolicyIndex(lexicon.analyzer)
    built.apply([entry(f"e{n}", text) for n, text in enumerate(TEXTS)], 1)
    assert digest(reanalysed(before, lexicon.analyzer)) == digest(built) != digest(before)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text("溜冰场馆哎哟图书借阅证 a1", min_size=1, max_size=30), min_size=1, max_size=4))
def test_there_and_back_is_the_same_index(lexicon: Lexicon, texts: list[str]) -> None:
    before = an_index(*texts)
    there = reanalysed(before, lexicon.analyzer)
    assert digest(reanalysed(there, default_analyzer())) == digest(before)
    assert (there.sequence, there.generation, len(there)) == (before.sequence, before.generation, len(before))


def test_what_was_published_meanwhile_is_cut_as_well(lexicon: Lexicon) -> None:
    index = an_index(*TEXTS)
    known = recut(index.view, lexicon.analyzer)
    index.apply([entry("late", "溜冰场馆夜间开放。")], 2)
    beside = reanalysed(index, lexicon.analyzer, known)
    built = reanalysed(index, lexicon.analyzer)
    assert digest(beside) == digest(built)
    assert {passage.text for passage in beside.passages_of("late")} == {"溜冰场馆夜间开放。"}


def test_occurrences_are_counted_letter_for_letter() -> None:
    index = an_index(*TEXTS, "借阅图书证明")  # all the pairs but one, and not the phrase
    found = occurrences(index.view, "图书借阅证")
    assert found.passages == 1
    assert [(passage.entry_id, "图书借阅证" in text) for passage, text in found.examples] == [("e2", True)]
    assert occurrences(index.view, "没有的词").passages == 0
    assert occurrences(PolicyIndex().view, "图书").passages == 0


def test_what_is_gone_is_not_counted() -> None:
    index = an_index(*TEXTS)
    index.apply([publish(replace(a_passage("e2"), text="别的话"))], 2)
    assert occurrences(index.view, "图书借阅证").passages == 0
