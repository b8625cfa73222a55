"""``make evaluate``: quality on the development sets, as JSON on standard output and as ``docs/evaluation.md``."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.evaluate import classify_intents, live_decision, live_scope
from api.cli.output import stderr
from api.cli.records import opened_database
from api.cli.rehearsal import rehearse
from api.gate.examination import examine_samples
from api.replica.loading import load_encoder
from api.settings import Settings
from api.setup.samples import SAMPLES
from api.setup.training import is_trained, train
from knowledge.answering.decision import load_decision
from knowledge.embedding.encoder import Encoder
from knowledge.embedding.store import InMemoryEmbeddingStore
from knowledge.errors import NotFound
from knowledge.evaluation.adversarial_files import read_adversarial
from knowledge.evaluation.answerability import answerability_over_seeds
from knowledge.evaluation.classification import evaluate_intents, evaluate_scope
from knowledge.evaluation.files import read_labelled
from knowledge.evaluation.retrieval import evaluate_retrieval
from knowledge.evaluation.robustness import evaluate_robustness
from knowledge.gate.judging import Result
from knowledge.samples.schema import load_samples
from scripts.bench import figures, machine
from scripts.bench.command import run_command
from scripts.bench.held_out_scope import held_out_scope
from scripts.bench.misses import worst_misses
from scripts.bench.places import DOCS, ROOT, test_data
from scripts.bench.quality import write_evaluation
from scripts.bench.ranking_report import load_ranking_report
from scripts.bench.sets import LARGE, DevelopmentSet, development_sets
from scripts.bench.stored_encoder import StoredEncoder

_SEEDS = (0, 1, 2)


def main(
    full: Annotated[bool, typer.Option("--full", help="the large set too, which takes long the first time")] = False,
    vectors: Annotated[Path | None, typer.Option(help="folder with SET.npz of ids, vectors and model")] = None,
    docs: Annotated[Path, typer.Option(help="where the page and its pictures go")] = DOCS,
) -> None:
    """Measure everything."""
    data, settings = test_data(), Settings()
    encoder = StoredEncoder(load_encoder(settings), settings.data_dir / "bench.db")
    sets, left_out = _chosen(data, encoder, vectors, full=full)
    results: dict[str, Any] = {"machine": machine.describe(), "left_out": left_out, "seeds": list(_SEEDS)}
    results |= {"retrieval": {}, "answerability": {}, "misses": {}}
    for chosen in sets:
        stderr.print(f"· {chosen.name}")
        _measure(chosen, encoder, results)
    results |= {"gain": figures.lead(results["retrieval"]), "means": figures.means(results["answerability"])}
    results["gate"] = _frozen(encoder.model)
    results["scope"] = _scope(data / "refusal" / "dev.jsonl", encoder)
    small = [chosen for chosen in sets if chosen.name not in LARGE]
    results["robustness"] = _robustness(small, encoder)
    results["adversarial"] = _adversarial(encoder.model)
    results["intents"] = _intents(settings, "paraphrases")
    results["intents_cold"] = _intents(settings, "paraphrases_cold")
    sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    write_evaluation(results, docs, load_ranking_report())


def _chosen(
    data: Path, encoder: StoredEncoder, vectors: Path | None, *, full: bool
) -> tuple[list[DevelopmentSet], list[str]]:
    """Return the sets to measure, and the names of those left out because they would take long."""
    sets = development_sets(data)
    if not sets:
        raise NotFound(f"没有评测数据 {data}", remedy="请设置 YIHAODA_TEST_DATA，见 docs/real-data.md")
    if vectors:
        for one in sets:
            one.take_over_vectors(vectors, encoder)
    chosen = [one for one in sets if full or one.is_quick(encoder)]
    return chosen, [one.name for one in sets if one not in chosen]


def _measure(chosen: DevelopmentSet, encoder: StoredEncoder, results: dict[str, Any]) -> None:
    results["retrieval"][chosen.name] = evaluate_retrieval(*chosen.files, encoder=encoder)
    results["misses"][chosen.name] = worst_misses(chosen.read(), encoder)
    results["answerability"][chosen.name] = answerability_over_seeds(
        chosen.read(), _SEEDS, encoder=encoder, decide=live_decision(encoder)
    )


def _frozen(encoder: Encoder) -> dict[str, Any]:
    stderr.print("· frozen questions")

    async def examined() -> Sequence[Result]:
        async with opened_database() as database:
            return await examine_samples(encoder, database)

    fields = {field.title: field.field for field in load_samples(SAMPLES).fields}
    return figures.frozen(asyncio.run(examined()), fields)


def _scope(path: Path, encoder: Encoder) -> dict[str, Any]:
    stderr.print("· scope")
    shipped = evaluate_scope(path, live_scope(encoder), load_decision().out_of_scope_below)
    return shipped | {"held_out": held_out_scope(path, encoder)}


def _robustness(sets: Sequence[DevelopmentSet], encoder: StoredEncoder) -> dict[str, Any]:
    stderr.print("· written worse")
    return figures.robustness(
        {chosen.name: evaluate_robustness(*chosen.files, seed=0, encoder=encoder) for chosen in sets}
    )


def _adversarial(encoder: Encoder) -> dict[str, Any]:
    stderr.print("· adversarial inputs")
    files = sorted((ROOT / "tests" / "data" / "adversarial").glob("*.yml"))
    return figures.adversarial(asyncio.run(rehearse(read_adversarial(files), encoder, InMemoryEmbeddingStore())))


def _intents(settings: Settings, name: str) -> dict[str, Any]:
    stderr.print(f"· intents, {name}")
    if not is_trained(settings):
        train(settings)
    path = ROOT / "bot" / "tests" / f"{name}.jsonl"
    predicted = classify_intents([text for text, _ in read_labelled(path, "intent")], settings)
    return evaluate_intents(path, predicted.__getitem__)


if __name__ == "__main__":
    run_command(main)
