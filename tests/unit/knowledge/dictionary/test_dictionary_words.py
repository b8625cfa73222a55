import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dictionary.checking import Severity, check_changes
from knowledge.dictionary.dictionary import Dictionary
from knowledge.dictionary.shipped import shipped_words
from knowledge.dictionary.words import DictionaryWord, Group, Op, WordChange

C, TERM, WORD, STOP = Group.COLLOQUIAL, Group.TERM, Group.WORD, Group.STOP


def word(group: Group, said: str, official: str = "", note: str = "") -> DictionaryWord:
    return DictionaryWord(group, said, official, note).tidied()


def add(group: Group, said: str, official: str = "", note: str = "") -> WordChange:
    return WordChange(Op.ADD, word(group, said, official, note))


def remove(group: Group, said: str, official: str = "") -> WordChange:
    return WordChange(Op.REMOVE, word(group, said, official))


OWN = Dictionary.of([word(C, "溜达证", "图书借阅证"), word(STOP, "哎哟")])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ([add(C, "溜冰证", "冰场通行证")], []),
        ([add(C, "社保", "社会保险")], ["duplicate"]),
        ([add(C, "溜达证", "图书借阅证")], ["duplicate"]),
        ([add(C, "溜达证", "图书借阅证", "新的备注")], []),
        ([add(C, "溜冰证", "冰场通行证"), add(C, "溜冰证", "冰场通行证")], ["duplicate"]),
        ([add(C, "溜冰证", "溜冰证")], ["same"]),
        ([add(C, "证", "冰场通行证")], ["too_short"]),
        ([add(C, "溜冰证", "证")], ["too_short"]),
        ([add(C, "溜冰证", "")], ["empty"]),
        ([add(C, "", "冰场通行证")], ["empty"]),
        ([add(C, "长" * 21, "冰场通行证")], ["too_long"]),
        ([add(C, "溜冰证2号", "冰场通行证")], ["figures"]),
        ([add(C, "溜冰证", "三政办〔二〇二一〕六号")], ["figures"]),
        ([add(C, "溜冰，证", "冰场通行证")], ["characters"]),
        ([add(C, "溜😀冰", "冰场通行证")], ["characters"]),
        ([add(C, "ｅ卡通", "冰场通行证")], []),  # full width: read as it is asked
        ([add(C, "办理", "冰场通行证")], ["protected"]),
        ([add(C, "甲乙", "丙丁"), add(C, "丙丁", "甲乙")], ["cycle", "cycle"]),
        ([add(C, "甲乙", "丙丁"), add(C, "丙丁", "戊己")], []),
        ([remove(C, "社保", "社会保险")], ["shipped"]),
        ([remove(C, "没有的词", "社会保险")], ["unknown"]),
        ([remove(C, "溜达证", "图书借阅证")], []),
        ([remove(STOP, "哎哟"), remove(STOP, "哎哟")], ["unknown"]),
        ([add(TERM, "冰场通行证")], []),
        ([WordChange(Op.ADD, DictionaryWord(TERM, "冰场", "通行证"))], ["no_official"]),
        ([add(TERM, "abc")], ["characters"]),
        ([add(WORD, "溜冰场馆")], []),
        ([add(STOP, "嗯")], []),
        ([add(STOP, "不能")], ["protected"]),
        ([add(STOP, "社会保险")], ["protected"]),
        ([add(STOP, "个人")], ["protected"]),
    ],
)
def test_what_cannot_be_saved(changes: list[WordChange], codes: list[str]) -> None:
    errors = [finding for finding in check_changes(OWN, changes) if finding.severity is Severity.ERROR]
    assert [finding.code for finding in errors] == codes
    assert all(finding.message for finding in errors)


def test_a_second_meaning_is_a_warning() -> None:
    found = check_changes(OWN, [add(C, "溜达证", "冰场通行证")])
    assert [(row.severity, row.code) for row in found] == [(Severity.WARNING, "two_meanings")]
    assert "图书借阅证" in found[0].message


def test_words_are_kept_as_questions_are_read() -> None:
    assert word(C, " 溜達證 ", "圖書借閱證").key == (C, "溜达证", "图书借阅证")
    assert word(TERM, "", "冰场通行证").key == (TERM, "冰场通行证", "")
    assert word(TERM, "冰场通行证", "冰场通行证").key == (TERM, "冰场通行证", "")


def test_shipped_words_break_none_of_the_rules_that_matter_for_reading() -> None:
    assert len(shipped_words()) == len({shipped.key for shipped in shipped_words()})
    assert {shipped.group for shipped in shipped_words()} == set(Group)


words = st.builds(
    word,
    st.sampled_from(Group),
    st.text("溜达冰场证卡", min_size=1, max_size=4),
    st.text("溜达冰场证卡", max_size=4),
)
changes_made = st.lists(st.builds(WordChange, st.sampled_from(Op), words), max_size=12)


@given(changes_made, changes_made)
def test_the_way_back_is_known(first: list[WordChange], second: list[WordChange]) -> None:
    one = Dictionary().changed(first)
    other = one.changed(second)
    assert other.changed(other.changes_to(one)).words == one.words
    assert one.changed(one.changes_to(other)).digest == other.digest


@given(changes_made, words)
def test_adding_and_removing_leaves_no_trace(changes: list[WordChange], extra: DictionaryWord) -> None:
    dictionary = Dictionary().changed(changes)
    if extra.key in dictionary.by_key:
        return
    again = dictionary.changed([WordChange(Op.ADD, extra), WordChange(Op.REMOVE, extra)])
    assert (again.digest, again.words) == (dictionary.digest, dictionary.words)


@given(st.permutations([word(C, "甲乙", "丙丁"), word(TERM, "戊己"), word(STOP, "哎哟"), word(WORD, "庚辛")]))
def test_order_does_not_matter(order: list[DictionaryWord]) -> None:
    assert Dictionary.of(order).words == Dictionary.of(sorted(order)).words
