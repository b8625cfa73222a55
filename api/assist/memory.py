"""The record of uses for tests of what reports them: it keeps them in the order in which they came."""

from api.assist.port import AnswerUse


class MemoryAnswerUses:
    """Keeps uses in memory."""

    def __init__(self) -> None:
        self.kept: list[AnswerUse] = []

    async def record(self, use: AnswerUse) -> str:
        """Keep a use; return its id."""
        self.kept.append(use)
        return f"use{len(self.kept)}"
