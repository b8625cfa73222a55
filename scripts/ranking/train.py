"""``python -m scripts.ranking.train``: the weights of search, and how well they carry over to texts not trained on.

Writes ``knowledge/search/ranker.yml``, ``prior.npz`` and the report beside them, ``ranking_report.json``.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import yaml

from api.cli.output import stderr
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.search import prior, ranker
from scripts.bench.command import run_command
from scripts.bench.places import test_data
from scripts.bench.sets import development_sets
from scripts.bench.stored_encoder import StoredEncoder
from scripts.ranking.collect import gather_set, sample_set
from scripts.ranking.prior import Choices
from scripts.ranking.settings import TrainingSettings, training_settings
from scripts.ranking.trainer import Model, Trainer, as_file, report

REPORT = ranker.FILE.with_name("ranking_report.json")
HEADER = "# The learned weights of search. Made by `python -m scripts.ranking.train`; do not edit by hand.\n"


def write(model: Model, found: Mapping[str, Any], settings: TrainingSettings, family: str) -> None:
    """Write the weights, the direction and the report."""
    content = {"gate": settings.gate.model_dump(mode="json"), **as_file(model)}
    direction = model.direction.astype(np.float16)
    version = hashlib.sha256(json.dumps(content, sort_keys=True).encode() + direction.tobytes()).hexdigest()[:8]
    ranker.FILE.write_text(HEADER + yaml.safe_dump({"version": version, **content}, sort_keys=False), "utf-8")
    np.savez(prior.FILE, direction=direction, family=np.array(family))
    REPORT.write_text(json.dumps({"version": version, **found}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    """Gather, learn, compare, write."""
    settings, service = training_settings(), Settings()
    encoder = StoredEncoder(load_encoder(service), service.data_dir / "bench.db")
    sets = {each.name: each.read() for each in development_sets(test_data())} | {"samples": sample_set()}
    trainer = Trainer(
        settings,
        {name: gather_set(name, data, encoder) for name, data in sets.items()},
        {name: Choices.of(data, encoder) for name, data in sets.items()},
    )
    model = trainer.learn(trainer.everything, trainer.features)
    found = report(trainer, model)
    write(model, found, settings, encoder.family)
    stderr.print_json(data=found)


if __name__ == "__main__":
    run_command(main)
