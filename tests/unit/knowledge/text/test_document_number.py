import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.document_number import DocumentNumber, NotADocumentNumber, find_all, normalise, parse

SPELLINGS = [
    ("三政办〔2021〕16号", "三政办〔2021〕16号"),
    ("三政办[2021]16号", "三政办〔2021〕16号"),
    ("三政办［2021］16号", "三政办〔2021〕16号"),
    ("三政办（２０２１）１６号", "三政办〔2021〕16号"),
    ("三政办(2021)16号", "三政办〔2021〕16号"),
    ("三政办【2021】第016号", "三政办〔2021〕16号"),
    ("三政办〈2021〉16 号", "三政办〔2021〕16号"),
    ("三政办 〔2021〕 16 号", "三政办〔2021〕16号"),
    ("三政办〔二〇二一〕十六号", "三政办〔2021〕16号"),
    ("国办发明电〔2018〕15号", "国办发明电〔2018〕15号"),
    ("国务院令第711号", "国务院令第711号"),
    ("中华人民共和国国务院令（第711号）", "国务院令第711号"),
    ("国令第706号", "国务院令第706号"),
    ("主席令第三十五号", "主席令第35号"),
    ("交通运输部令2021年第5号", "交通运输部令2021年第5号"),
    ("国家税务总局公告2021年第5号", "国家税务总局公告2021年第5号"),
]


@pytest.mark.parametrize(("written", "standard"), SPELLINGS)
def test_every_spelling_has_one_standard_form(written: str, standard: str) -> None:
    assert normalise(written) == standard


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0398-2812345",
        "12345号",
        "3000元",
        "三政办〔2021〕",
        "〔2021〕16号",
        "三政办〔1321〕16号",
        "三政办〔2021〕0号",
        "见三政办〔2021〕16号。",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(NotADocumentNumber):
        parse(text)
    assert normalise(text) == text


AGENCIES = st.sampled_from(["国办函", "三政办", "豫政", "穗府办规", "国发", "民和政办发"])
BRACKETS = st.sampled_from(["〔〕", "[]", "（）", "()", "【】", "〈〉", "［］", "﹝﹞"])


@given(AGENCIES, st.integers(1949, 2099), st.integers(1, 99999), BRACKETS, st.booleans(), st.booleans())
def test_round_trip_over_spellings(
    agency: str, year: int, serial: int, bracket: str, wide: bool, ordinal: bool
) -> None:
    number = DocumentNumber(agency, serial, year)
    written = f"{agency}{bracket[0]}{year}{bracket[1]}{'第' if ordinal else ''}{serial}号"
    if wide:
        written = written.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert parse(written) == number
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据国办函〔2020〕109号和国发[2019]5号的要求", ["国办函〔2020〕109号", "国发〔2019〕5号"]),
        ("《某办法》（住房城乡建设部令第11号）、（省政府令第181号）", ["住房城乡建设部令第11号", "省政府令第181号"]),
        ("（2021年7月27日中华人民共和国国务院令第746号公布）", ["国务院令第746号"]),
        ("粤府〔2024〕3号文件同时废止三政〔2015〕7号", ["粤府〔2024〕3号", "三政〔2015〕7号"]),
        ("阳光小区（2021）16号楼，电话12345，补贴3000元", []),
        ("公安局第3号窗口", []),
    ],
)
def test_finds_numbers_in_running_text(text: str, numbers: list[str]) -> None:
    assert [str(found.number) for found in find_all(text)] == numbers


def test_a_found_number_tells_where_it_stands() -> None:
    text = "按照三政办[2021]16号文件"
    found = find_all(text)[0]
    assert text[found.start : found.end] == "三政办[2021]16号"


@given(st.text(alphabet="国办函令公告第〔〕[]（）2021号 楼一二年", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for found in find_all(text):
        assert 0 <= found.start < found.end <= len(text)
        assert parse(str(found.number)) == found.number
