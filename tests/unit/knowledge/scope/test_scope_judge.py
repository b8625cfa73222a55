"""Step 4: the judge and its shipped weights."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.context import TurnContext
from knowledge.answering.steps.scope import JudgeScope
from knowledge.clock import china_day, utc_now
from knowledge.scope.features import WIDTH, ngram_features
from knowledge.scope.judge import LinearScopeJudge

JUDGE = LinearScopeJudge.load()
IN_SCOPE = [
    "失业保险金怎么领",
    "低保申请要什么材料",
    "营业执照怎么办理",
    "社保断缴了怎么补",
    "公积金能提取几次",
    "怎样申请政府信息公开",
]
OUT_OF_SCOPE = ["今天天气怎么样", "给我讲个笑话", "推荐一部电影", "帮我写一首诗", "晚上吃什么好", "你喜欢听歌吗"]


@pytest.mark.parametrize("text", IN_SCOPE)
def test_policy_questions_are_in_scope(text: str) -> None:
    assert JUDGE.probability(text) > 0.5


@pytest.mark.parametrize("text", OUT_OF_SCOPE)
def test_small_talk_is_not(text: str) -> None:
    assert JUDGE.probability(text) < 0.5


@given(st.text(max_size=600))
def test_any_text_has_a_probability(text: str) -> None:
    assert 0 <= JUDGE.probability(text) <= 1


@given(st.text(max_size=100))
def test_features_are_a_unit_vector_over_distinct_columns(text: str) -> None:
    columns, values = ngram_features(text)
    assert len(set(columns.tolist())) == len(columns)
    assert columns.max() < WIDTH
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-5)


def test_writing_does_not_matter() -> None:
    assert JUDGE.probability("失業保險金 怎麼領") == JUDGE.probability("失业保险金怎么领")


def test_weights_of_another_width_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, weights=np.zeros(3, np.float32), bias=np.float32(0))
    with pytest.raises(ValueError, match="3 weights"):
        LinearScopeJudge.load(path)


def test_the_step_notes_the_opinion_and_leaves_the_decision() -> None:
    context = TurnContext(turn_id="t", original="给我讲个笑话", on=china_day(utc_now()))
    JudgeScope(JUDGE)(context)
    assert context.in_scope == JUDGE.probability("给我讲个笑话")
    assert context.answer is None
