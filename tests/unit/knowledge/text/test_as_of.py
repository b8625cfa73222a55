"""The day whose rules a question asks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.as_of import EARLIEST, read_as_of
from knowledge.text.periods import find_periods

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("去年三月的规定是什么", date(2025, 3, 31)),
        ("2019年的时候低保标准是多少", date(2019, 12, 31)),
        ("二〇一九年的低保标准", date(2019, 12, 31)),
        ("按2019年3月1日的规定怎么办", date(2019, 3, 1)),
        ("2019-03-01的规定", date(2019, 3, 1)),
        ("2023年5月1日之前的落户条件", date(2023, 4, 30)),
        ("2023年5月1日以前是什么标准", date(2023, 4, 30)),
        ("前年的最低工资标准", date(2024, 12, 31)),
        ("去年年底的缴存比例是多少", date(2025, 12, 31)),
        ("去年上半年的公积金贷款额度", date(2025, 6, 30)),
        ("上个月的补贴标准是多少", date(2026, 5, 31)),
        ("昨天的规定", date(2026, 6, 14)),
        ("三年前的规定是怎样的", date(2023, 6, 15)),
        ("两个月前的政策", date(2026, 4, 15)),
        ("7月1日起的新标准是多少", date(2026, 7, 1)),
        ("下个月起低保标准是多少", date(2026, 7, 1)),
        ("明年开始医保怎么缴费", date(2027, 1, 1)),
        ("明年的缴费标准", date(2027, 1, 1)),
        ("2020年的民办学校招生政策", date(2020, 12, 31)),
        ("明年高龄津贴标准是多少", date(2027, 1, 1)),
        ("去年低保标准是多少", date(2025, 12, 31)),
        ("那2019年呢", date(2019, 12, 31)),
        ("那去年的呢？", date(2025, 12, 31)),
        ("2019年三月份的养老金计发办法", date(2019, 3, 31)),
        ("2020年那会儿的报销比例", date(2020, 12, 31)),
        ("《示例办法》2020年的规定", date(2020, 12, 31)),
    ],
)
def test_reads_the_day(text: str, day: date) -> None:
    asked = read_as_of(text, TODAY)
    assert asked is not None
    assert asked.day == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "低保怎么办",
        "今年的低保标准",
        "2026年的低保标准",
        "今天的规定",
        "2021年政务公开工作要点有哪些内容",
        "2021年的政务公开工作要点有哪些要求",
        "国办发〔2021〕16号",
        "《2021年的办事规定》怎么说",
        "2021年度政府信息公开年报",
        "我2019年退休，养老金怎么算",
        "2019年的时候我退休了，养老金是什么标准",
        "去年交的社保今年能退吗",
        "孩子是去年三月出生的，怎么上户口",
        "我去年三月的工资低于最低工资标准怎么办",
        "2018年的购房合同符合贷款条件吗",
        "2023年5月1日之前办理退休的人怎么算",
        "2023年5月1日起的规定是什么",
        "2019年的规定和2020年的规定有什么不同",
        "2019年的规定现在还有效吗",
        "满三年前后的规定",
        "2月30日的规定",
        "2019年13月的规定",
        "1850年的规定",
        "2099年的规定",
        "工龄满10年的补偿标准",
        "我们公司去年的缴费基数怎么核定",
        "连续缴费三年的标准",
        "去年买房的贷款额度怎么查",
        "2019年高龄津贴标准",
        "去年办的证符合条件吗",
        "没有去年的缴费证明怎么办",
    ],
)
def test_leaves_alone_what_is_no_day_asked_about(text: str) -> None:
    assert read_as_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("去年三月的规定是什么", "规定是什么"),
        ("2019年的时候低保标准", "2019年低保标准"),
        ("低保在2023年5月1日之前的标准", "低保在2023年标准"),
        ("那2019年呢", "那呢"),
        ("下个月起低保标准是多少", "低保标准是多少"),
    ],
)
def test_the_words_for_the_day_are_taken_out_but_a_year_stays(text: str, rest: str) -> None:
    asked = read_as_of(text, TODAY)
    assert asked is not None
    assert asked.rest == rest


WORDS = st.lists(
    st.sampled_from(
        [
            *"年月日号前后起初底末的时候去今明上下个两三十二〇0129-/.《》〔〕呢规定标准我",
            *("2019", "之前", "以后", "规定", "去年", "三月", "5月1日", "2月29日", "上个月", "三年前", "9999年"),
        ]
    ),
    max_size=14,
).map("".join)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(WORDS | st.text(), DAYS | st.sampled_from([date.min, date.max, date(2024, 2, 29)]))
def test_never_fails_and_never_answers_with_today_or_a_day_out_of_bounds(text: str, today: date) -> None:
    asked = read_as_of(text, today)
    if asked is not None:
        assert asked.day >= EARLIEST
        assert asked.day != today
        assert len(asked.rest) <= len(text)


@given(WORDS | st.text(), DAYS)
def test_periods_are_in_order_and_where_they_say(text: str, today: date) -> None:
    end = 0
    for period in find_periods(text, today):
        assert end <= period.start < period.end <= len(text)
        assert period.first <= period.last
        end = period.end


@given(DAYS, st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0}"]))
def test_a_day_written_out_is_read_as_it_is(today: date, day: date, form: str) -> None:
    asked = read_as_of(f"按{form.format(day)}的规定怎么办", today)
    within = day != today and day.year <= today.year + 10
    assert (asked.day if asked else None) == (day if within else None)
