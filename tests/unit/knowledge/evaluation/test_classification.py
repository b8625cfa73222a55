from pathlib import Path

import numpy as np
import pytest

from knowledge.evaluation.classification import area_under_curve, evaluate_intents, evaluate_scope
from knowledge.evaluation.errors import EmptyFile
from tests.unit.knowledge.evaluation.sets import write_lines

ROWS = [
    ("甲", "in_scope"),
    ("乙", "in_scope"),
    ("丙", "out_of_scope"),
    ("丁", "out_of_scope"),
    ("戊", "adjacent_legal"),
]
PROBABILITY = {"甲": 0.9, "乙": 0.4, "丙": 0.4, "丁": 0.1}


class TestScope:
    def test_figures(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "s.jsonl", [{"text": text, "label": label} for text, label in ROWS])
        found = evaluate_scope(path, PROBABILITY.__getitem__)
        assert found == {
            "n": 4, "skipped": 1, "accuracy": 0.75, "recall": {"in_scope": 0.5, "out_of_scope": 1.0}, "auc": 0.875,
        }  # fmt: skip

    def test_needs_both_sides(self, tmp_path: Path) -> None:
        path = write_lines(tmp_path / "s.jsonl", [{"text": "甲", "label": "in_scope"}])
        with pytest.raises(EmptyFile):
            evaluate_scope(path, PROBABILITY.__getitem__)


@pytest.mark.parametrize(
    ("positives", "negatives", "expected"),
    [
        pytest.param([2, 3], [0, 1], 1.0, id="apart"),
        pytest.param([0, 1], [2, 3], 0.0, id="the wrong way"),
        pytest.param([1, 1], [1, 1], 0.5, id="all alike"),
    ],
)
def test_area_under_curve(positives: list[float], negatives: list[float], expected: float) -> None:
    assert area_under_curve(np.array(positives, float), np.array(negatives, float)) == expected


def test_intents(tmp_path: Path) -> None:
    rows = [("你好", "greet"), ("早", "greet"), ("再见", "goodbye")]
    path = write_lines(tmp_path / "i.jsonl", [{"text": text, "intent": intent} for text, intent in rows])
    found = evaluate_intents(path, lambda text: "greet" if text == "你好" else "goodbye")
    assert found["accuracy"] == pytest.approx(2 / 3)
    assert found["macro_f1"] == pytest.approx(2 / 3)
    assert found["confusions"] == [{"expected": "greet", "predicted": "goodbye", "n": 1}]
