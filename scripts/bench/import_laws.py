"""``python -m scripts.bench.import_laws``: real laws imported and published, against the bare model and the collection.

Prints JSON; with ``--docs`` it writes that section of ``docs/performance.md``.
"""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.embedding.encoder import Encoder
from knowledge.errors import NotFound
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.importing import measure_files
from scripts.bench.law_files import law_files, measure_structure
from scripts.bench.laws import read_articles
from scripts.bench.performance import LAWS, laws_section, report
from scripts.bench.places import test_data
from scripts.bench.service import prepare_folder

DOCUMENTS = 1000


def measure_laws(settings: Settings, encoder: Encoder, documents: int, timed: int) -> dict[str, Any]:
    """Compare the articles of so many laws, and time the import and publication of the first ``timed`` of them.

    Raises:
        NotFound: the collection of laws is not there.
    """
    folder = test_data() / "corpora" / "laws"
    if not folder.is_dir():
        raise NotFound(f"没有法律法规语料 {folder}", remedy="请设置 YIHAODA_TEST_DATA")
    files = law_files(read_articles(folder), documents)
    structure = measure_structure(files)
    with tempfile.TemporaryDirectory(prefix="yihaoda-laws-") as name:
        own = prepare_folder(Path(name) / "data", settings)
        rates = measure_files(own, encoder, [(file.name, file.data) for file in files[:timed]])
    return {"machine": machine.describe(), "timed": timed, "share": structure.share} | asdict(structure) | rates


def main(
    documents: Annotated[int, typer.Option(help="laws whose articles are compared")] = DOCUMENTS,
    timed: Annotated[
        int, typer.Option(help="of these, how many are imported and published against the clock")
    ] = DOCUMENTS,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    settings = Settings()
    results = measure_laws(settings, load_encoder(settings), documents, min(timed, documents))
    report(docs, LAWS, results, laws_section)


if __name__ == "__main__":
    run_command(main)
