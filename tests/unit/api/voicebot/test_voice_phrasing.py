import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.voicebot.ear import PlainEar
from api.voicebot.phrasing import Phrasing
from api.voicebot.port import Reason
from api.voicebot.standing import STEP, Standing
from api.voicebot.wording import voice_wording

PHRASING = Phrasing(voice_wording(), PlainEar(), "三门峡市")


def test_every_sentence_can_be_read_aloud() -> None:
    wording = voice_wording()
    for sentence in (*wording.sentences.model_dump().values(), *wording.instead.values()):
        assert not set(sentence) & set("0123456789()（）〔〕[]")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence(reason: Reason) -> None:
    step = PHRASING.transfer(Standing(slow=True, misses=1, pending="问"), reason)
    assert "人工" in step.say.text
    assert (step.say.transfer, step.say.listens, step.say.hangup) == (True, False, False)
    assert step.standing == Standing(last=step.standing.last, slow=True)


def test_choices_are_numbered_and_waited_for_longer() -> None:
    text = PHRASING.choices("您是不是想问：", ("怎么办？", "2021年的标准"))
    assert text == "您是不是想问：第一，怎么办；第二，二零二一年的标准。请说第几个，或者按对应的数字键。"
    waiting = PHRASING.step(Standing(choices=("甲",)), text).say.patience
    assert waiting > PHRASING.step(Standing(), text).say.patience


def test_what_is_read_back_has_no_personal_data_and_an_end() -> None:
    assert PHRASING.read_back("我电话13800138000，怎么办？") == "我电话手机号，怎么办"
    assert PHRASING.read_back("长" * 100) == "长" * voice_wording().limits.read_back_hanzi + "等等"


def test_a_step_is_the_same_after_it_was_kept() -> None:
    step = PHRASING.transfer(Standing(choices=("甲",), last="问"), Reason.ASKED, turn_id="t")
    assert STEP.validate_json(STEP.dump_json(step)) == step


def test_slowly_there_is_a_rest_after_each_phrase() -> None:
    assert PHRASING.step(Standing(slow=True), "先带证，再去办。").say.text == "先带证。再去办。"


@given(st.text(max_size=300), st.integers(1, 120))
def test_what_is_for_the_ear_is_short_and_has_no_digit(text: str, limit: int) -> None:
    said = PlainEar().for_ear(text, limit)
    assert len(said) <= limit
    assert not set(said) & set("0123456789")


def test_the_first_sentences_are_for_the_ear() -> None:
    assert PlainEar().for_ear("带身份证。当场办好。另外，见https://a.cn/1。", 12) == "带身份证。当场办好。"
