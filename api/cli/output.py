"""How commands speak: one JSON document on standard output when asked, words for people otherwise on standard error."""

import asyncio
import json
import sys
from collections.abc import Coroutine
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

JsonFlag = Annotated[bool, typer.Option("--json", help="在标准输出打印一个 JSON 文档")]
T = TypeVar("T")

stderr = Console(stderr=True, highlight=False)
stdout = Console(highlight=False)


def print_json(document: Any) -> None:  # noqa: ANN401  # whatever JSON can hold
    """Print one JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end."""
    return asyncio.run(work)
