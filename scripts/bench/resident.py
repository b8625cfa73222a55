"""A process with the model and an index from a snapshot: ``python -m scripts.bench.resident FOLDER``.

Prints one JSON object: the seconds until it could search, of which loading the snapshot, and its memory after some
searches.
"""

import json
import os
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter

from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.evaluation.corpus import EVERYWHERE
from knowledge.index import snapshot
from knowledge.index.analysis import default_analyzer
from knowledge.search.hybrid import HybridSearch
from scripts.bench.machine import resident_mb
from scripts.bench.questions import questions

_SEARCHES = 50


def main(folder: Path) -> dict[str, float]:
    """Load, search, measure."""
    encoder = load_encoder(Settings())
    started = perf_counter()
    index = snapshot.load(folder, encoder.name, default_analyzer()).index
    loaded = perf_counter()
    search = HybridSearch(index, encoder)
    asked = islice(questions(), _SEARCHES)
    search.search(next(asked), EVERYWHERE)
    first = perf_counter()
    for question in asked:
        search.search(question, EVERYWHERE)
    return {
        "load_seconds": loaded - started,
        "first_search_seconds": first - loaded,
        "rss_mb": resident_mb(os.getpid()),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
