"""The same text in every format is the same document."""

import json
import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents.model import ParsedDocument
from knowledge.documents.reading import read_document
from tests.written.ofd import ofd_of
from tests.written.pdf import pdf_of
from tests.written.word import docx_of

Writer = Callable[[Sequence[str]], bytes]
WRITERS: dict[str, Writer] = {
    "docx": docx_of,
    "pdf": pdf_of,
    "ofd": ofd_of,
}
SENTENCES = st.text(
    st.sampled_from("各县市区人民政府应当按照规定，做好工作的一二三、（）《》"), min_size=4, max_size=90
)


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f]", "", text)


@pytest.fixture(scope="module")
def laws(test_data: Path) -> list[list[dict[str, Any]]]:
    with (test_data / "corpora/laws/units-002.jsonl").open(encoding="utf-8") as lines:
        grouped = [
            list(units) for _, units in groupby(map(json.loads, lines), lambda unit: unit["id"].partition("#")[0])
        ]
    whole = [units for units in grouped if all(unit["art"] for unit in units) and 15 <= len(units) <= 60]
    return whole[:: len(whole) // 7][:7]


@pytest.mark.parametrize("suffix", WRITERS)
def test_laws_have_the_same_articles(laws: list[list[dict[str, Any]]], suffix: str) -> None:
    wanted, found = 0, 0
    for units in laws:
        articles = [line for unit in units for line in f"{unit['art']}　{unit['text']}".split("\n")]
        data = WRITERS[suffix]([units[0]["law"], "（2019年1月1日通过）", *articles])
        document = read_document(data, f"law.{suffix}")
        clauses = {(clause.number, bare(clause.text)) for clause in document.clauses}
        given_articles = {(unit["art"], bare(unit["text"])) for unit in units}
        assert bare(document.title) == bare(units[0]["law"])
        wanted, found = wanted + len(given_articles), found + len(given_articles & clauses)
    assert found >= 0.99 * wanted


@pytest.mark.parametrize("name", ["law.txt", "notice.txt", "order.txt"])
@pytest.mark.parametrize("suffix", WRITERS)
def test_samples_are_the_same_document(sample: Callable[[str], ParsedDocument], name: str, suffix: str) -> None:
    wanted = sample(name)
    found = read_document(WRITERS[suffix]([block.text for block in wanted.blocks]), f"a.{suffix}")
    assert bare(found.title) == bare(wanted.title)
    assert (found.document_number, found.issuer, found.written_on) == (
        wanted.document_number, wanted.issuer, wanted.written_on
    )  # fmt: skip
    assert [(part.kind, part.number, bare(part.text)) for part in found.parts] == [
        (part.kind, part.number, bare(part.text)) for part in wanted.parts
    ]


@pytest.mark.parametrize("suffix", WRITERS)
@given(paragraphs=st.lists(SENTENCES, min_size=1, max_size=12))
@settings(max_examples=10)
def test_no_character_is_lost_in_any_format(suffix: str, paragraphs: list[str]) -> None:
    articles = [f"第{number}条 {text}。" for number, text in enumerate(paragraphs, 1)]
    document = read_document(WRITERS[suffix](articles), f"a.{suffix}")
    assert bare(document.text) == bare("".join(articles))
    assert len(document.clauses) == len(articles)
