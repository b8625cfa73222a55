"""The part of ``docs/performance.md`` about the telephone bot, from its own results."""

from collections.abc import Mapping
from typing import Any

from scripts.bench.tables import Cell, table

VOICE = "A turn on the telephone"


def voice_section(found: Mapping[str, Any]) -> str:
    """Return what a turn of the telephone bot takes, beside one of the widget."""
    arms = (("a turn on the telephone", "voice"), ("a turn of the widget", "turn"), ("ratio (wanted ≤ 1.2)", "ratio"))
    rows: list[list[Cell]] = [[text, found[name]["p50"], found[name]["p95"]] for text, name in arms]
    said = (
        "The hook of a jambonz gather beside `POST /api/chat` as the widget asks, text in and text out, each in a conversation that has "
        "begun, one by one in turns on one running service with the real model and Rasa, no question twice. "
        f"{found['answered']:,} of {found['turns']:,} questions on the telephone were answered. "
        f"Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['turns']:,} questions each way", "p50, ms", "p95, ms"], rows)
