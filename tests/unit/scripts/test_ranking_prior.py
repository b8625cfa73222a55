import numpy as np
import pytest

from scripts.ranking.prior import Choices, prior_direction


def choices(seed: int, pull: float) -> Choices:
    """Questions whose right passages lie ``pull`` further along the first axis than their rivals, cosines being equal."""
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(60, 5, 8)).astype(np.float32)
    vectors[:, 0, 0] += pull
    return Choices(vectors, np.zeros((60, 5), np.float32))


def test_points_to_where_the_right_passages_lie() -> None:
    direction = prior_direction([choices(1, 2.0), choices(2, 2.0)], penalty=5.0)
    assert int(np.abs(direction).argmax()) == 0
    assert direction[0] > 0


def test_a_penalty_keeps_it_small() -> None:
    loose, tight = (float(np.linalg.norm(prior_direction([choices(1, 2.0)], penalty))) for penalty in (0.1, 100.0))
    assert tight < loose


def test_without_a_difference_there_is_hardly_a_direction() -> None:
    assert float(np.linalg.norm(prior_direction([choices(3, 0.0)], penalty=50.0))) < 0.1


def test_some_of_the_questions() -> None:
    part = choices(1, 1.0).questions(np.arange(60) < 10)
    assert part.vectors.shape == (10, 5, 8)
    assert part.cosines.shape == pytest.approx((10, 5))
