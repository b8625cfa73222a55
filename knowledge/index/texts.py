"""Which texts of a passage get a vector."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.index.settings import WindowSettings, index_settings
from knowledge.model.passage import Passage


@dataclass(frozen=True, slots=True)
class PassageTexts:
    """Texts to embed, field by field, in the order of the passages.

    ``passages`` holds one text a passage: the path it stands under and its words. ``questions`` and ``negatives`` are
    the question side, ``windows`` overlapping stretches of passages too long for one vector to render.
    """

    passages: tuple[str, ...]
    questions: tuple[str, ...]
    negatives: tuple[str, ...]
    windows: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """Return every text, field after field."""
        return self.passages + self.questions + self.negatives + self.windows

    def counts(self) -> tuple[int, int, int, int]:
        """Return how many texts each field has."""
        return len(self.passages), len(self.questions), len(self.negatives), len(self.windows)


def texts_of(passages: Iterable[Passage]) -> PassageTexts:
    """Return the texts to embed."""
    every = tuple(passages)
    return PassageTexts(
        passages=tuple(passage_text(passage) for passage in every),
        questions=tuple(question for passage in every for question in passage.questions),
        negatives=tuple(question for passage in every for question in passage.negatives),
        windows=tuple(window for passage in every for window in windows_of(passage)),
    )


def passage_text(passage: Passage) -> str:
    """Return a passage as it is embedded: a clause is understood by the title and headings above it."""
    return f"{passage.path}\n{passage.text}"


def windows_of(passage: Passage) -> tuple[str, ...]:
    """Return the windows of a long passage, none of a short one."""
    settings = index_settings().windows
    return tuple(_windows(passage.text, settings)) if len(passage.text) > settings.longer_than else ()


def _windows(text: str, settings: WindowSettings) -> Iterator[str]:
    for start in range(0, len(text) - settings.length + settings.stride, settings.stride):
        yield text[start : start + settings.length]
