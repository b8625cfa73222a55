"""The section about help for operators."""

from pathlib import Path

from scripts.bench.channel_sections import ASSIST, assist_section
from scripts.bench.performance import replace_section
from tests.unit.docs.pages import ROOT

FOUND = {
    "machine": {"load_before": 0.1, "date": "2026-11-26"}, "calls": 300, "with_words": 280, "n": 300,
    "assist": {"p50": 44.0, "p95": 66.0},
    "ahead": {"p50": 22.0, "p95": 33.0}, "turn": {"p50": 40.0, "p95": 60.0}, "ratio": {"p50": 1.1, "p95": 1.1},
}  # fmt: skip


def test_the_section_has_its_place_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text((ROOT / "docs" / "performance.md").read_text("utf-8"), "utf-8")
    replace_section(page, ASSIST, assist_section(FOUND))
    written = page.read_text("utf-8")
    assert "| help for an operator (p95 wanted ≤ 80) | 44 | 66 |" in written
    assert "while they were said, from the last of them | 22 | 33 |" in written
    assert "280 of 300 answers had words for the ear" in written
    assert "## How to measure" in written.partition(f"## {ASSIST}")[2]
