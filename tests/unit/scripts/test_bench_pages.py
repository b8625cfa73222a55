"""The pages written from results, and that they hide nothing."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import NotFound
from scripts.bench import figures, performance
from scripts.bench.asking import Asked
from scripts.bench.overload import figures as figures_of_load
from scripts.bench.performance import replace_section, sections, write_performance
from scripts.bench.quality import write_evaluation
from scripts.bench.ranking_report import RankingReport, load_ranking_report
from scripts.bench.tables import cell
from tests.unit.scripts.channel_figures import CHANNELS, MACHINE, MS

PROCESS = {"passages": 5, "seconds": 9.0, "resident_mb": {"api": 900.0, "rasa": 600.0}, "turn_p95_ms": 70.0}
POINT = {
    "passages": 44_010, "index_seconds": 5.0, "bare_index_seconds": 4.0, "snapshot_mb": 90.0, "load_seconds": 0.5,
    "rss_mb": 1200.0,
    "search_ms": {"yihaoda": MS, "bm25s_and_faiss": MS, "ratio": {"p50": 1.0, "p95": 1.0}, "n": 10},
}  # fmt: skip
PERFORMANCE: dict[str, Any] = {
    "machine": MACHINE,
    "corpus": "made-up documents",
    "turns": {
        "one_by_one": {
            "yihaoda": MS, "bare_rasa": MS, "bare_rasa_vector_given": MS, "ratio": {"p50": 1.4, "p95": 1.4}, "n": 10,
        },
        "outcomes": {"answered": 10}, "degraded": 0, "mean_ms": {"total": 10.0},
        "eight_at_once": {
            "turns_a_second": {"yihaoda": 41.0, "bare_rasa": 50.0}, "ratio": 0.8, "n": 80,
            "latency_ms": {"yihaoda": MS, "bare_rasa": MS},
        },
    },
    "search": {"44000": POINT},
    "start": PROCESS,
    "large": {"44000": PROCESS},
    "import": {
        "texts": 100, "texts_a_second": {"import": 90.0, "encoder": 100.0}, "ratio": 0.9,
        "publish_to_searchable_ms": MS, "index_passages": 10,
    },
}  # fmt: skip
LAWS = {
    "machine": MACHINE, "documents": 3, "articles": 200, "correct": 199, "share": 0.995, "timed": 2,
    "texts_a_second": {"import": 90.0, "encoder": 100.0}, "ratio": 0.9,
}  # fmt: skip
STORM = {
    "machine": MACHINE, "plan": {"replicas": 3, "entries": 2000, "rate": 200, "seconds": 60.0}, "database": "PostgreSQL",
    "encoder": "hashed-384/float32", "publications": 9000, "publications_a_second": 150.0, "lines_a_second": 200.0,
    "kills": 2, "visible_ms": MS | {"most": 30.0, "n": 9000}, "settled_seconds": 0.5, "turn_ms": MS, "turns": 100,
    "turns_failed": 0, "identical": [True, False, True], "as_recorded": True,
}  # fmt: skip
RANKER = {"recall@1": 0.5, "recall@10": 0.7, "mrr@10": 0.6}
SHARES = {
    "answerable": {"n": 104, "answered_correct": 0.5, "answered_wrong": 0.0, "clarified": 0.25, "abstained": 0.25},
    "unanswerable": {"n": 103, "answered": 0.0, "clarified": 0.5, "abstained": 0.5},
    "risk_coverage": [[0.5, 0.0], [1.0, 0.5]],
    "calibration": {
        "expected_error": 0.04,
        "bins": [{"n": 4, "confidence": 0.2, "accuracy": 0.25}, {"n": 3, "confidence": 0.8, "accuracy": 0.75}],
    },
}
VERDICTS = {"right": 6, "asked_back": 2, "silent": 1, "wrong": 1}
QUALITY: dict[str, Any] = {
    "machine": MACHINE,
    "left_out": ["large_set"],
    "seeds": [0, 1, 2],
    "gain": {"gz_faq": {"mrr": 0.01, "recall": 0.2}},
    "means": {"unanswerable_answered": 0.05, "answered_wrong": 0.2, "abstained": 0.2, "calibration_error": 0.04},
    "gate": {
        "n": 10, "never": 0, "precision": 0.86, "answered_in_scope": 0.7,
        "kinds": {"covered": {"wanted": "answered"} | VERDICTS}, "fields": {"pension": VERDICTS, "disclosure": VERDICTS},
    },
    "retrieval": {
        "set": {
            "queries": 7, "corpus": 9, "query_ms": MS,
            "rankers": {name: dict(RANKER) for name in ("bm25", "dense", "rrf", "yihaoda")},
        }
    },
    "misses": {"set": [{"query": "q1", "rank": 0}, {"query": "q2", "rank": 7}]},
    "answerability": {"set": SHARES},
    "scope": {
        "n": 5, "skipped": 1, "accuracy": 1.0, "recall": {"in_scope": 1.0, "out_of_scope": 1.0}, "auc": 1.0,
        "held_out": {
            "mean": 0.9, "by_source": {"a": 0.8, "b": 1.0},
            "rows": {"accuracy": 0.9, "recall": {"in_scope": 0.9, "out_of_scope": 0.9}, "calibration_error": 0.1, "worst": 0.8},
        },
    },
    "intents_cold": {"n": 12, "accuracy": 0.95},
    "intents": {
        "n": 8, "accuracy": 0.9, "macro_f1": 0.8,
        "confusions": [{"expected": "greet", "predicted": "thank", "n": 1}],
    },
}  # fmt: skip


class TestPerformance:
    def test_says_what_was_not_measured(self, tmp_path: Path) -> None:
        write_performance(PERFORMANCE, tmp_path)
        page = (tmp_path / "performance.md").read_text("utf-8")
        assert "Every target measured was reached. Not measured in this run: search in 126,000" in page
        assert (tmp_path / "images" / "growth.png").stat().st_size > 1000

    def test_says_what_was_not_reached(self, tmp_path: Path) -> None:
        slow = deepcopy(PERFORMANCE)
        slow["turns"]["one_by_one"]["yihaoda"] = {"p50": 70.0, "p95": 95.0}
        write_performance(slow, tmp_path)
        page = (tmp_path / "performance.md").read_text("utf-8")
        assert "| turn with retrieval, p95 | 95 ms | ≤ 80 ms | **no** |" in page
        assert "Not reached in this run: turn with retrieval, p95." in page


class TestEvaluation:
    def test_names_misses_by_id_and_sets_left_out(self, tmp_path: Path) -> None:
        write_evaluation(QUALITY, tmp_path)
        page = (tmp_path / "evaluation.md").read_text("utf-8")
        assert "`q1` >100, `q2` 7" in page
        assert "Left out of this run: large_set." in page
        assert "No peer is ahead" in page
        assert {path.name for path in (tmp_path / "images").iterdir()} == {
            "retrieval.png", "risk-coverage.png", "reliability.png", "fields.png", "scope-sources.png", "intents.png",
        }  # fmt: skip
        assert all(path.stat().st_size > 3000 for path in (tmp_path / "images").iterdir())

    def test_says_what_is_missed_and_what_was_not_measured(self, tmp_path: Path) -> None:
        write_evaluation(QUALITY, tmp_path)
        page = (tmp_path / "evaluation.md").read_text("utf-8")
        assert "| answerable questions answered wrongly, mean of the sets | 0.2 | ≤ 0.08 | **no** |" in page
        assert "| unanswerable questions answered, mean of the sets | 0.05 | ≤ 0.08 | yes |" in page
        assert "- **gz_faq: mrr@10 above the best peer**: 0.010, wanted ≥ 0.06." in page
        assert "Not measured in this run: ncp_passage: mrr@10 above the best peer" in page
        assert "$" not in page

    def test_shows_ingredients_where_they_are_reported(self, tmp_path: Path) -> None:
        report = RankingReport.model_validate(
            {
                "ablation": [{"ingredient": "full", "set": 0.8}, {"ingredient": "pinyin", "set": 0.75}],
                "on_all": {"set": {"mrr": 0.82, "hits": 0.9}},
                "leave_one_out": {"set": {"mrr": 0.78, "hits": 0.9}},
            }
        )
        write_evaluation(QUALITY, tmp_path, report)
        page = (tmp_path / "evaluation.md").read_text("utf-8")
        assert "| pinyin | 0.750 (-0.050) |" in page
        assert "| set | 0.820 | – | 0.780 |" in page
        assert (tmp_path / "images" / "ablation.png").is_file()

    def test_shows_noise_and_adversarial_inputs_where_measured(self, tmp_path: Path) -> None:
        more = QUALITY | {
            "robustness": {
                "rows": {"typo": {"set": {"changed": 20, "ours": 0.014, "peer": None}}},
                "worst_loss": 0.014,
            },
            "adversarial": {"kinds": {"injection": [30, 30]}, "n": 30, "invented": 0, "required_outcomes": 1.0},
        }
        write_evaluation(more, tmp_path)
        page = (tmp_path / "evaluation.md").read_text("utf-8")
        assert "| typo | 20 | +0.014 | – |" in page
        assert "| injection | 30 | 30 |" in page

    def test_says_where_a_peer_is_ahead(self, tmp_path: Path) -> None:
        beaten = deepcopy(QUALITY)
        beaten["retrieval"]["set"]["rankers"]["bm25"]["mrr@10"] = 0.7
        write_evaluation(beaten, tmp_path)
        assert "set mrr@10 (0.600; bm25 0.700)" in (tmp_path / "evaluation.md").read_text("utf-8")


class TestRankingReport:
    def test_may_be_absent(self, tmp_path: Path) -> None:
        assert load_ranking_report(tmp_path / "none.json") is None

    def test_begins_with_the_full_ranking(self, tmp_path: Path) -> None:
        path = tmp_path / "report.json"
        path.write_text('{"ablation": [{"ingredient": "pinyin", "set": 0.7}]}', "utf-8")
        with pytest.raises(ValueError, match="full ranking"):
            load_ranking_report(path)


@pytest.mark.parametrize(
    ("value", "printed"),
    [(1234.5, "1,234"), (44010, "44,010"), (0.8765, "0.876"), (95.0, "95"), ("x", "x"), (-0.5, "-0.5")],
)
def test_cell(value: float | str, printed: str) -> None:
    assert cell(value) == printed


def test_the_worst_loss_is_of_perturbations_that_change_enough() -> None:
    def one(changed: int, ours: float, peer: float) -> dict[str, Any]:
        rankers = {"yihaoda": ours, "bm25": peer, "dense": peer + 0.1}
        return {"changed": changed, "rankers": {name: {"loss": {"recall@10": loss}} for name, loss in rankers.items()}}

    found = figures.robustness({"set": {"perturbed": {"typo": one(40, 0.02, 0.05), "numerals": one(3, 0.5, 0.1)}}})
    assert found["worst_loss"] == 0.02
    assert found["rows"]["typo"]["set"] == {"changed": 40, "ours": 0.02, "peer": 0.05}


def test_adversarial_figures() -> None:
    found = figures.adversarial(
        {"n": 4, "passed": 3, "invented_citations": 0, "by_kind": {"injection": {"n": 4, "passed": 3}}}
    )
    assert found == {"kinds": {"injection": [3, 4]}, "n": 4, "invented": 0, "required_outcomes": 0.75}


def test_the_calibration_error_of_all_sets_weighs_them_by_their_questions() -> None:
    large = [{"n": 100, "confidence": 0.1 * at, "accuracy": 0.1 * at} for at in range(10)]
    small = [{"n": 1, "confidence": 0.5, "accuracy": 1.0}]
    assert figures.pooled_error(large) == pytest.approx(0)
    assert 0 < figures.pooled_error([*large, *small]) < 0.01
    assert figures.pooled_error(small) == pytest.approx(0.5)


def asked(seconds: float | None, **changes: Any) -> Asked:  # noqa: ANN401
    one = Asked("问题", "visitor", "token")
    one.seconds = seconds
    one.reply = None if seconds is None else {"degraded": False}
    one.first_status_seconds = 0.1
    for name, value in changes.items():
        setattr(one, name, value)
    return one


ASKED = (
    asked(1.0),
    asked(8.0, queued=True, most_ahead=12, estimate_seconds=4.0),
    asked(40.0, queued=True, most_ahead=90, estimate_seconds=60.0, came_back=2, connections_lost=1),
    asked(15.0),  # waited, and nobody said so
    asked(None, queued=True, refused=3, complaint="crowded"),
)
MACHINE = {"load_before": 1.0, "date": "2026-11-26"}
LOAD = {
    "streams": figures_of_load(ASKED, 50.0)
    | {"machine": MACHINE, "streams": 5, "open_at_once": 5, "api_mb": 1200.0, "api_mb_before": 1100.0}
    | {"drained_seconds": 50.0, "wrong_recipient": 0},
    "overload": figures_of_load(ASKED, 50.0)
    | {
        "machine": MACHINE,
        "rate": 50.0,
        "seconds": 0.1,
        "api_mb": 1200.0,
        "drained_seconds": 50.0,
        "wrong_recipient": 0,
    },
    "desk": dict.fromkeys(
        ("closed", "transfers", "told", "wrote", "repeated", "lost", "doubled", "misdirected", "out_of_order"), 3
    )
    | {"machine": MACHINE, "operators": 10, "citizens": 200, "seconds": 300.0, "lost_races": 4, "unlike_records": 0}
    | {"places": {"checked": 900, "wrong": 0, "most": 170}, "unexplained_rises": 0}
    | {"delay_ms": {"p50": 40.4, "p95": 88.8}, "api_mb": {"start": 1085.8, "end": 1110.6}},
}


def test_what_became_of_questions_is_counted() -> None:
    found = figures_of_load(ASKED, 50.0)
    counted = ("offered", "answered", "lost", "in_time", "queued", "slow_and_not_told", "came_back", "connections_lost")
    assert [found[name] for name in counted] == [5, 4, 1, 2, 3, 1, 1, 1]
    assert (found["refused"], found["complaints"], found["longest_line"]) == (3, ["crowded"], 90)
    assert found["answered_a_second"] == 4 / 50


class TestSections:
    def test_one_that_was_not_measured_says_so(self, tmp_path: Path) -> None:
        write_performance(PERFORMANCE, tmp_path)
        assert (tmp_path / "performance.md").read_text("utf-8").count("Not measured in this run.\n") == len(sections())

    def test_they_are_part_of_the_page(self, tmp_path: Path) -> None:
        write_performance(PERFORMANCE | {"laws": LAWS, "storm": STORM} | LOAD | CHANNELS, tmp_path)
        page = (tmp_path / "performance.md").read_text("utf-8")
        assert "Not measured in this run.\n" not in page
        assert "| memory of api, most, MiB | 1,200 |" in page
        assert "| the first estimate was off by, p50 | 50% |" in page
        assert "| share | 99.50% |" in page
        assert "| places asked for, untrue (wanted 0) | 900, 0 |" in page
        assert "| new messages, verified, opened, stored | 600 | 1,000 | 0.6 | 0.6 |" in page
        assert "| with an engine that sleeps for 30 s | 60 | 12 | 25.5 | 31 |" in page
        assert "| serious or critical faults of axe-core in 2 modes | 1 |" in page
        assert "| replicas whose index equals one made anew | 2 of 3 |" in page

    def test_one_alone_is_written_anew_and_the_others_stay(self, tmp_path: Path) -> None:
        write_performance(PERFORMANCE | {"storm": STORM} | LOAD | CHANNELS, tmp_path)
        page = tmp_path / "performance.md"
        before = page.read_text("utf-8")
        replace_section(page, performance.LAWS, performance.laws_section(LAWS))
        once = page.read_text("utf-8")
        replace_section(page, performance.LAWS, performance.laws_section(LAWS))
        assert page.read_text("utf-8") == once
        assert "199 of 200" in once
        assert [line for line in before.splitlines() if line not in once.splitlines()] == ["Not measured in this run."]

    def test_a_page_without_the_section_is_left_alone(self, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text("# Nothing\n", "utf-8")
        with pytest.raises(NotFound, match="Real laws imported"):
            replace_section(page, performance.LAWS, "text")
        assert page.read_text("utf-8") == "# Nothing\n"
