import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.spoken_input.confusions import Confusion, confusions
from knowledge.spoken_input.mending import default_mending

MISHEARD = [
    ("高零今天怎么领", "高龄津贴怎么领"),
    ("高龄今贴怎么申请", "高龄津贴怎么申请"),
    ("杨劳抱歉断交了怎么办", "养老保险断交了怎么办"),
    ("养老保先怎么转移", "养老保险怎么转移"),
    ("种粮不贴什么时候发", "种粮补贴什么时候发"),
    ("育儿不贴有哪些条件", "育儿补贴有哪些条件"),
    ("这个不贴怎么领", "这个补贴怎么领"),
    ("公鸡金怎么提取", "公积金怎么提取"),
    ("公积今贷款需要什么材料", "公积金贷款需要什么材料"),
    ("低宝怎么申请", "低保怎么申请"),
    ("易地就医备案怎么办", "异地就医备案怎么办"),
    ("失业保险今领多久", "失业保险金领多久"),
    ("居住正在哪里办", "居住证在哪里办"),
    ("身份正丢了怎么补", "身份证丢了怎么补"),
    ("医宝断交了怎么办", "医保断交了怎么办"),
    ("设保卡丢了怎么办", "社保卡丢了怎么办"),
    ("工商认定要多长时间", "工伤认定要多长时间"),
    ("营业直照怎么注销", "营业执照怎么注销"),
    ("法律元助怎么申请", "法律援助怎么申请"),
    ("老年人优带证怎么办", "老年人优待证怎么办"),
    ("结婚等记要什么", "结婚登记要什么"),
    ("生育金贴多少钱", "生育津贴多少钱"),
    ("丧葬不助金谁来领", "丧葬补助金谁来领"),
    ("我要赚人工", "我要转人工"),
    ("家里找火了", "家里着火了"),
    ("退役军人抚恤今标准", "退役军人抚恤金标准"),
    ("最低生活保账怎么申请", "最低生活保障怎么申请"),
]
RIGHT = [
    "高龄津贴怎么领",
    "今天能办吗",
    "抱歉我没听清",
    "墙上不贴瓷砖可以吗",
    "公鸡能不能在小区里养",
    "工商登记在哪里办",
    "易地扶贫搬迁有什么政策",
    "《不贴》这本书在哪里借",
    "我想转人工",
    "家里着火了",
    "我在找火车站",
    "你们几点下班",
    "孩子上学要什么材料",
    "喂你好请问一下",
    "他说的对不对",
    "是的",
]


@pytest.mark.parametrize(("heard", "meant"), MISHEARD, ids=lambda text: text)
def test_what_was_misheard_is_put_right(heard: str, meant: str) -> None:
    assert default_mending().mend(heard) == meant


@pytest.mark.parametrize("text", [*RIGHT, *(meant for _, meant in MISHEARD)])
def test_what_makes_sense_is_left_alone(text: str) -> None:
    assert default_mending().mend(text) == text


@given(st.text(alphabet="高零今天怎么领杨劳抱歉不贴补贴公积金的了吗，。0123abc《》", max_size=30))
def test_every_syllable_keeps_its_place(text: str) -> None:
    mended = default_mending().mend(text)
    assert len(mended) == len(text)
    assert default_mending().mend(mended) == mended


@given(st.text(max_size=60))
def test_any_text_comes_through(text: str) -> None:
    assert len(default_mending().mend(text)) == len(text)


class TestTheList:
    def test_what_is_meant_is_never_listed_as_misheard(self) -> None:
        heard = [word for each in confusions() for word in each.heard]
        assert len(heard) == len(set(heard))
        assert not set(heard) & {each.meant for each in confusions()}

    @pytest.mark.parametrize(("meant", "heard"), [("补贴", "津贴"), ("补贴", "补贴"), ("补贴", "不贴了")])
    def test_only_the_same_sound_in_other_characters_is_taken(self, meant: str, heard: str) -> None:
        with pytest.raises(ValidationError):
            Confusion(meant=meant, heard=(heard,))
