"""Answers short enough to be listened to."""

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from api.setup.samples import SAMPLES
from knowledge.answering.sentences import sentences
from knowledge.answering.steps.emergency import general_emergency
from knowledge.answering.validity_text import chinese_day
from knowledge.samples.schema import load_samples
from knowledge.spoken import aloud, for_ear
from knowledge.spoken.caveats import FILE, spoken_rules
from knowledge.spoken.sentences import heard, is_whole, sentences_of

CONCLUSION = "单位应当从录用职工之日起30日内办缴存登记。"
LONG = "具体的办法由各县市区按照有关规定制定并向社会公布执行。"
NUMBER = "依据三政〔2021〕18号办理。"
DAY = chinese_day(date(2023, 5, 1))
ANSWERED, APPLIES = sentences().answered, sentences().applicability
CAVEATS = {
    "as of": APPLIES.as_of.format(day=DAY),
    "not in force": ANSWERED.not_in_force.format(title="《办法》", reason=ANSWERED.repealed.format(day=DAY)),
    "not yet": ANSWERED.not_yet.format(title="《办法》", day=DAY),
    "not then": APPLIES.not_then.format(title="《办法》", start=DAY, day=DAY),
    "over then": APPLIES.over_then.format(title="《办法》", end=DAY, day=DAY),
    "since": APPLIES.since.format(reason=ANSWERED.expired.format(day=DAY)),
    "successor": ANSWERED.successor.format(successor="《新办法》"),
    "no successor": ANSWERED.no_successor,
    "will hold": APPLIES.will_hold.format(successor="《新办法》", start=DAY),
    "expiring": APPLIES.expiring.format(day=DAY),
    "replaced": APPLIES.replaced.format(
        title="《办法》", reason=ANSWERED.repealed.format(day=DAY), successor="《新办法》"
    ),
    "differing": APPLIES.differing.format(regions="灵宝市"),
    "elsewhere": APPLIES.elsewhere.format(home="三门峡市", area="全国", place="洛阳市"),
    "unsure": sentences().no_answer.text,
}


def test_what_fits_stays_as_it_is() -> None:
    assert for_ear(CONCLUSION) == aloud(CONCLUSION)


def test_of_what_does_not_fit_the_conclusion_comes_first_in_whole_sentences() -> None:
    said = for_ear(CONCLUSION + LONG * 5)
    assert said.startswith(aloud(CONCLUSION))
    assert heard(said) <= 80
    assert all(map(is_whole, sentences_of(said)))


@pytest.mark.parametrize("name", CAVEATS)
def test_a_caveat_of_our_sentences_is_known_and_is_not_what_gets_cut(name: str) -> None:
    caveat = aloud(CAVEATS[name])
    found = [spoken_rules().caveat(sentence) for sentence in sentences_of(caveat)]
    assert found[0] is not None
    said = for_ear(CONCLUSION + LONG * 4 + CAVEATS[name])
    assert said.startswith(aloud(CONCLUSION))
    assert sentences_of(caveat)[0] in said or found[0].short in said
    assert heard(said) <= 80


def test_an_answer_that_is_nothing_but_a_warning_keeps_it() -> None:
    warning = CAVEATS["not in force"] + CAVEATS["successor"]
    assert for_ear(warning * 3).startswith("请注意")
    assert "现行规定" in for_ear(warning * 3)


def test_a_sentence_longer_than_the_ear_is_not_cut() -> None:
    said = for_ear("甲" * 81 + "。" + CAVEATS["not in force"])
    assert said.startswith(spoken_rules().too_long)
    assert "请注意" in said
    assert "甲" not in said


def test_words_that_were_cut_off_before_are_not_read() -> None:
    assert "乙" not in for_ear(CONCLUSION + "乙" * 90)


def test_an_emergency_keeps_its_number_first() -> None:
    said = for_ear(LONG * 3 + "请先撤离，马上拨打119；有人受伤打120。" + LONG)
    assert said.startswith("请先撤离，马上拨打幺幺九；有人受伤打幺二零。")
    own = for_ear(general_emergency().spoken)
    assert own == aloud(general_emergency().spoken)


@given(
    st.lists(
        st.sampled_from([CONCLUSION, LONG, NUMBER, "拨打12345。", *CAVEATS.values()]) | st.text(max_size=40), max_size=8
    ),
    st.integers(0, 120),
)
def test_never_above_the_limit_and_never_cut_inside_a_sentence(parts: list[str], limit: int) -> None:
    text = "".join(parts)
    said = for_ear(text, limit)
    assert heard(said) <= limit
    whole = aloud(text)
    rules = spoken_rules()
    allowed = {
        *sentences_of(whole),
        rules.too_long,
        *(sentence for rule in rules.caveats for sentence in sentences_of(rule.short)),
    }
    assert said == whole or set(sentences_of(said)) <= allowed


@given(st.integers(12, 120))
def test_a_document_number_is_there_whole_or_not_at_all(limit: int) -> None:
    said = for_ear(CONCLUSION + NUMBER * 4, limit)
    assert said.count("三政") == said.count("三政二零二一年第十八号")


def test_shipped_conclusions_can_be_listened_to() -> None:
    for entry in load_samples(SAMPLES).interpretations:
        for pair in entry.qa:
            said = for_ear(pair.conclusion)
            assert 0 < heard(said) <= 80
            assert said == aloud(pair.conclusion)


def test_the_words_of_the_file_can_be_read_aloud() -> None:
    rules = spoken_rules()
    for words in (rules.too_long, *(rule.short for rule in rules.caveats)):
        assert aloud(words) == words
        assert heard(words) <= 30
    assert len(yaml.safe_load(FILE.read_text("utf-8"))["caveats"]) == len({rule.name for rule in rules.caveats})
