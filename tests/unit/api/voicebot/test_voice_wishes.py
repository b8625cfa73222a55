import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.conversations.schemas import MAX_MESSAGE
from api.voicebot.wishes import Wish, Wishes, readable
from api.voicebot.wording import voice_wording

WISHES = Wishes(voice_wording().wishes, voice_wording().correction)


@pytest.mark.parametrize(
    "words",
    [
        "人工", "人工。", "人 工", "人工人工", "转人工", "请转人工服务", "帮我转人工客服，谢谢", "我要人工", "接人工", "找人", "找个人",
        "找人工", "给我找个真人", "喂你好，我要找客服", "转接一下话务员", "我想跟人说话", "和工作人员通话", "别跟机器人说了", "不要机器人",
        "我不想和机器人讲话", "换人", "人工服务", "话务员", "直接转人工吧快点", "你说的我听不懂给我转人工", "算了还是转人工吧",
    ],
)  # fmt: skip
def test_words_that_want_a_person(words: str) -> None:
    assert WISHES.of(words) is Wish.PERSON


@pytest.mark.parametrize(
    "words",
    [
        "人工智能企业有什么补贴", "人工授精能报销吗", "找人工作有补贴吗", "人工关节集采后多少钱", "我想找工作", "转人工智能专业要什么条件",
        "人工费怎么算", "老人怎么办低保", "工作人员态度不好怎么投诉", "人才补贴", "外地人能落户吗", "是不是要带身份证", "不要彩礼的政策",
        "好的住房公积金怎么提取", "没有工作能交社保吗", "转学要什么手续", "退休人员认证在哪里办", "接人待物培训补贴",
    ],
)  # fmt: skip
def test_questions_are_questions(words: str) -> None:
    assert WISHES.of(words) is Wish.QUESTION


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("再说一遍", Wish.REPEAT), ("请再说一次", Wish.REPEAT), ("没听清", Wish.REPEAT), ("没听清，再说一遍", Wish.REPEAT),
        ("啥", Wish.REPEAT), ("你说什么", Wish.REPEAT), ("我听不清楚", Wish.REPEAT), ("麻烦重复一下", Wish.REPEAT),
        ("慢一点", Wish.SLOWER), ("说慢点", Wish.SLOWER), ("你说得太快了", Wish.SLOWER), ("请慢慢说", Wish.SLOWER),
        ("是", Wish.YES), ("是的", Wish.YES), ("对对对", Wish.YES), ("嗯，是的", Wish.YES), ("没错", Wish.YES), ("OK", Wish.YES),
        ("不是", Wish.NO), ("不对不对", Wish.NO), ("不用了谢谢", Wish.NO), ("错了", Wish.NO), ("不是的", Wish.NO),
        ("喂喂", Wish.REPEAT), ("嗯", Wish.YES), ("呃……那个", Wish.NOISE), ("我", Wish.NOISE), ("等一下", Wish.NOISE),
        ("", Wish.NOTHING), ("。。。", Wish.NOTHING), ("？！", Wish.NOTHING), ("\u200b", Wish.NOTHING), ("😀", Wish.NOTHING),
    ],
)  # fmt: skip
def test_other_wishes(words: str, wish: Wish) -> None:
    assert WISHES.of(words) is wish


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("不是，我问的是公积金提取", "公积金提取"),
        ("不对，我是问高龄津贴", "高龄津贴"),
        ("不是", ""),
        ("高龄津贴怎么领", ""),
    ],
)
def test_what_follows_a_no_is_the_question(words: str, rest: str) -> None:
    assert WISHES.corrected(words) == rest


@given(st.text(max_size=2000))
def test_any_words_are_read(words: str) -> None:
    kept = readable(words)
    assert len(kept) <= MAX_MESSAGE
    assert WISHES.of(kept) in Wish
    assert len(WISHES.corrected(kept)) <= len(kept)


def test_no_repetition_takes_for_ever() -> None:
    """Every word of the patterns over and over, with an end that fits nothing: the worst for anything that tries all ways."""
    wishes = voice_wording().wishes
    words = sorted(set(re.findall(r"[\u4e00-\u9fff]+", wishes.model_dump_json())))
    assert len(words) > 100
    for word in words:
        for other in ("", "我", "的", "是", "人工"):
            assert WISHES.of(((word + other) * wishes.longest)[: wishes.longest - 1] + "丙") in Wish
