from pathlib import Path

import pytest

from knowledge.evaluation.growth import measure_growth
from knowledge.evaluation.plots import plot_growth, plot_risk_coverage
from tests.unit.knowledge.index.builders import ENCODER, entry


@pytest.fixture(scope="module")
def points() -> list[dict[str, object]]:
    upserts = [entry(str(n), f"第{n}号规定", "通则") for n in range(20)]
    return measure_growth(upserts, [10, 30], ["规定是什么", "通则"], ENCODER)


def test_measures_every_size(points: list[dict[str, object]]) -> None:
    assert [point["passages"] for point in points] == [10, 30]
    assert all(point["load_seconds"] and point["rss_mb"] and point["search_ms"] for point in points)


def test_draws(points: list[dict[str, object]], tmp_path: Path) -> None:
    plot_growth(points, tmp_path / "growth.png")
    plot_risk_coverage([[0.5, 0.0], [1.0, 0.5]], tmp_path / "risk.png")
    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())
