"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

Cell = str | int | float


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table; every column but the first is aligned right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: Cell) -> str:
    """Return a value in print: three digits that count, thousands with a comma."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else value
