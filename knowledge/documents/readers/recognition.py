"""Text in pictures: a port, and the adapter of an engine that may be installed."""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from statistics import median
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.documents.readers.layout.page import Glyph

_SHORT = 6  # characters
_NARROW = re.compile(r"(?<=[\u4e00-\u9fff、，。（）])[,:;()]|[,:;()](?=[\u4e00-\u9fff（])")
_WIDE = str.maketrans(",:;()", "，：；（）")

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
        boxes = np.asarray(found.boxes)
        return evened([_glyph(_wide(str(text)), box) for box, text in zip(boxes, found.txts, strict=True)])

    def _loaded(self) -> Any:  # noqa: ANN401  # optional, so its types are not known
        if self._engine is None:
            from rapidocr import RapidOCR  # noqa: PLC0415  # optional, and slow to load

            self._engine = RapidOCR(params={"Global.log_level": "warning"})
        return self._engine


def _glyph(text: str, box: npt.NDArray[np.floating[Any]]) -> Glyph:
    """The box (4 corners, from the top left clockwise) as high as the line is: on a page that was laid in askew, long lines would
    be higher than short ones.
    """
    height = float(np.hypot(*(box[3] - box[0])) + np.hypot(*(box[2] - box[1]))) / 2
    middle = float(box[:, 1].mean())
    return Glyph(text, float(box[:, 0].min()), float(box[:, 0].max()), middle - height / 2, middle + height / 2)


def _wide(text: str) -> str:
    """Marks beside Chinese characters are Chinese marks: the engine mixes ``(二）``."""
    return _NARROW.sub(lambda mark: mark[0].translate(_WIDE), text)


def evened(lines: Sequence[Glyph]) -> list[Glyph]:
    """Give short lines the height of the others: the margin that detection leaves around a line is wider around those.

    Measured with RapidOCR 3.10: lines of 2 to 4 characters come 10 to 25 % higher than full ones of the same type.
    """
    measured = [line.size for line in lines if len(line.text) > _SHORT]
    if not measured:
        return list(lines)
    half = median(measured) / 2
    return [
        line if len(line.text) > _SHORT else line._replace(top=line.middle - half, bottom=line.middle + half)
        for line in lines
    ]


def installed_recognition() -> TextRecognition | None:
    """Return the engine that is installed, ``None`` where there is none."""
    return RapidRecognition() if all(map(find_spec, ("rapidocr", "onnxruntime"))) else None
