"""Errors of the reviewed wording."""

from pathlib import Path

from knowledge.errors import InvalidInput


class UnreadableDictionary(InvalidInput):
    """A line of a dictionary has another shape."""

    code = "unreadable_dictionary"

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name} 第 {line} 行：{reason}", remedy="请改正这一行后重试。")
        self.line = line
