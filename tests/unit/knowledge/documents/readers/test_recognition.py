import sys
from types import SimpleNamespace

import numpy as np
import pytest

from knowledge.documents.readers.recognition import RapidRecognition, installed_recognition

PICTURE = np.zeros((20, 40, 3), np.uint8)


def engine(**found: object) -> SimpleNamespace:
    """Return a module like rapidocr 3 whose engine finds this in every picture."""
    return SimpleNamespace(RapidOCR=lambda: lambda _picture: SimpleNamespace(**found))


def test_pieces_come_with_their_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = np.array([[[1, 2], [9, 3], [9, 8], [1, 7]]], np.float32)
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=boxes, txts=("甲",)))
    assert RapidRecognition().read(PICTURE) == [("甲", 1.0, 9.0, 2.0, 8.0)]


def test_nothing_found_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=None, txts=None))
    assert RapidRecognition().read(PICTURE) == ()


def test_the_engine_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    module = engine(boxes=None, txts=None)
    make = module.RapidOCR
    module.RapidOCR = lambda: (made.append(1), make())[1]
    monkeypatch.setitem(sys.modules, "rapidocr", module)
    recognition = RapidRecognition()
    recognition.read(PICTURE)
    recognition.read(PICTURE)
    assert made == [1]


@pytest.mark.parametrize("present", [True, False])
def test_the_engine_is_used_where_it_is_installed(monkeypatch: pytest.MonkeyPatch, *, present: bool) -> None:
    monkeypatch.setattr(
        "knowledge.documents.readers.recognition.find_spec", lambda _name: object() if present else None
    )
    assert (installed_recognition() is not None) is present
