from pathlib import Path

from knowledge.evaluation.plots import plot_growth

POINTS = [
    {"passages": n, "search_ms": {"p50": n / 100, "p95": n / 50}, "load_seconds": n / 1000, "rss_mb": 900.0 + n}
    for n in (10, 30)
]


def test_draws(tmp_path: Path) -> None:
    plot_growth(POINTS, tmp_path / "growth.png")
    assert all(path.stat().st_size > 1000 for path in tmp_path.iterdir())
