import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.wechat.choices import chosen
from api.wechat.commands import Command, Deed, command_of
from api.wechat.wording import wording

WORDS = wording().words


def deed(text: str, choices: int = 0) -> Deed:
    return command_of(text, choices, WORDS).deed


class TestChoices:
    @pytest.mark.parametrize(
        "text",
        [
            "2",
            "２",
            "②",
            "⑵",
            "⒉",
            "二",
            "第二个",
            "第2个",
            "第二项",
            "选2",
            "我选2",
            "我要选二",
            "2.",
            "2、",
            " 2 ",
            "2号",
        ],
    )
    def test_the_second(self, text: str) -> None:
        assert chosen(text, 3) == 1

    @pytest.mark.parametrize(
        "text", ["4", "0", "12", "2024", "第二条", "二维码", "12345", "两个孩子", "2个孩子怎么办", "", "-2", "²x", "第"]
    )
    def test_no_choice(self, text: str) -> None:
        assert chosen(text, 3) is None

    def test_without_choices_a_number_is_a_word(self) -> None:
        assert deed("2") is Deed.QUESTION
        assert deed("2", 2) is Deed.CHOICE

    @given(st.text(), st.integers(0, 9))
    def test_whatever_is_said_the_choice_is_one_of_them(self, text: str, count: int) -> None:
        number = chosen(text, count)
        assert number is None or 0 <= number < count


class TestCommands:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("继续", Deed.MORE),
            ("“答案”。", Deed.MORE),
            ("继续教育学时怎么算", Deed.QUESTION),  # begins like a command
            ("我的咨询码", Deed.OWN_CODE),
            ("", Deed.NOTHING),
            ("\u200b\u3000\n", Deed.NOTHING),
            ("\u0007", Deed.NOTHING),
            ("长" * 500, Deed.QUESTION),
            ("长" * 501, Deed.TOO_LONG),
            ("👨‍👩‍👧", Deed.QUESTION),
            ("ACD234", Deed.CODE),
            ("acd 234", Deed.CODE),
            ("ＡＣＤ－２３４", Deed.CODE),
            ("ABC234", Deed.QUESTION),  # B is not used: it sounds like others
            ("ACD2345", Deed.QUESTION),
        ],
    )
    def test_deed(self, text: str, expected: Deed) -> None:
        assert deed(text) is expected

    @pytest.mark.parametrize("text", ["咨询码 ACD234", "咨询编号：acd234", "咨询编号是ACD234"])
    def test_a_code_that_is_called_one(self, text: str) -> None:
        assert command_of(text, 0, WORDS) == Command(Deed.CODE, text, code="ACD234", named=True)

    def test_control_characters_are_left_out_and_lines_stay(self) -> None:
        assert command_of("申请\u0000信息\n公开\u001b", 0, WORDS).words == "申请信息\n公开"

    @given(st.text(max_size=600))
    def test_any_text_is_some_deed_and_a_question_can_be_asked(self, text: str) -> None:
        command = command_of(text, 3, WORDS)
        if command.deed is Deed.QUESTION:
            assert 0 < len(command.words) <= 500
            assert "\0" not in command.words
