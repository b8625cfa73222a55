import numpy as np

from knowledge.conflicts.likeness import QuestionWords
from knowledge.embedding.hashed import HashedEncoder
from knowledge.index.analysis import default_analyzer
from knowledge.index.policy_index import PolicyIndex
from knowledge.wording.reader import default_reader
from scripts.conflict_threshold import Asked, fitted, pairs, report
from tests.unit.knowledge.index.builders import a_passage, publish

ENCODER = HashedEncoder()


def asked(entry: str, *questions: str) -> Asked:
    passage = a_passage(entry, questions=questions)
    return Asked(passage, questions, ENCODER.encode_passages(questions))


def test_halves_of_one_answer_and_neighbours_of_another_entry() -> None:
    answers = [
        asked("a", "图书能借几天", "书能借多久"),
        asked("b", "停车怎么收费", "停车一小时多少钱"),
        asked("c", "独一个"),
    ]
    index = PolicyIndex()
    index.apply([publish(answer.passage) for answer in answers], 1)
    same, other = pairs(answers, QuestionWords(index.view, default_analyzer(), default_reader()))
    assert (same.shape, other.shape) == ((2, 2), (4, 2))  # the single question has no other half
    assert same[:, 0].min() > other[:, 0].mean()


def test_the_model_tells_the_two_apart() -> None:
    random = np.random.default_rng(1)
    same, other = random.normal((0.96, 0.6), 0.01, (50, 2)), random.normal((0.92, 0.2), 0.01, (90, 2))
    intercept, weights = fitted(same, other)
    logits = [intercept + rows @ weights for rows in (same, other)]
    assert logits[0].min() > 0 > logits[1].max()
    found = report(same, other, "model")
    assert found["family"] == "model"
    assert found["thresholds"]["0.8"] == {"found": 1.0, "mistaken": 0.0}  # type: ignore[index]
