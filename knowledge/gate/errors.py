"""Errors of the gate."""

from pathlib import Path

from knowledge.errors import Conflict, InvalidInput


class InvalidGateFile(InvalidInput):
    """A file of questions, or the baseline, cannot be used."""

    code = "gate_file"

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(f"门禁文件 {path.name} 不能用：{cause}", remedy="格式见 docs/curator.md 的“门禁”。")


class NeverAccepted(Conflict):
    """Something happened that must never happen; no reason makes it acceptable."""

    code = "gate_never"
