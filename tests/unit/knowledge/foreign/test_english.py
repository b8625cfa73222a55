import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.foreign.english import english_reader, is_english
from tests.conftest import ROOT

LIST = yaml.safe_load((ROOT / "knowledge" / "foreign" / "english.yml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("How long does it take to get a business license?", "营业执照多久"),
        ("WHAT DOCUMENTS DO I NEED FOR A RESIDENCE PERMIT", "居住证要带什么材料"),
        ("My ID card is lost, how do I replace it?", "身份证丢了怎么补办"),
        ("Are there fees for information disclosure requests in Lingbao", "政府信息公开申请灵宝市收费吗"),
        ("ｗｈｅｒｅ do I apply for legal aid", "法律援助在哪里办"),
        ("fee for 31 requests", "31申请收费吗"),
        ("my house is on fire", "着火了"),
        ("I want to kill myself", "我想自杀"),
    ],
)
def test_a_question_is_read_into_the_words_of_the_records(english: str, chinese: str) -> None:
    reading = english_reader().read(english.replace("ｗｈｅｒｅ", "where"))
    assert reading
    assert reading.chinese == chinese


@pytest.mark.parametrize(
    "text", ["营业执照多久能办好", "ok", "APP里怎么办ETC", "12345", "", "国办函〔2020〕109号", "HPV疫苗在哪里打 free"]
)
def test_chinese_is_left_alone(text: str) -> None:
    assert english_reader().read(text) is None


@pytest.mark.parametrize("text", ["who won the world cup", "write me a poem about spring"])
def test_words_that_are_not_known_count_against_the_reading(text: str) -> None:
    reading = english_reader().read(text)
    assert reading
    assert not reading.terms
    assert reading.known == 0.0


@pytest.mark.parametrize("word", ["licence", "license", "licences", "LICENSE"])
def test_spelling_and_number_do_not_matter(word: str) -> None:
    reading = english_reader().read(f"a business {word}")
    assert reading
    assert reading.chinese == "营业执照"


def test_every_phrase_of_the_list_can_be_read() -> None:
    for part in ("asks", "terms"):
        for chinese, phrases in LIST[part].items():
            for phrase in phrases:
                reading = english_reader().read(f"{phrase} please")
                assert reading
                assert reading.chinese, (chinese, phrase)


def test_no_phrase_stands_for_two_things() -> None:
    said = [phrase for part in ("asks", "terms") for phrases in LIST[part].values() for phrase in phrases]
    assert sorted(said) == sorted(set(said))


@given(st.text(max_size=400))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    reading = english_reader().read(text)
    assert (reading is None) is not is_english(text)
    if reading:
        assert 0.0 <= reading.known <= 1.0
        assert not any(char.isascii() and char.isalpha() for char in reading.chinese)
