"""Step 4: the judge and its shipped weights."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.context import TurnContext
from knowledge.answering.steps.scope import JudgeScope
from knowledge.clock import china_day, utc_now
from knowledge.embedding.hashed import HashedEncoder
from knowledge.scope.features import WIDTH, text_features
from knowledge.scope.judge import LinearScopeJudge
from knowledge.scope.weights import ScopeWeights, centred

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
PRIVATE = ["离婚了房子归谁", "民间借贷没有借条怎么起诉", "遗嘱没有见证人有效吗"]


@pytest.mark.parametrize("text", IN_SCOPE)
def test_policy_questions_are_in_scope(text: str) -> None:
    assert JUDGE.probability(text) > 0.5


@pytest.mark.parametrize("text", OUT_OF_SCOPE)
def test_small_talk_is_not(text: str) -> None:
    assert JUDGE.probability(text) < 0.5


@pytest.mark.parametrize("text", PRIVATE)
def test_matters_between_private_persons_are_known_as_such(text: str) -> None:
    opinion = JUDGE.opinion(text)
    assert opinion.in_scope > 0.5
    assert opinion.private_law > 0.5


@pytest.mark.parametrize("text", IN_SCOPE)
def test_matters_of_government_are_not(text: str) -> None:
    assert JUDGE.opinion(text).private_law < 0.5


@given(st.text(max_size=600))
def test_any_text_has_probabilities(text: str) -> None:
    opinion = JUDGE.opinion(text)
    assert 0 <= opinion.in_scope <= 1
    assert 0 <= opinion.private_law <= 1


@given(st.text(max_size=100))
def test_features_are_of_the_same_length_over_distinct_columns(text: str) -> None:
    columns, values = text_features(text)
    assert len(set(columns.tolist())) == len(columns)
    assert columns.max() < WIDTH
    grams = columns < WIDTH // 2
    assert np.linalg.norm(values[grams]) == pytest.approx(1, abs=1e-5)
    assert not len(values[~grams]) or np.linalg.norm(values[~grams]) == pytest.approx(0.7, abs=1e-5)


def test_writing_does_not_matter() -> None:
    assert JUDGE.probability("失業保險金 怎麼領") == JUDGE.probability("失业保险金怎么领")


class OneVector(HashedEncoder):
    """Claims to be the model that the weights were made with."""

    def __init__(self, family: str, dimension: int) -> None:
        super().__init__(dimension)
        self.family = family


def test_the_vector_counts_only_when_it_is_of_the_model_that_was_learned_from() -> None:
    weights = ScopeWeights.load()
    dimension = weights.vectors.shape[1]
    words = JUDGE.opinion("低保怎么办")
    other = LinearScopeJudge(weights, lambda: HashedEncoder(dimension)).opinion("低保怎么办")
    same = LinearScopeJudge(weights, lambda: OneVector(weights.family, dimension)).opinion("低保怎么办")
    assert other == words
    assert same != words


def test_the_model_in_service_is_asked_for_each_time() -> None:
    weights = ScopeWeights.load()
    models = iter([HashedEncoder(256), OneVector(weights.family, weights.vectors.shape[1])])
    judge = LinearScopeJudge(weights, lambda: next(models))
    assert judge.opinion("低保怎么办") != judge.opinion("低保怎么办")


def test_weights_survive_being_written(tmp_path: Path) -> None:
    ScopeWeights.load().save(tmp_path / "weights.npz")
    again = LinearScopeJudge(ScopeWeights.load(tmp_path / "weights.npz"))
    assert again.opinion("低保怎么办") == JUDGE.opinion("低保怎么办")


def test_weights_of_another_width_are_refused(tmp_path: Path) -> None:
    path, shipped = tmp_path / "weights.npz", ScopeWeights.load()
    narrow = {"texts": np.zeros((2, 3)), "joint_texts": np.zeros((2, 3)), "family": np.array("x")}
    np.savez(path, bias=shipped.bias, joint_bias=shipped.bias, vectors=shipped.vectors, centre=shipped.centre, **narrow)
    with pytest.raises(ValueError, match=r"\(2, 3\)"):
        ScopeWeights.load(path)


def test_a_vector_without_anything_of_its_own_is_no_division_by_nothing() -> None:
    assert not np.isnan(centred(np.ones(4, np.float32), np.ones(4, np.float32))).any()


def test_the_step_notes_the_opinion_and_leaves_the_decision() -> None:
    context = TurnContext(turn_id="t", original="给我讲个笑话", on=china_day(utc_now()))
    JudgeScope(JUDGE)(context)
    opinion = JUDGE.opinion("给我讲个笑话")
    assert (context.in_scope, context.private_law) == (opinion.in_scope, opinion.private_law)
    assert context.answer is None
