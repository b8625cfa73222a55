from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import uscc

from knowledge.text.pii import mask

FULL_WIDTH = str.maketrans({chr(0x21 + n): chr(0xFF01 + n) for n in range(94)})
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identity_number(county: int, born: date, order: int) -> str:
    """Close the number as GB 11643-1999 says: ISO 7064 MOD 11-2 over weights 7, 9, 10, 5, …"""
    number = f"{county:06}{born:%Y%m%d}{order:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number + "10X98765432"[sum(w * int(digit) for w, digit in zip(weights, number, strict=True)) % 11]


identity_numbers = st.builds(
    identity_number, st.integers(110_000, 659_999), st.dates(date(1920, 1, 1), date(2025, 1, 1)), st.integers(0, 999)
)
credit_codes = st.builds(
    lambda first, county, body: (number := f"{first}{county:06}{body}") + uscc.calc_check_digit(number),
    st.sampled_from(["91", "92", "93", "11", "12", "51"]),
    st.integers(110_000, 659_999),
    st.text(st.sampled_from(USCC_CHARACTERS.replace("I", "")), min_size=9, max_size=9),
)
cards = st.builds(
    lambda prefix, body: (number := prefix + body) + luhn.calc_check_digit(number),
    st.sampled_from(["62", "4", "51", "35", "9"]),
    st.text(st.sampled_from("0123456789"), min_size=14, max_size=16),
)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
around = st.text(st.sampled_from("我的号码是，。：（）请问 办理"), max_size=6)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param("身份证11010519491231002X", "身份证〔身份证〕", id="identity number"),
        pytest.param("11010519491231002x。", "〔身份证〕。", id="small x"),
        pytest.param("１１０１０５１９４９１２３１００２Ｘ", "〔身份证〕", id="full width"),
        pytest.param("110105 19491231 002X", "〔身份证〕", id="in groups"),
        pytest.param("电话13812345678。", "电话〔手机号〕。", id="phone"),
        pytest.param("138 1234 5678", "〔手机号〕", id="phone with blanks"),
        pytest.param("138-1234-5678", "〔手机号〕", id="phone with hyphens"),
        pytest.param("１３８１２３４５６７８", "〔手机号〕", id="full-width phone"),
        pytest.param("138\u30001234－5678", "〔手机号〕", id="full-width separators"),
        pytest.param("+8613812345678", "〔手机号〕", id="with the country"),
        pytest.param("008613812345678", "〔手机号〕", id="with the country, dialled"),
        pytest.param("+86 138 1234 5678", "〔手机号〕", id="with the country and blanks"),
        pytest.param("6222021234567890128", "〔银行卡〕", id="card of 19"),
        pytest.param("4111 1111 1111 1111", "〔银行卡〕", id="card in fours"),
        pytest.param("4111-1111-1111-1111", "〔银行卡〕", id="card with hyphens"),
        pytest.param("公司91350100M000100Y43", "公司〔统一社会信用代码〕", id="credit code"),
        pytest.param("91350100m000100y43", "〔统一社会信用代码〕", id="small letters"),
        pytest.param("写给wang.wu+1@mail.example.com吧", "写给〔电子邮箱〕吧", id="mail"),
        pytest.param("ｗａｎｇ＠ｍａｉｌ．ｃｏｍ", "〔电子邮箱〕", id="full-width mail"),
        pytest.param("车豫M12345违章", "车〔车牌〕违章", id="plate"),
        pytest.param("豫M·1A23B", "〔车牌〕", id="plate with a dot"),
        pytest.param("豫md12345", "〔车牌〕", id="new energy, small letters"),
        pytest.param("豫M12345D", "〔车牌〕", id="large new energy"),
        pytest.param("我的电话是一三八一二三四五六七八，谢谢", "我的电话是〔手机号〕，谢谢", id="said"),
        pytest.param("幺三八，幺二三四，五六拐八", "〔手机号〕", id="said in groups"),
        pytest.param("一三八一二三四五六七八一直打不通", "〔手机号〕一直打不通", id="said, and going on"),
        pytest.param("13812345678一直打不通", "〔手机号〕一直打不通", id="written, and going on"),
        pytest.param("一一零一零五一九四九一二三一零零二叉", "〔身份证〕", id="identity number said"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "一一零、一一九、一二零", "二〇二一年一月一日至二〇二二年十二月三十一日", "拨打一二三四五", "一二三四五六七八九",
        "", "国办函〔2020〕109号", "国务院令第711号", "豫政〔2024〕12号", "三公开办函〔2019〕1号",
        "每人每月1200元，全年14400.00元", "总投资13,800,000,000元", "2021-01-01 2022-12-31", "2021年1月1日至2025年12月31日",
        "20210101 20221231", "拨打12345", "12345热线、0398-2816699", "第四条第（七）项", "110、119、120、122",
        "110105194912310021", "110105199902300021", "执行新GB18030标准", "新iphone15", "京B2-20090059",
        "12812345678", "1381234567", "138123456789", "GB/T 33358-2016", "索引号 005380000/2021-00012",
        "4111 1111 1111 1112", "@", "a@b", "91350100M000100Y44", "晋A级景区",
    ],
)  # fmt: skip
def test_leaves(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_names_every_kind_found() -> None:
    masked = mask("13812345678和13912345678，11010519491231002X")
    assert masked.text == "〔手机号〕和〔手机号〕，〔身份证〕"
    assert masked.kinds == ("身份证", "手机号", "手机号")


@pytest.mark.parametrize("county", [411203, 810000, 830000], ids=["a new district", "Hong Kong", "Taiwan"])
def test_counties_that_no_table_knows(county: int) -> None:
    assert mask(identity_number(county, date(2020, 2, 29), 12)).text == "〔身份证〕"


@pytest.mark.parametrize("full_width", [False, True], ids=["half", "full"])
@given(number=identity_numbers | credit_codes | cards | phones, before=around, after=around)
def test_every_valid_number_goes(number: str, before: str, after: str, full_width: bool) -> None:  # a parameter
    written = number.translate(FULL_WIDTH) if full_width else number
    masked = mask(f"{before}{written}{after}")
    assert len(masked.kinds) == 1
    assert masked.text == f"{before}〔{masked.kinds[0]}〕{after}"


@given(number=identity_numbers, wrong=st.integers(1, 9))
def test_an_identity_number_with_a_wrong_check_digit_stays(number: str, wrong: int) -> None:
    last = "0123456789X"[("0123456789X".index(number[-1]) + wrong) % 11]
    changed = number[:-1] + last
    assert "身份证" not in mask(changed).kinds


@given(number=credit_codes, wrong=st.integers(1, 30))
def test_a_credit_code_with_a_wrong_check_character_stays(number: str, wrong: int) -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    last = alphabet[(alphabet.index(number[-1]) + wrong) % len(alphabet)]
    assert "统一社会信用代码" not in mask(number[:-1] + last).kinds


@given(st.text(st.sampled_from("0123456789Xx－- １２豫MD@.a〔〕号")))
def test_masking_again_finds_nothing(text: str) -> None:
    once = mask(text)
    assert bool(once.kinds) == (once.text != text)
    assert mask(once.text).kinds == ()
