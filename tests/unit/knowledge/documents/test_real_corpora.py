"""Figures over real documents; none of their sentences are kept here."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from knowledge.text import document_number


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f]", "", text)


def content(document: ParsedDocument) -> list[tuple[object, ...]]:
    return [(part.kind, part.number, part.heading, part.text, part.responsible_units) for part in document.parts]


def test_state_council_documents_name_themselves(test_data: Path) -> None:
    for row in rows(test_data / "corpora/state_council_2019/docs.jsonl"):
        document = read_document(row["text"].encode(), "document.txt")
        assert document.document_number == document_number.normalise(row["doc_no"])
        assert bare(document.title) == bare(row["title"])
        assert document.issuer == row["office"]
        assert document.written_on is not None


@pytest.mark.parametrize("corpus", ["state_council_2019", "gz_policy"])
def test_nothing_is_lost_and_parsing_again_changes_nothing(test_data: Path, corpus: str) -> None:
    for row in rows(test_data / "corpora" / corpus / "docs.jsonl"):
        document = read_document(row["text"].encode(), "document.txt")
        assert bare(document.text) == bare(row["text"])
        assert content(read_document(document.text.encode(), "document.txt")) == content(document)


def test_guide_pages_have_sensible_titles(test_data: Path) -> None:
    pages = list(rows(test_data / "corpora/gz_policy/docs.jsonl"))
    titled = sum(bare(read_document(page["text"].encode(), "page.txt").title) == bare(page["title"]) for page in pages)
    assert titled >= 38


def test_articles_of_laws_come_out_one_by_one(test_data: Path) -> None:
    laws: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for unit in rows(test_data / "corpora/laws/units-000.jsonl"):
        laws[unit["id"].partition("#")[0]].append(unit)
    wanted, found = 0, 0
    for units in [units for units in laws.values() if all(unit["art"] for unit in units)][:150]:
        text = "\n".join([units[0]["law"], "（2019年1月1日通过）", *(f"{u['art']}　{u['text']}" for u in units)])
        clauses = {(c.number, bare(c.text)) for c in read_document(text.encode(), "law.txt").clauses}
        articles = {(u["art"], bare(u["text"])) for u in units}
        wanted, found = wanted + len(articles), found + len(articles & clauses)
    assert found >= 0.998 * wanted
