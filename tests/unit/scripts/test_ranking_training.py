"""Gathering, learning and reporting on a set small enough to see through, with the code that serves citizens."""

import numpy as np
import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.evaluation.files import CorpusRow, QueryRow, RetrievalSet
from knowledge.search.features import Feature
from knowledge.search.ranker import LinearRanker
from scripts.ranking.collect import gather_set, sample_set
from scripts.ranking.examples import examples_of
from scripts.ranking.prior import Choices
from scripts.ranking.settings import training_settings
from scripts.ranking.trainer import Trainer, as_file, report

ENCODER = HashedEncoder(64)
SUBJECTS = [
    "图书借阅",
    "游泳馆票",
    "公园露营",
    "犬只登记",
    "路灯维修",
    "车位租赁",
    "摊位申请",
    "书法培训",
    "演出审批",
    "广告备案",
    "树木修剪",
    "井盖更换",
]


def small_set(prefix: str) -> RetrievalSet:
    rows = tuple(
        CorpusRow(f"{prefix}{n}", f"{s}办法", f"{s}的，应当提前五日申请。") for n, s in enumerate(SUBJECTS * 4)
    )
    asked = [f"{subject}{words}" for words in ("要提前几天申请", "咋申请", "几天前报") for subject in SUBJECTS]
    queries = tuple(QueryRow(f"{prefix}q{n}", text) for n, text in enumerate(asked))
    relevant = {query.id: frozenset({f"{prefix}{n % len(SUBJECTS)}"}) for n, query in enumerate(queries)}
    return RetrievalSet(rows, queries, relevant)


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    sets = {name: small_set(name) for name in ("ncp_passage", "samples")}
    return Trainer(
        training_settings(),
        {name: gather_set(name, data, ENCODER) for name, data in sets.items()},
        {name: Choices.of(data, ENCODER) for name, data in sets.items()},
    )


def test_every_question_has_candidates_with_every_feature(trainer: Trainer) -> None:
    gathered = trainer.gathered["samples"]
    assert gathered.values.shape == (gathered.sizes.sum(), len(Feature))
    assert len(gathered.sizes) == gathered.relevant.sum() == 3 * len(SUBJECTS)


def test_another_direction_changes_that_feature_alone(trainer: Trainer) -> None:
    gathered = trainer.gathered["samples"]
    moved = gathered.with_prior(np.ones(64, np.float32))
    changed = np.flatnonzero((gathered.values != moved.values).any(axis=0))
    assert changed.tolist() == [list(Feature).index(Feature.PRIOR)]


def test_what_is_learnt_is_a_ranker_and_is_reported_whole(trainer: Trainer) -> None:
    features = (Feature.BM25_BIGRAMS, Feature.DENSE_TEXT, Feature.DOCUMENT)
    small = Trainer(
        trainer.settings.model_copy(
            update={
                "start": dict.fromkeys(features, (0.5, 0.5)),
                "ingredients": {"meaning": (Feature.DENSE_TEXT,)},
            }
        ),
        trainer.gathered,
        trainer.choices,
    )
    model = small.learn(small.everything, features)
    learnt = LinearRanker(version="t", gate=small.settings.gate, **as_file(model))
    assert set(learnt.words) == set(learnt.meaning) == set(features)
    found = report(small, model)
    assert set(found["on_all"]) == set(found["held_out"]) == set(found["leave_one_out"]) == {"ncp_passage", "samples"}
    assert [row["ingredient"] for row in found["ablation"]] == ["full", "meaning"]
    assert found["ablation"][0]["samples"] == found["on_all"]["samples"]["mrr"]
    assert 0 < found["on_all"]["samples"]["mrr"] <= 1


def test_both_examples_of_a_question_differ_by_its_answer() -> None:
    pairs = list(examples_of("tiny", small_set("x"), ENCODER))
    assert [example.answerable for example in pairs] == [True, False] * 3 * len(SUBJECTS)
    assert not any(example.right for example in pairs if not example.answerable)


def test_the_samples_are_a_set_with_one_question_an_answer() -> None:
    data = sample_set()
    assert len(data.queries) == len(data.corpus) > 500
    assert isinstance(data.queries[0], QueryRow)
