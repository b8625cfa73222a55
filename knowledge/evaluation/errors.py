"""Errors of evaluation."""

from pathlib import Path

from knowledge.errors import InvalidInput


class UnreadableLine(InvalidInput):
    """A line of an evaluation file cannot be used."""

    code = "evaluation_file"

    def __init__(self, path: Path, line: int, cause: str) -> None:
        super().__init__(f"{path.name} 第 {line} 行：{cause}", remedy="格式见 docs 中的“评测文件”。")


class EmptyFile(InvalidInput):
    """An evaluation file holds no row that can be measured."""

    code = "evaluation_file_empty"
