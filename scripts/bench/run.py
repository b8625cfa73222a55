"""``make bench``: speed and memory beside the peers, as JSON on standard output and as ``docs/performance.md``."""

import json
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from api.cli.output import stderr
from api.replica.loading import load_encoder
from api.settings import Settings
from scripts.bench import machine
from scripts.bench.arms import Arm, BareArm, ServiceArm
from scripts.bench.bare_rasa import running_bare
from scripts.bench.command import run_command
from scripts.bench.drafts import documents
from scripts.bench.importing import measure_import
from scripts.bench.laws import ROOT, as_documents, read_articles, take_over_vectors, test_data
from scripts.bench.library import Entry, collect_vectors, embed, lend_vectors, publish_all
from scripts.bench.performance import write_performance
from scripts.bench.questions import questions
from scripts.bench.searching import measure_search
from scripts.bench.service import prepare_folder, running
from scripts.bench.stored_encoder import StoredEncoder
from scripts.bench.turns import BARE, GIVEN, OWN, measure_turns

_MADE_UP_DOCUMENTS = 400


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of everything is measured. ``large`` is the size, in passages, of the second service; 0 is none."""

    sizes: tuple[int, ...]
    large: int
    turns: int
    concurrent: int
    searches: int
    starts: int
    blocks: int


FULL = Extent((1_000, 10_000, 44_000, 126_000), 44_000, turns=200, concurrent=800, searches=200, starts=3, blocks=6)
QUICK = Extent((100, 300), 0, turns=20, concurrent=40, searches=20, starts=1, blocks=1)


@dataclass(frozen=True, slots=True)
class Bench:
    """What every part of the measurement shares. ``asked`` never gives a question twice."""

    extent: Extent
    settings: Settings
    encoder: StoredEncoder
    store: Path
    asked: Iterator[str]

    def new_folder(self, folder: Path) -> Settings:
        """Prepare a data folder; what was embedded before is not embedded again."""
        settings = prepare_folder(folder, self.settings)
        lend_vectors(self.store, folder)
        return settings

    def start_and_turns(self, settings: Settings) -> tuple[dict[str, Any], dict[str, Any]]:
        """Measure second starts on a folder, then turns, then the memory of both processes."""
        with running(settings):
            pass
        collect_vectors(settings.data_dir, self.store)
        seconds = []
        for _ in range(self.extent.starts):
            with ExitStack() as stack:
                service = stack.enter_context(running(settings))
                seconds.append(service.start_seconds)
                if len(seconds) == self.extent.starts:
                    bare = stack.enter_context(running_bare(settings))
                    arms: dict[str, Arm] = {
                        OWN: ServiceArm(service.address),
                        BARE: BareArm(bare),
                        GIVEN: BareArm(bare, self.encoder.model),
                    }
                    turns = measure_turns(arms, self.asked, self.extent.turns, self.extent.concurrent)
                    start = {"passages": service.passages(), "resident_mb": service.resident_mb()}
        return start | {"seconds": median(seconds), "turn_p95_ms": turns["one_by_one"][OWN]["p95"]}, turns


def main(
    quick: Annotated[
        bool, typer.Option("--quick", help="little of everything, in two minutes; writes no page")
    ] = False,
    vectors: Annotated[Path | None, typer.Option(help="npz with ids, vectors and model of the law corpus")] = None,
    docs: Annotated[Path, typer.Option(help="where the page and its picture go")] = ROOT / "docs",
) -> None:
    """Measure everything."""
    settings, extent = Settings(), QUICK if quick else FULL
    with tempfile.TemporaryDirectory(prefix="yihaoda-bench-") as folder:
        store = settings.data_dir / "bench.db"
        bench = Bench(extent, settings, StoredEncoder(load_encoder(settings), store), store, questions())
        results = _measure(bench, Path(folder), vectors)
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    if not quick or docs != ROOT / "docs":
        write_performance(results, docs)


def _measure(bench: Bench, folder: Path, vectors: Path | None) -> dict[str, Any]:
    results: dict[str, Any] = {"machine": machine.describe()}
    _say("启动与对话")
    settings = bench.new_folder(folder / "samples")
    results["start"], results["turns"] = bench.start_and_turns(settings)
    _say("检索")
    entries, results["corpus"] = _corpus(bench, vectors)
    upserts = embed(entries, bench.extent.sizes[-1], bench.encoder)
    results["search"] = measure_search(
        upserts, bench.extent.sizes, bench.asked, bench.extent.searches, bench.encoder.model
    )
    results["large"] = {}
    chosen = _up_to(entries, bench.extent.large)
    if bench.extent.large and chosen:
        _say("大库的启动与对话")
        settings = bench.new_folder(folder / "large")
        publish_all(settings, chosen)
        found, turns = bench.start_and_turns(settings)
        results["large"] = {str(bench.extent.large): found | {"turns": turns}}
    _say("导入")
    results["import"] = measure_import(settings, bench.encoder.model, bench.extent.blocks)
    return results


def _corpus(bench: Bench, vectors: Path | None) -> tuple[list[Entry], str]:
    """Return the entries to search in, and what they are."""
    folder = test_data() / "corpora" / "laws"
    if not folder.is_dir():
        made_up = islice(documents(seed=1), _MADE_UP_DOCUMENTS)
        return [(f"made-up-{at}", document) for at, document in enumerate(made_up)], "made-up documents"
    articles = list(read_articles(folder))
    if vectors:
        take_over_vectors(articles, vectors, bench.encoder)
    return list(as_documents(articles)), "articles of Chinese laws and regulations"


def _up_to(entries: list[Entry], passages: int) -> list[Entry]:
    """Return the first entries, with at least so many passages; none where there are fewer."""
    held = list(accumulate(len(document.clauses) for _, document in entries))
    return entries[: bisect_left(held, passages) + 1] if held and held[-1] >= passages else []


def _say(text: str) -> None:
    stderr.print(f"· {text}")


if __name__ == "__main__":
    run_command(main)
