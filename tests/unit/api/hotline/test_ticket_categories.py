"""The class of a 工单 that is suggested."""

import pytest

from api.hotline.categories import categories
from api.hotline.reading import question_in, readable
from api.setup.samples import SAMPLES
from knowledge.samples.schema import load_samples


@pytest.mark.parametrize(
    ("words", "field", "department", "code"),
    [
        ("公积金怎么提取", "住房公积金", "", "1-01"),
        ("这个怎么办", "", "三门峡市图书馆", "1-22"),  # no field: the department
        ("低保怎么申请", "", "", "1-08"),  # neither: the words
        ("我要投诉，物业乱收费", "", "", "4-11"),
        ("我要举报有人偷排污水", "", "", "5-14"),
        ("怎么投诉物业", "", "", "1-11"),  # asks how: a question of policy
        ("小区停水了没人管，快帮帮我", "", "", "2-20"),
        ("我建议在路口加装红绿灯", "", "", "3-99"),
        ("", "", "", "1-99"),
        ("今天天气", "没有的领域", "没有的部门", "1-99"),
    ],
)
def test_suggests(words: str, field: str, department: str, code: str) -> None:
    assert categories().suggested(words, field=field, department=department).code == code


def test_every_field_of_the_samples_has_its_class() -> None:
    fields = {field.title for field in load_samples(SAMPLES).fields}
    assert fields == {name for matter in categories().classes for name in matter.fields}


def test_codes_and_names_are_its_own() -> None:
    matters = [*categories().classes, categories().other, categories().urgent]
    kinds = [*categories().kinds, categories().asking, categories().emergency]
    for row in (matters, kinds):
        assert len({one.code for one in row}) == len({one.name for one in row}) == len(row)


def test_control_characters_become_spaces() -> None:
    assert readable("\x00公积\x1b金\n") == "公积 金"
    assert readable("\x00 \u200b") == ""


def test_of_a_long_speech_the_last_sentences_are_asked() -> None:
    said = "前面的话。" * 200 + "公积金怎么提？"
    asked = question_in(said)
    assert asked.endswith("公积金怎么提？")
    assert len(asked) <= 500
    assert said.endswith(asked)
    assert question_in("长" * 900) == "长" * 500
