"""Rows, fitting and validation, on a handful of rows and an encoder without a model."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.scope.fitting import Design, fit_weights
from knowledge.scope.judge import LinearScopeJudge
from knowledge.scope.rows import Label, Row, own_rows
from knowledge.scope.train import encoded, read_rows
from knowledge.scope.validation import calibration_error, held_out_folds, held_out_sources, report, temperature

ENCODER = HashedEncoder()
TOPICS = ["低保", "社保", "医保", "户口", "公租房", "驾驶证", "居住证", "残疾证", "公积金", "营业执照"]
ROWS = [
    *(Row(f"{topic}怎么办理", Label.IN_SCOPE, "asked") for topic in TOPICS),
    *(Row(f"{topic}要什么材料", Label.IN_SCOPE, "own_asked") for topic in TOPICS),
    *(Row(f"放一首{topic[0]}歌听听吧", Label.OUT_OF_SCOPE, "spoken") for topic in TOPICS),
    *(Row(f"唱一首{topic[0]}歌好吗", Label.OUT_OF_SCOPE, "own_spoken") for topic in TOPICS),
    *(Row(f"欠条写了{topic[0]}字能起诉吗", Label.PRIVATE_LAW, "own_law") for topic in TOPICS),
]
DESIGN = Design.of(ROWS, encoded(ROWS, ENCODER))


def test_our_own_rows_are_many_of_every_label_and_none_twice() -> None:
    rows = list(own_rows())
    assert not [text for text, n in Counter(row.text for row in rows).items() if n > 1]
    assert all(n >= 80 for n in Counter(row.label for row in rows).values())
    assert {row.label for row in rows} == set(Label)


def test_files_are_read_as_a_turn_reads_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": " 社保卡ＡＢ ", "label": "adjacent_legal", "source": "s"}) + "\n\n", "utf-8")
    assert list(read_rows([path])) == [Row("社保卡AB", Label.PRIVATE_LAW, "s")]


def test_a_fitted_judge_tells_all_three_apart() -> None:
    judge = LinearScopeJudge(fit_weights(DESIGN, 1.0, ENCODER.family), lambda: ENCODER)
    assert judge.opinion("养老金怎么办理").in_scope > 0.5
    assert judge.opinion("放一首老歌听听吧").in_scope < 0.5
    assert judge.opinion("欠条写错能起诉吗").private_law > 0.5
    assert judge.opinion("养老金怎么办理").private_law < 0.5


def test_only_tested_sources_are_held_out() -> None:
    tested = {"asked", "spoken"}
    for logits in (held_out_sources(DESIGN, sorted(tested)), held_out_folds(DESIGN, sorted(tested))):
        known = {row.source for row, logit in zip(ROWS, logits, strict=True) if not np.isnan(logit)}
        assert known == tested


def test_the_report_counts_what_was_held_out() -> None:
    found = report(DESIGN, held_out_folds(DESIGN, ["asked", "spoken"]), 0.5, 1.0)
    assert found["n"] == 20
    assert found["by_source"].keys() == {"asked", "spoken"}
    assert found["accuracy"] == found["mean_by_source"] == found["auc"] == 1


def test_temperature_cools_what_is_too_sure() -> None:
    labels = np.array([1, 1, 1, 0, 0, 0] * 20)
    logits = np.array([9.0, 9.0, -9.0, -9.0, -9.0, 9.0] * 20)
    assert temperature(logits, labels) > 5


def test_calibration_error() -> None:
    labels = np.array([1, 0, 1, 0])
    assert calibration_error(np.array([0.95, 0.05, 0.95, 0.05]), labels) == pytest.approx(0.05)
    assert calibration_error(np.array([1.0, 1.0, 1.0, 1.0]), labels) == pytest.approx(0.5)
