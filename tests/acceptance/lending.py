"""Vectors known already, lent to a new data folder: embedding the samples is what a first start spends its minutes on."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.db.migrate import create
from scripts.bench.library import DATABASE, collect_vectors


def lend_vectors(known: Path, data_dir: Path) -> None:
    """Give a new data folder a database with the vectors of another folder and nothing else; none where that has no database."""
    if not (known / DATABASE).is_file():
        return
    with ThreadPoolExecutor(1) as pool:  # a browser of the test may have a loop running in this thread
        pool.submit(asyncio.run, create(f"sqlite:///{data_dir / DATABASE}")).result()
    collect_vectors(known, data_dir / DATABASE)
