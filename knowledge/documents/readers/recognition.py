"""Text in pictures: a port, and the adapter of an engine that may be installed."""

from collections.abc import Sequence
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.documents.readers.layout.page import Glyph

Picture = npt.NDArray[np.uint8]


class TextRecognition(Protocol):
    """Reads the text in a picture."""

    def read(self, picture: Picture) -> Sequence[Glyph]:
        """Return the pieces of text in a picture (height, width, 3; red, green, blue), each with its box in pixels."""
        ...


class RapidRecognition:
    """RapidOCR: the models lie in its package, nothing is fetched. One picture at a time, as it takes all cores as it is."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._one = Lock()

    def read(self, picture: Picture) -> Sequence[Glyph]:
        """Recognise the lines of a page."""
        with self._one:
            found = self._loaded()(np.ascontiguousarray(picture[:, :, ::-1]))  # it takes blue first
        if found.boxes is None or found.txts is None:
            return ()
        return [_glyph(str(text), box) for box, text in zip(np.asarray(found.boxes), found.txts, strict=True)]

    def _loaded(self) -> Any:  # noqa: ANN401  # optional, so its types are not known
        if self._engine is None:
            from rapidocr import RapidOCR  # noqa: PLC0415  # optional, and slow to load

            self._engine = RapidOCR(params={"Global.log_level": "warning"})
        return self._engine


def _glyph(text: str, box: npt.NDArray[np.floating[Any]]) -> Glyph:
    """The box (4 corners, from the top left clockwise) as high as the line is: on a page that was laid in askew, long lines would
    be higher than short ones."""
    height = float(np.hypot(*(box[3] - box[0])) + np.hypot(*(box[2] - box[1]))) / 2
    middle = float(box[:, 1].mean())
    return Glyph(text, float(box[:, 0].min()), float(box[:, 0].max()), middle - height / 2, middle + height / 2)


def installed_recognition() -> TextRecognition | None:
    """Return the engine that is installed, ``None`` where there is none."""
    return RapidRecognition() if find_spec("rapidocr") is not None else None
