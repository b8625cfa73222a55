import json
from pathlib import Path

import pytest

from knowledge.embedding.hashed import HashedEncoder
from knowledge.evaluation.perturbing import Perturbation
from knowledge.evaluation.robustness import evaluate_robustness
from tests.unit.knowledge.evaluation.sets import write_set


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, dict[str, dict[str, float]]]]]:
    files = write_set(tmp_path_factory.mktemp("set"))
    return evaluate_robustness(*files, seed=1, encoder=HashedEncoder(256))


def test_every_perturbation_has_its_figures(found: dict) -> None:
    assert found.keys() == {"queries", "corpus", "seed", "perturbed"}
    assert found["perturbed"].keys() == set(Perturbation)
    typo = found["perturbed"]["typo"]
    assert typo["changed"] == 6
    assert typo["rankers"].keys() == {"bm25", "dense", "rrf", "yihaoda"}
    assert json.loads(json.dumps(found)) == found


def test_the_loss_is_clean_less_perturbed(found: dict) -> None:
    for how in found["perturbed"].values():
        for figures in how["rankers"].values():
            for name, loss in figures["loss"].items():
                assert loss == pytest.approx(figures["clean"][name] - figures["perturbed"][name])


def test_questions_that_cannot_be_perturbed_are_not_counted(found: dict) -> None:
    assert found["perturbed"]["numerals"] == {"changed": 0, "rankers": {}}


def test_search_loses_nothing_to_traditional_characters(found: dict) -> None:
    assert found["perturbed"]["traditional"]["rankers"]["yihaoda"]["loss"] == {"recall@10": 0, "mrr@10": 0}


def test_the_seed_decides(tmp_path: Path) -> None:
    files = write_set(tmp_path)
    one, same = (evaluate_robustness(*files, seed=3, encoder=HashedEncoder(64)) for _ in range(2))
    assert one == same
