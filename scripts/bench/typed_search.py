"""Search as it is typed at the operator's desk: from the key to the painted results, in a browser, over a large corpus.

``python -m scripts.bench.typed_search`` prints JSON. The vectors of the corpus are made at random: how well is found is not
measured here, only how long it takes, and embedding so much would take an hour.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import httpx2
import numpy as np
import typer
from playwright.sync_api import Page, sync_playwright

from api.replica.loading import load_encoder
from api.settings import Settings
from knowledge.errors import Unavailable
from knowledge.evaluation.retrieval import percentiles
from knowledge.index.texts import texts_of
from knowledge.passages.documents import document_passages
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.desk_load import operator_accounts
from scripts.bench.laws import as_documents, read_articles
from scripts.bench.library import Entry, first_entries, lend_vectors, publish_all
from scripts.bench.performance import report
from scripts.bench.places import test_data
from scripts.bench.questions import questions
from scripts.bench.service import Service, prepare_folder, running
from scripts.bench.stored_encoder import StoredEncoder
from scripts.bench.typed_section import TYPED, typed_section

_WITNESS = Path(__file__).with_suffix(".js")
_KEY_MILLISECONDS, _SETTLE_MILLISECONDS = 160, 400
_USER, _PASSWORD = "typist", "A-new-Passw0rd"  # of a service that lives for minutes
_PIECE = 10_000


def measure(settings: Settings, passages: int, asked: int, chromium: str) -> dict[str, Any]:
    """Return the figures of a service of its own."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-typing-") as name:
        own = _installation(settings, Path(name), passages)
        one_time = asyncio.run(operator_accounts(own, [_USER]))[_USER]
        with running(own) as service, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
            page = browser.new_context(base_url=service.address, viewport={"width": 1280, "height": 900}).new_page()
            page.add_init_script(path=_WITNESS)
            _sign_in(page, service, one_time)
            for question in islice(questions(), asked):
                _type(page, question)
            seen = page.evaluate("window.benchTyping")
            held = service.passages()
    painted, calls = percentiles(seen["painted"]), percentiles(seen["calls"])
    return {
        "machine": described,
        "passages": held,
        "n": len(seen["painted"]),
        "painted_ms": painted,
        "call_ms": calls,
        "ratio": {name: painted[name] / calls[name] for name in ("p50", "p95")},
    }


def _installation(settings: Settings, folder: Path, passages: int) -> Settings:
    """Make a data folder with so many passages of laws, their vectors made up."""
    own = prepare_folder(folder / "data", settings)
    store = StoredEncoder(load_encoder(settings), folder / "vectors.db")
    entries = first_entries(as_documents(read_articles(test_data() / "corpora" / "laws")), passages)
    random = np.random.default_rng(1)
    for texts in _pieces(entries):
        vectors = random.standard_normal((len(texts), store.dimension))
        store.remember(texts, (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("<f2"), store.name)
    lend_vectors(store.path, own.data_dir)
    publish_all(own, entries)
    return own


def _pieces(entries: Sequence[Entry]) -> Iterator[list[str]]:
    texts = [
        text for entry_id, document in entries for text in texts_of(document_passages(entry_id, 1, document)).all()
    ]
    known = list(dict.fromkeys(texts))
    return (known[at : at + _PIECE] for at in range(0, len(known), _PIECE))


def _sign_in(page: Page, service: Service, one_time: str) -> None:
    """Change the one-time password, and open the desk with the session that gives."""
    body = {"username": _USER, "password": one_time, "new_password": _PASSWORD}
    reply = httpx2.post(f"{service.address}/api/session/password", json=body, trust_env=False).raise_for_status()
    cookies = [{"name": name, "value": value, "url": service.address} for name, value in dict(reply.cookies).items()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # a TypedDict that mypy does not see in the comprehension
    page.goto("/console#/desk")
    page.get_by_test_id("desk-query").wait_for()


def _type(page: Page, question: str) -> None:
    """Type a question, character by character, as an input method gives them."""
    box = page.get_by_test_id("desk-query")
    box.fill("")
    box.focus()
    for character in question:
        page.keyboard.insert_text(character)
        page.wait_for_timeout(_KEY_MILLISECONDS)
    page.wait_for_timeout(_SETTLE_MILLISECONDS)


def main(
    passages: Annotated[int, typer.Option(help="of the corpus")] = 44_000,
    asked: Annotated[int, typer.Option(help="questions typed")] = 30,
    chromium: Annotated[str, typer.Option(help="the browser")] = shutil.which("chromium") or "",
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    if not chromium:
        raise Unavailable("没有找到 Chromium", remedy="用 --chromium 指明它的位置")
    found = measure(Settings(), passages, asked, chromium)
    report(docs, TYPED, found, typed_section)


if __name__ == "__main__":
    run_command(main)
