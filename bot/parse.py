"""Classifies texts with a trained model, outside a server: ``python -m bot.parse --model models/dialogue.tar.gz``.

Reads one JSON object with ``text`` a line, writes one with ``intent``, ``confidence`` and ``ranking`` a line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Iterator, TextIO

QUIET = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}


async def classify(model: Path, lines: TextIO) -> Iterator[dict[str, object]]:
    """The classification of every line's text."""
    import structlog  # noqa: PLC0415 - after the environment is quiet
    from rasa.core.agent import Agent  # noqa: PLC0415

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(str(model))
    parsed = [await agent.parse_message(json.loads(line)["text"]) for line in lines if line.strip()]
    return (_row(result) for result in parsed)


def _row(result: dict) -> dict[str, object]:
    ranking = [[entry["name"], round(entry["confidence"], 4)] for entry in result["intent_ranking"]]
    intent = result["intent"]
    return {"intent": intent["name"], "confidence": round(intent["confidence"], 4), "ranking": ranking}


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.model.is_file():  # Rasa would silently take the newest model of the folder
        parser.error(f"no model at {arguments.model}: train one first")
    os.environ.update(QUIET)
    warnings.simplefilter("ignore")
    output = sys.stdout
    sys.stdout = sys.stderr  # libraries that print must not break the JSON lines
    for row in asyncio.run(classify(arguments.model, sys.stdin)):
        output.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
