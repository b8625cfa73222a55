"""The words of ``widget.yml``, typed."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("widget.yml")

Language = Literal["zh-CN", "zh-Hant", "en"]
DEFAULT: Language = "zh-CN"
_Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Opening(_Part):
    """How a widget begins."""

    greeting: _Text
    ai_notice: _Text
    examples: tuple[_Text, ...]


class SiteWords(_Part):
    """What one site says instead."""

    greeting: str = ""
    examples: tuple[_Text, ...] = ()


class WidgetWords(_Part):
    """The whole file; ``widget.yml`` says what is for what."""

    hotline: _Text
    languages: dict[Language, Opening]
    sites: dict[str, SiteWords]

    def opening(self, site: str, language: str) -> Opening:
        """Return how the widget of a site begins; an unknown site or language begins as usual."""
        known = {str(name): opening for name, opening in self.languages.items()}
        opening = known.get(language, self.languages[DEFAULT])
        own = self.sites.get(site)
        if own is None or opening is not self.languages[DEFAULT]:
            return opening
        return Opening(
            greeting=own.greeting or opening.greeting,
            ai_notice=opening.ai_notice,
            examples=own.examples or opening.examples,
        )


@cache
def widget_words() -> WidgetWords:
    """Read ``widget.yml``, once."""
    return WidgetWords.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
