"""A data folder that was served from before: its first start embeds the sample knowledge, which takes time and memory."""

import asyncio
from pathlib import Path

from api.db.migrate import create
from api.settings import Settings
from scripts.bench.library import collect_vectors, lend_vectors
from scripts.bench.service import prepare_folder, running


def started_before(folder: Path, settings: Settings) -> Settings:
    """Make the folder, start and stop a service on it; vectors are taken from and kept in ``bench.db``."""
    own, store = prepare_folder(folder, settings), settings.data_dir / "bench.db"
    if not store.exists():
        asyncio.run(create(f"sqlite:///{store}"))
    lend_vectors(store, folder)
    with running(own):
        collect_vectors(folder, store)
    return own
