from hypothesis import given
from hypothesis import strategies as st
from replies import CITATION, NOTICE, TEXT, answered

from api.channels.port import Rendered
from api.wechat.rendering import WeChatRendering, is_text
from api.wechat.wording import wording

LIMIT = wording().limits.text_bytes
PUSHING, PASSIVE = WeChatRendering(can_push=True), WeChatRendering(can_push=False)
BUTTONS = [{"title": "可以续借吗？", "payload": "可以续借吗？"}, {"title": "要带什么？", "payload": "要带什么？"}]
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=3000)


def texts(messages: object) -> list[str]:
    return [message.text for message in messages if isinstance(message, Rendered) and is_text(message)]


class TestAnswer:
    def test_conclusion_first_then_source_choices_code_and_notice(self) -> None:
        (text,) = texts(PUSHING.reply(answered(buttons=BUTTONS)))
        order = [TEXT, "现行有效", CITATION["url"], "1. 可以续借吗？", "2. 要带什么？", "ABC234", NOTICE]
        assert [text.find(part) for part in order] == sorted(text.find(part) for part in order)
        assert all(part in text for part in (*order, CITATION["quote"]))

    def test_a_source_that_the_words_name_is_not_named_again(self) -> None:
        (text,) = texts(PUSHING.reply(answered()))
        assert text.count(CITATION["title"]) == 1

    def test_every_one_of_several_sources_is_named_with_its_validity(self) -> None:
        other = CITATION | {"title": "另一办法", "status": "repealed", "status_text": "已于2026年1月1日废止"}
        (text,) = texts(PUSHING.reply(answered(citations=[CITATION, other])))
        assert "《另一办法》（示政办〔2025〕8号）第四条" in text
        assert "已于2026年1月1日废止" in text

    def test_a_long_clause_is_cut_and_says_so(self) -> None:
        (text,) = texts(PUSHING.reply(answered(citations=[CITATION | {"quote": "很" * 500}])))
        assert "节选" in text
        assert "很" * (wording().limits.quote_characters + 1) not in text

    def test_the_words_of_an_interpretation_are_no_quote_of_the_clause(self) -> None:
        (text,) = texts(
            PUSHING.reply(answered(citations=[CITATION | {"quote_from": "interpretation", "quote": "解读"}]))
        )
        assert "原文" not in text

    def test_choices_that_have_to_be_made_are_called_so(self) -> None:
        reply = answered(outcome="clarification", citations=[], buttons=BUTTONS, text="您是不是想问：")
        assert wording().sentences.choose in texts(PUSHING.reply(reply))[0]

    def test_where_a_person_talks_nothing_is_said(self) -> None:
        assert PUSHING.reply(answered(silent=True)) == ()


class TestFeedbackMenu:
    def test_an_answer_is_followed_by_it(self) -> None:
        menu = PUSHING.reply(answered())[-1]
        assert not is_text(menu)
        assert [item["id"] for item in menu.body["msgmenu"]["list"]] == ["helpful:t1", "unhelpful:t1"]

    def test_nothing_else_is(self) -> None:
        refused = answered(outcome="refused", citations=[])
        assert all(is_text(message) for message in PUSHING.reply(refused))
        assert all(is_text(message) for message in PASSIVE.reply(answered()))


class TestLength:
    @given(words)
    def test_no_message_is_too_long_and_none_is_empty(self, text: str) -> None:
        for rendering in (PUSHING, PASSIVE):
            for message in texts(rendering.reply(answered(text=text, buttons=BUTTONS))):
                assert 0 < len(message.encode()) <= LIMIT

    @given(words)
    def test_nothing_is_left_out(self, text: str) -> None:
        assert text in "".join(texts(PUSHING.reply(answered(text=text))))
        assert "".join(texts(PASSIVE.words(text))) == text

    @given(words)
    def test_there_is_room_to_say_that_more_follows(self, text: str) -> None:
        for message in texts(PASSIVE.words(text)):
            assert len(PASSIVE.with_more(message).encode()) <= LIMIT

    def test_links_and_document_numbers_stay_whole(self) -> None:
        for padding in range(600, 700):
            text = "政" * padding + "《办法》（国办函〔2020〕109号）https://example.test/a/b"
            parts = texts(PUSHING.words(text))
            assert any("国办函〔2020〕109号" in part for part in parts)
            assert any("https://example.test/a/b" in part for part in parts)
