"""What is wrong with a row, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule. ``row`` counts as the spreadsheet program does, ``column`` is the header's word."""

    row: int
    column: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"第{self.row}行“{self.column}”：{self.problem}。{self.remedy}。"
