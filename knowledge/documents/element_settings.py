"""How 政策解读 name their parts, typed."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, PositiveInt

from knowledge.model.passage import Aspect

FILE = Path(__file__).with_name("elements.yml")
_FILLING = re.compile(
    r"[的和与及、之《》“”：:。（）()\s]|政策|文件|有关|相关|主要|出台|制定|关于|几个|方面|情况|说明|问题|办法|通知|意见"
)


def _pattern(text: str) -> str:
    re.compile(text)
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class ElementSettings(BaseModel):
    """The whole file; ``elements.yml`` says what each part is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    longest: PositiveInt
    elements: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    titles: Pattern
    not_titles: Pattern
    aspects: Mapping[Aspect, Pattern]

    def element_of(self, heading: str) -> str | None:
        """Return the element that a heading begins, empty for one that is known to begin none, ``None`` for any other."""
        if not heading or len(heading) > self.longest:
            return None
        words = [(len(word), name, word) for name, every in self.elements.items() for word in every if word in heading]
        words += [(len(word), "", word) for word in self.others if word in heading]
        if not words:
            return None
        _, name, word = max(words)
        rest = _FILLING.sub("", heading.replace(word, "", 1))
        return name if len(rest) <= len(word) + 2 else None

    def aspect_of(self, question: str) -> Aspect:
        """Return the side of a policy that a question asks about."""
        fitting = (aspect for aspect, pattern in self.aspects.items() if re.search(pattern, question))
        return next(fitting, Aspect.OVERVIEW)


@cache
def element_settings() -> ElementSettings:
    """Read ``elements.yml``, once."""
    return ElementSettings.model_validate(yaml.safe_load(FILE.read_text("utf-8")))
