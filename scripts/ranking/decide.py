"""``python -m scripts.ranking.decide``: how likely the first candidate answers, and from what probability on it is given.

Writes models and thresholds into ``knowledge/answering/decision.yml`` (the thresholds of scope and intent stay) and prints
how well they carry over to questions and sets they were not made on.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from api.cli.output import stderr
from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.answering.decision import DEFAULT
from scripts.bench.command import run_command
from scripts.bench.places import test_data
from scripts.bench.sets import development_sets
from scripts.bench.stored_encoder import StoredEncoder
from scripts.ranking import thresholds
from scripts.ranking.confidence import Design
from scripts.ranking.examples import examples_of, sample_examples
from scripts.ranking.samples import sample_passages
from scripts.ranking.settings import training_settings

ANY_DAY = date(2026, 1, 1)
BEGINS = "# 以下由 python -m scripts.ranking.decide 写入，不要手改。"


def decided(design: Design) -> Mapping[str, Any]:
    """Return the models and the thresholds."""
    costs, kinds = training_settings().costs, {"curated": ~design.clause, "clause": design.clause}
    return {
        **{name: design.fit(rows).model_dump() for name, rows in kinds.items()},
        "answer_at": {
            "curated": thresholds.answer_at(design, ~design.clause, costs),
            "clause": thresholds.answer_at(
                design, design.clause, costs, unanswerable_at_most=costs.clauses_unanswerable_at_most
            ),
        },
        "clarify_at": {name: thresholds.clarify_at(design, rows, costs) for name, rows in kinds.items()},
    }


def write(content: Mapping[str, Any]) -> None:
    """Put them below the reviewed part of the file."""
    version = hashlib.sha256(repr(content).encode()).hexdigest()[:8]
    reviewed = DEFAULT.read_text("utf-8").partition(BEGINS)[0]
    body = yaml.safe_dump({"version": version, **content}, sort_keys=False, width=110)
    DEFAULT.write_text(f"{reviewed}{BEGINS}\n{body}", "utf-8")


def main() -> None:
    """Ask, fit, choose, write."""
    service = Settings()
    encoder = StoredEncoder(load_encoder(service), service.data_dir / "bench.db")
    examples = [one for each in development_sets(test_data()) for one in examples_of(each.name, each.read(), encoder)]
    examples += sample_examples(sample_passages(), encoder, ANY_DAY)
    design = Design(examples)
    content = decided(design)
    write(content)
    stderr.print_json(
        data={
            "held_out": design.held_out(),
            "leave_one_out": design.left_out(),
            "answer_at": content["answer_at"],
            "clarify_at": content["clarify_at"],
            "curated": thresholds.consequences(design, ~design.clause, content["answer_at"]["curated"]),
            "clause": thresholds.consequences(design, design.clause, content["answer_at"]["clause"]),
        }
    )


if __name__ == "__main__":
    run_command(main)
