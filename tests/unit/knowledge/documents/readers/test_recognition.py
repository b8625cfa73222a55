import sys
from types import SimpleNamespace

import numpy as np
import pytest

from knowledge.documents.readers.layout.page import Glyph
from knowledge.documents.readers.recognition import RapidRecognition, evened, installed_recognition

PICTURE = np.zeros((20, 40, 3), np.uint8)


def engine(**found: object) -> SimpleNamespace:
    """Return a module like rapidocr 3 whose engine finds this in every picture."""
    return SimpleNamespace(RapidOCR=lambda **_: lambda _picture: SimpleNamespace(**found))


def test_pieces_come_with_their_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = np.array([[[1, 2], [9, 3], [9, 8], [1, 7]]], np.float32)
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=boxes, txts=("甲",)))
    assert RapidRecognition().read(PICTURE) == [("甲", 1.0, 9.0, 2.5, 7.5)]


def test_the_engine_is_given_blue_first(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[int]] = []
    nothing = SimpleNamespace(boxes=None, txts=None)
    module = SimpleNamespace(RapidOCR=lambda **_: lambda picture: (seen.append(picture[0, 0].tolist()), nothing)[1])
    monkeypatch.setitem(sys.modules, "rapidocr", module)
    RapidRecognition().read(np.full((2, 2, 3), [1, 2, 3], np.uint8))
    assert seen == [[3, 2, 1]]


def test_a_long_line_laid_in_askew_is_as_high_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = np.array([[[0, 0], [800, 8], [800, 48], [0, 40]], [[0, 60], [80, 60.8], [80, 100.8], [0, 100]]], np.float32)
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=boxes, txts=("甲", "乙")))
    long, short = RapidRecognition().read(PICTURE)
    assert long.size == pytest.approx(short.size) == pytest.approx(40)


def test_short_lines_are_as_high_as_the_others() -> None:
    full, short = Glyph("市民政局应当加强监督", 0, 400, 0, 40), Glyph("工作。", 0, 110, 50, 100)
    assert evened([full, short]) == [full, Glyph("工作。", 0, 110, 55, 95)]
    assert evened([short]) == [short]


def test_marks_beside_chinese_are_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    box = np.array([[[1, 2], [9, 2], [9, 8], [1, 8]]], np.float32)
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=box, txts=("(二）见(a:b,1)的说明,即日起:",)))
    assert [glyph.text for glyph in RapidRecognition().read(PICTURE)] == ["（二）见（a:b,1）的说明，即日起："]


def test_nothing_found_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", engine(boxes=None, txts=None))
    assert RapidRecognition().read(PICTURE) == ()


def test_the_engine_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    module = engine(boxes=None, txts=None)
    make = module.RapidOCR
    module.RapidOCR = lambda **_: (made.append(1), make())[1]
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
