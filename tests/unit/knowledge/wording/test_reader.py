import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.wording.colloquial import read_colloquial
from knowledge.wording.reader import default_reader
from knowledge.wording.reading import Expansion, Means, Reading
from knowledge.wording.terms import Vocabulary

MENDING = {Means.SOUND, Means.SLIP, Means.PINYIN}


def read(text: str) -> Reading:
    return default_reader().read(text)


def words(text: str, *means: Means) -> list[str]:
    return [expansion.read for expansion in read(text) if not means or expansion.means in means]


class TestColloquial:
    @pytest.mark.parametrize(
        ("text", "official"),
        [
            ("老年卡在哪儿办", "老年人优待证"),
            ("俺家嘞房本丢了咋弄", "不动产权证书"),
            ("农村五保户一个月多少钱", "特困人员"),
            ("五险一金能不能只交一样", "住房公积金"),
            ("驾照到期了咋换", "机动车驾驶证期满换证"),
            ("老板跑路了欠薪找谁要", "拖欠农民工工资"),
            ("換駕照要帶什麼", "机动车驾驶证期满换证"),  # traditional characters
            ("４０５０人员有补助没", "就业困难人员"),  # wide figures
        ],
    )
    def test_the_official_word_is_added(self, text: str, official: str) -> None:
        assert official in words(text, Means.COLLOQUIAL)

    @pytest.mark.parametrize(
        ("text", "official"),
        [
            ("租房本人要到场吗", "不动产权证书"),  # 房本 across two words
            ("《城乡低保办法》全文", "最低生活保障"),  # inside a title
            ("三低保〔2021〕16号说了啥", "最低生活保障"),  # inside a document number
            ("居民身份证到期", "居民身份证"),  # the official word itself
            ("低保就是最低生活保障吗", "最低生活保障"),  # there already
        ],
    )
    def test_nothing_is_added(self, text: str, official: str) -> None:
        assert official not in words(text, Means.COLLOQUIAL)

    def test_the_longest_phrase_wins(self) -> None:
        assert words("低保户看病", Means.COLLOQUIAL) == ["最低生活保障"]
        assert [e.written for e in read("低保户看病")] == ["低保户"]


class TestSound:
    @pytest.mark.parametrize(
        ("text", "mended"),
        [
            ("高零今天怎么领", "高龄津贴怎么领"),
            ("杨劳抱歉断了能补吗", "养老保险断了能补吗"),
            ("租房不贴有没有", "租房补贴有没有"),
            ("城乡居民医保报消比例", "城乡居民医保报销比例"),
            ("农名工讨薪", "农民工讨薪"),  # min for ming
            ("工商认定要多久", "工伤认定要多久"),
            ("办营业直照", "办营业执照"),
            ("西业登记去哪", "西业登记去哪"),  # xi for shi is no near sound, and 西 is a word: left as it is
        ],
    )
    def test_mended(self, text: str, mended: str) -> None:
        assert read(text).mended == mended

    @pytest.mark.parametrize(
        "text",
        [
            "医疗报销比例是多少",
            "商业保险能一起报吗",
            "我想给孩子换结婚证上的名字",
            "今天高龄老人多吗",
            "交通运输部的规定",
            "单位社保断缴",
            "伤残等级怎么定",
            "发票不能贴在合同上",
            "我上班时摔了算不算",
        ],
    )
    def test_good_words_are_left_alone(self, text: str) -> None:
        assert not words(text, *MENDING)

    def test_a_mended_colloquial_phrase_is_explained_too(self) -> None:
        assert "高龄津贴" in words("高玲补贴啥时候发", Means.COLLOQUIAL)


class TestSlips:
    @pytest.mark.parametrize(
        ("text", "mended"),
        [
            ("养保老险怎么转", "养老保险怎么转"),
            ("营业照丢了", "营业执照丢了"),
            ("不动动产登记要带啥", "不动产登记要带啥"),
            ("失业保佥金领多久", "失业保险金领多久"),
        ],
    )
    def test_mended(self, text: str, mended: str) -> None:
        assert read(text).mended == mended


class TestPinyin:
    @pytest.mark.parametrize(
        ("text", "mended"),
        [
            ("shiye baoxian zenme ling", "失业保险 怎么领"),
            ("shiyebaoxianzenmeling", "失业保险怎么领"),
            ("shi ye bao xian zen me ling", "失业保险 怎么领"),
            ("请问gaoling jintie多少", "请问高龄津贴多少"),
            ("SHENFENZHENG丢了", "身份证丢了"),
            ("shenqing公租房", "申请公租房"),
        ],
    )
    def test_read(self, text: str, mended: str) -> None:
        assert read(text).mended == mended

    @pytest.mark.parametrize("text", ["ETC怎么办", "wifi app login", "CT和B超报销吗", "a", "zh", "vip email"])
    def test_other_letters_are_left_alone(self, text: str) -> None:
        assert not words(text, Means.PINYIN)


@pytest.mark.parametrize("text", ["", " ", "🙂" * 40, "办" * 500, "\ud800低保\udfff", "a" * 500, "《" * 300, "零" * 60])
def test_hostile_texts(text: str) -> None:
    reading = read(text)
    assert reading.text == text
    assert len(reading.plain) == len(text)


TERMS = Vocabulary.of(read_colloquial()).official
MATERIAL = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from([*TERMS[:60], "低保", "咋弄", "俺", "shiye", " ", "三千五", "《", "》", "的", "�"]), max_size=8
    ).map("".join),
)


@settings(deadline=None)
@given(MATERIAL)
def test_adds_and_never_changes(text: str) -> None:
    reading = read(text)
    assert reading.text == text
    assert len(reading.plain) == len(text)
    for expansion in reading:
        assert reading.plain[expansion.start : expansion.end] == expansion.written
        assert expansion.read
        assert expansion.read != expansion.written


@settings(deadline=None)
@given(MATERIAL)
def test_equal_texts_are_read_alike(text: str) -> None:
    assert default_reader()._read(text) == default_reader()._read(text)


@settings(deadline=None)
@given(st.sampled_from(TERMS), st.sampled_from(["", "怎么办", "在哪里申请", "的条件是什么"]))
def test_official_words_are_never_corrected(term: str, rest: str) -> None:
    assert not words(term + rest, *MENDING)


def test_an_expansion_says_what_it_read() -> None:
    assert str(Expansion(0, 3, "老年卡", "老年人优待证", Means.COLLOQUIAL)) == "colloquial:老年卡→老年人优待证"
