"""``make bench``: speed and memory beside the peers, as JSON on standard output and as ``docs/performance.md``."""

import json
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.output import stderr
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.embedding.encoder import Encoder
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.drafts import documents
from scripts.bench.import_laws import DOCUMENTS, measure_laws
from scripts.bench.importing import measure_import
from scripts.bench.installations import Extent, Installations
from scripts.bench.laws import as_documents, read_articles, take_over_vectors
from scripts.bench.library import Entry, embed, first_entries
from scripts.bench.overload import measure_overload
from scripts.bench.performance import write_performance
from scripts.bench.places import DOCS, test_data
from scripts.bench.questions import questions
from scripts.bench.searching import measure_search
from scripts.bench.stored_encoder import StoredEncoder
from scripts.bench.storm import plan as storm
from scripts.bench.storm.server import measure_storm_on
from scripts.bench.streams import measure_streams

_MADE_UP_DOCUMENTS = 400
_OVERLOAD_RATE = 50.0  # new questions a second


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of everything. ``large`` is the size, in passages, of a second installation; 0 is none.

    ``laws`` is how many real laws are imported; ``storm`` blows only where a PostgreSQL server is named.
    """

    extent: Extent
    sizes: tuple[int, ...]
    searches: int
    large: int
    blocks: int
    laws: int = 0
    storm: storm.Plan | None = None
    streams: int = 0
    overload_seconds: float = 0.0


FULL = Plan(
    Extent(3, 200, 800),
    (1_000, 10_000, 44_000, 126_000),
    searches=200,
    large=44_000,
    blocks=6,
    laws=DOCUMENTS,
    storm=storm.FULL,
    streams=500,
    overload_seconds=300.0,
)
QUICK = Plan(Extent(1, 20, 40), (100, 300), searches=20, large=0, blocks=1)


def main(
    quick: Annotated[
        bool, typer.Option("--quick", help="little of everything, in two minutes; writes no page unless told where")
    ] = False,
    vectors: Annotated[Path | None, typer.Option(help="npz with ids, vectors and model of the law corpus")] = None,
    docs: Annotated[Path | None, typer.Option(help="where the page and its picture go")] = None,
    server: Annotated[str, typer.Option(help="PostgreSQL for the storm; empty: no storm")] = "",
) -> None:
    """Measure everything."""
    settings, plan = Settings(), QUICK if quick else FULL
    encoder = StoredEncoder(load_encoder(settings), settings.data_dir / "bench.db")
    with tempfile.TemporaryDirectory(prefix="yihaoda-bench-") as folder:
        results = _measure(Installations(settings, encoder, questions(), plan.extent), plan, Path(folder), vectors)
    results |= _curation(settings, encoder.model, plan, server) | _load(settings, plan)
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    if docs or not quick:
        write_performance(results, docs or DOCS)


def _measure(installations: Installations, plan: Plan, folder: Path, vectors: Path | None) -> dict[str, Any]:
    results: dict[str, Any] = {"machine": machine.describe(), "large": {}}
    stderr.print("· 启动与对话")
    installation = installations.make(folder / "samples", [])
    results["start"], results["turns"] = installations.measure(installation)
    stderr.print("· 检索")
    encoder = installations.encoder
    entries, results["corpus"] = _corpus(encoder, vectors)
    upserts = embed(entries, plan.sizes[-1], encoder)
    results["search"] = measure_search(upserts, plan.sizes, installations.asked, plan.searches, encoder.model)
    if chosen := first_entries(entries, plan.large):
        stderr.print("· 大库的启动与对话")
        installation = installations.make(folder / "large", chosen)
        processes, turns = installations.measure(installation)
        results["large"] = {str(plan.large): processes | {"turns": turns}}
    stderr.print("· 导入")
    results["import"] = measure_import(installation, encoder.model, plan.blocks)
    return results


def _curation(settings: Settings, model: Encoder, plan: Plan, server: str) -> dict[str, Any]:
    """Return what a mass of imports and of publications costs, as far as there are laws and a server."""
    results: dict[str, Any] = {}
    if plan.laws and (test_data() / "corpora" / "laws").is_dir():
        stderr.print("· 法律法规的导入")
        results["laws"] = measure_laws(settings, model, plan.laws, plan.laws)
    if plan.storm and server:
        stderr.print("· 发布风暴")
        results["storm"] = measure_storm_on(server, plan.storm)
    return results


def _load(settings: Settings, plan: Plan) -> dict[str, Any]:
    """Return what becomes of many streams, and of more questions than can be answered."""
    results: dict[str, Any] = {}
    if plan.streams:
        stderr.print("· 同时打开的窗口")
        results["streams"] = measure_streams(settings, plan.streams)
    if plan.overload_seconds:
        stderr.print("· 提问高峰")
        results["overload"] = measure_overload(settings, _OVERLOAD_RATE, plan.overload_seconds)
    return results


def _corpus(encoder: StoredEncoder, vectors: Path | None) -> tuple[list[Entry], str]:
    """Return the entries to search in, and what they are."""
    folder = test_data() / "corpora" / "laws"
    if not folder.is_dir():
        made_up = islice(documents(seed=1), _MADE_UP_DOCUMENTS)
        return [(f"made-up-{at}", document) for at, document in enumerate(made_up)], "made-up documents"
    articles = list(read_articles(folder))
    if vectors:
        take_over_vectors(articles, vectors, encoder)
    return list(as_documents(articles)), "articles of Chinese laws and regulations"


if __name__ == "__main__":
    run_command(main)
