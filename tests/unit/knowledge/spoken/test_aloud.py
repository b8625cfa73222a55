"""What is printed, read aloud."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.spoken import aloud

BRACKETS = "()[]{}<>（）〔〕【】［］《》〈〉「」『』"
PIECES = st.sampled_from(
    ["三政〔2021〕18号", "国务院令第711号", "第三条（七）", "（2021）", "2026年6月1日", "2026-06-01", "8:30-12:00", "12345", "0398-2812345",
     "13800138000",
     "￥1,200.50", "30%-50%", "3-5个", "1/3", "https://a.gov.cn/x?y=1", "www.smx.gov.cn", "\n1. ", "《办法》",
     "咨询编号 7KD3Q2",
     "令", "第", "号", "公告", "年", "元", "依据：", "。", "，", " ", "\n", "-", "/", ".", "%", "²", "½", "①", "Ⅳ",
     "５", "٣", "〇", "A4", "@"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        # document numbers
        ("三政〔2021〕18号", "三政二零二一年第十八号"),
        ("依据《办法》（三政办[2021]16 号）第三条（七）", "依据办法，三政办二零二一年第十六号，第三条第七项"),
        ("国务院令第711号", "国务院令第七百一十一号"),
        ("国家税务总局公告2021年第5号", "国家税务总局公告二零二一年第五号"),
        ("第30条", "第三十条"),
        ("第15条第2款（3）", "第十五条第二款第三项"),
        # days, years, times
        ("2026年6月1日起施行", "二零二六年六月一日起施行"),
        ("2026-06-01", "二零二六年六月一日"),
        ("2021-2025年", "二零二一年至二零二五年"),
        ("2026版", "二零二六版"),
        ("8:30-12:00，14:05", "八点三十分至十二点，十四点零五分"),
        ("30年", "三十年"),
        # telephone numbers
        ("拨打12345转人工", "拨打幺二三四五转人工"),
        ("请拨打 119、120 或110。", "请拨打幺幺九、幺二零或幺幺零。"),
        ("电话0398-2812345", "电话零三九八，二八幺二三四五"),
        ("（0398）2812345", "零三九八，二八幺二三四五"),
        ("13800138000", "幺三八零零幺三八零零零"),
        ("400-123-4567", "四零零，幺二三，四五六七"),
        ("110元", "一百一十元"),
        ("12345元", "一万二千三百四十五元"),
        ("120个工作日", "一百二十个工作日"),
        # amounts
        ("5%", "百分之五"),
        ("30%-50%", "百分之三十至百分之五十"),
        ("5-12%", "百分之五至百分之十二"),
        ("3‰", "千分之三"),
        ("3-5个工作日", "三至五个工作日"),
        ("1,200元", "一千二百元"),
        ("¥1,200.50", "一千二百点五零元"),
        ("3.5万元", "三点五万元"),
        ("2年交2次", "两年交两次"),
        ("第2年", "第二年"),
        ("占1/3", "占三分之一"),
        ("60㎡", "六十平方米"),
        ("≥60岁", "不低于六十岁"),
        ("500元/月", "五百元每月"),
        ("0", "零"),
        ("100000000", "一亿"),
        # what is no quantity
        ("咨询编号 7KD3Q2。", "咨询编号七KD三Q二。"),
        ("咨询编号 234567", "咨询编号二三四五六七"),
        ("007", "零零七"),
        ("1.2.3", "一点二点三"),
        ("统一代码91411200MA3X", "统一代码九幺四幺幺二零零MA三X"),
        # marks, addresses, lines
        ("网址：https://www.smx.gov.cn/a?b=1。", "网址。"),
        ("邮箱fw1@smx.gov.cn，工作日", "邮箱，工作日"),
        ("见www.smx.gov.cn，", "见"),
        ("“失业保险金”", "失业保险金"),
        ("材料：\n1. 身份证\n2. 户口本", "材料：第一，身份证。第二，户口本"),
        ("身份证/户口本", "身份证或户口本"),
        ("", ""),
    ],
)  # fmt: skip
def test_reads(printed: str, read: str) -> None:
    assert aloud(printed) == read


@given(TEXTS)
@example("0" * 50)
@example("ht《tp://a")
@example("令\n\n第5号")
@example("@0A.GOV")
def test_no_digit_bracket_or_address_is_left(text: str) -> None:
    said = aloud(text)
    assert not re.search(r"[0-9]", said)
    assert not any(char.isdecimal() for char in said)
    assert not set(said) & set(BRACKETS)
    assert not re.search(r"://|www\.", said, re.IGNORECASE)


@given(TEXTS)
def test_read_again_it_stays(text: str) -> None:
    said = aloud(text)
    assert aloud(said) == said


@given(st.integers(1949, 2099), st.integers(1, 99999))
def test_a_document_number_is_read_whole(year: int, serial: int) -> None:
    said = aloud(f"三政办〔{year}〕{serial}号")
    assert re.fullmatch(r"三政办[零一二三四五六七八九]{4}年第[零一二三四五六七八九十百千万]+号", said)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "（" * 5000, "https://" * 500, "令第" * 2000, "1-" * 2000, "三政〔2021〕" * 500]
)
def test_hostile_texts_are_read_too(text: str) -> None:
    assert not re.search(r"[0-9]", aloud(text))
