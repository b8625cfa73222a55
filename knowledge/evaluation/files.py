"""Evaluation files in BEIR layout, read strictly: whatever is wrong is named with its line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from knowledge.errors import InvalidInput, NotFound
from knowledge.evaluation.errors import EmptyFile, UnreadableLine

Relevant: TypeAlias = Mapping[str, frozenset[str]]
"""The ids of the passages that answer a query, by query id; at least one each."""

_BOM = "utf-8-sig"
_QRELS_HEADER = ("query-id", "corpus-id", "score")


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """A passage of ``corpus.jsonl``."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class QueryRow:
    """A question of ``queries.jsonl``. ``split`` is empty where the file names none."""

    id: str
    text: str
    split: str = ""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages, the questions that have a relevant one, and which those are."""

    corpus: tuple[CorpusRow, ...]
    queries: tuple[QueryRow, ...]
    relevant: Relevant

    @classmethod
    def read(cls, corpus: Path, queries: Path, qrels: Path, split: str | None = None) -> "RetrievalSet":
        """Read the three files; ``split`` keeps the questions of that name alone.

        Raises:
            UnreadableLine: a line has another shape, repeats an id or names one that does not exist.
            EmptyFile: no question is left that a passage answers.
        """
        passages = tuple(CorpusRow(row["id"], row.get("title") or "", row["text"]) for row in _rows(corpus, "text"))
        questions = [QueryRow(row["id"], row["text"], row.get("split") or "") for row in _rows(queries, "text")]
        known = {row.id for row in passages}, {row.id for row in questions}
        relevant = _read_qrels(qrels, *known)
        kept = tuple(q for q in questions if q.id in relevant and split in (None, q.split))
        if not kept:
            raise EmptyFile(f"{queries.name} 中没有可评测的问题" + (f"（split={split}）" if split else ""))
        return cls(passages, kept, {query.id: relevant[query.id] for query in kept})


def read_labelled(path: Path, label: str) -> tuple[tuple[str, str], ...]:
    """Read rows of a text and its ``label`` field.

    Raises:
        UnreadableLine: a line has another shape.
        EmptyFile: there is none.
    """
    rows = tuple((str(row["text"]), str(row[label])) for _, row in json_lines(path, ("text", label)))
    if not rows:
        raise EmptyFile(f"{path.name} 没有任何一行")
    return rows


def json_lines(path: Path, required: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield line numbers and objects; blank lines are skipped, required fields must be strings with content."""
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UnreadableLine(path, number, f"不是 JSON（{error.msg}）") from error
        if not isinstance(row, dict):
            raise UnreadableLine(path, number, "不是 JSON 对象")
        for name in required:
            if not isinstance(row.get(name), str) or not row[name].strip():
                raise UnreadableLine(path, number, f"缺少字段“{name}”或其值不是文字")
        yield number, row


def _rows(path: Path, text: str) -> Iterator[Mapping[str, Any]]:
    seen: set[str] = set()
    for number, row in json_lines(path, ("id", text)):
        if row["id"] in seen:
            raise UnreadableLine(path, number, f"id “{row['id']}”重复")
        seen.add(row["id"])
        yield row


def _read_qrels(path: Path, corpus: set[str], queries: set[str]) -> Relevant:
    relevant: dict[str, set[str]] = {}
    for number, line in _lines(path):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if cells == _QRELS_HEADER:
            continue
        if len(cells) != len(_QRELS_HEADER) or not cells[2].lstrip("-").isdecimal():
            raise UnreadableLine(path, number, "应为“query-id<TAB>corpus-id<TAB>score”，score 为整数")
        if cells[0] not in queries:
            raise UnreadableLine(path, number, f"问题 id “{cells[0]}”不存在")
        if cells[1] not in corpus:
            raise UnreadableLine(path, number, f"段落 id “{cells[1]}”不存在")
        if int(cells[2]) > 0:
            relevant.setdefault(cells[0], set()).add(cells[1])
    return {query: frozenset(ids) for query, ids in relevant.items()}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines with content of a UTF-8 file, with or without a byte order mark."""
    if not path.is_file():
        raise NotFound(f"文件不存在：{path}")
    try:
        content = path.read_text(_BOM)
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path.name} 不是 UTF-8 编码（第 {error.start} 字节）") from error
    yield from ((n, line) for n, line in enumerate(content.split("\n"), start=1) if line.strip())
