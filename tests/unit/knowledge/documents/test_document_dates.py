from datetime import date

import pytest

from knowledge.documents.dates import find_dates, only_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年7月1日", date(2021, 7, 1)),
        ("２０２１年７月１日", date(2021, 7, 1)),
        ("2021 年 7 月 1 日", date(2021, 7, 1)),
        ("二〇二一年七月一日", date(2021, 7, 1)),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
        ("一九九六年六月二十九日", date(1996, 6, 29)),
        ("2021-07-01", date(2021, 7, 1)),
        ("2021/7/1", date(2021, 7, 1)),
        ("2021年13月1日", None),
        ("2021年2月30日", None),
        ("2021年7月", None),
        ("2021-07/01", None),
        ("2021年7月1日印发", None),
        ("", None),
    ],
)
def test_a_date_that_stands_alone(text: str, day: date | None) -> None:
    assert only_date(text) == day


def test_dates_in_running_text() -> None:
    text = "自2019年1月1日至二〇二三年十二月三十一日，2021年13月1日除外"
    found = list(find_dates(text))
    assert [item.value for item in found] == [date(2019, 1, 1), date(2023, 12, 31)]
    assert text[found[1].start : found[1].end] == "二〇二三年十二月三十一日"
