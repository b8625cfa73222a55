"""Text in pictures: a port, and the adapter of an engine that may be installed."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.documents.readers.layout.page import Glyph

Picture = npt.NDArray[np.uint8]


class TextRecognition(Protocol):
    """Reads the text in a picture."""

    def read(self, picture: Picture) -> Sequence[Glyph]:
        """Return the pieces of text in a picture (height, width, 3), each with its box in pixels."""
        ...


class RapidRecognition:
    """RapidOCR: the models lie in its package, nothing is fetched."""

    def __init__(self) -> None:
        self._engine: Any = None

    def read(self, picture: Picture) -> Sequence[Glyph]:
        """Recognise the lines of a page."""
        if self._engine is None:
            from rapidocr import RapidOCR  # noqa: PLC0415  # optional, and slow to load

            self._engine = RapidOCR()
        found = self._engine(picture)
        if found.boxes is None or found.txts is None:
            return ()
        return [
            Glyph(
                str(text),
                float(box[:, 0].min()),
                float(box[:, 0].max()),
                float(box[:, 1].min()),
                float(box[:, 1].max()),
            )
            for box, text in zip(np.asarray(found.boxes), found.txts, strict=True)
        ]


def installed_recognition() -> TextRecognition | None:
    """Return the engine that is installed, ``None`` where there is none."""
    return RapidRecognition() if find_spec("rapidocr") is not None else None
