"""The opening words of the widget, and that its own copies of them say the same."""

import re

import pytest
from pydantic import ValidationError

from api.widget.words import DEFAULT, Opening, SiteWords, WidgetWords, widget_words
from tests.conftest import ROOT

I18N = ROOT / "api" / "web" / "widget" / "src" / "i18n"
HAN = re.compile(r"[\u4e00-\u9fff]")


def in_widget(language: str, key: str) -> str:
    """Return a sentence of the widget's own, said while the service has not been heard."""
    found = re.search(rf'"app\.{key}":\s*"([^"]*)"', (I18N / f"{language}.ts").read_text("utf-8"))
    assert found, (language, key)
    return found[1]


@pytest.mark.parametrize("language", ["zh-CN", "zh-Hant", "en"])
def test_the_widget_says_the_same_before_it_hears_the_service(language: str) -> None:
    opening = widget_words().opening("", language)
    assert opening.greeting == in_widget(language, "greeting")
    assert opening.ai_notice == in_widget(language, "notice")
    assert len(opening.examples) == 3


def test_english_has_no_chinese_left() -> None:
    opening = widget_words().opening("", "en")
    assert not HAN.search(" ".join((opening.greeting, opening.ai_notice, *opening.examples)))


@pytest.mark.parametrize("language", ["", "fr", "ZH-CN", "\x00", "😀", "en" * 40])
def test_an_unknown_language_is_answered_in_the_usual_one(language: str) -> None:
    assert widget_words().opening("", language) == widget_words().languages[DEFAULT]


def test_a_site_may_begin_in_its_own_way() -> None:
    words = widget_words().model_copy(update={"sites": {"library": SiteWords(examples=("怎么办借书证？",))}})
    usual = words.languages[DEFAULT]
    assert words.opening("library", DEFAULT) == Opening(
        greeting=usual.greeting, ai_notice=usual.ai_notice, examples=("怎么办借书证？",)
    )
    assert words.opening("library", "en") == words.languages["en"]
    assert words.opening("nobody", DEFAULT) == usual


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValidationError):
        WidgetWords.model_validate({"hotline": "12345", "languages": {}, "site": {}})
