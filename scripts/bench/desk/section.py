"""The part of ``docs/performance.md`` about the desk."""

from collections.abc import Mapping
from typing import Any

from scripts.bench.tables import Cell, table

DESK = "The operator desk under load"
_WANTED_0 = ("lost", "doubled", "misdirected", "out_of_order")


def desk_section(found: Mapping[str, Any]) -> str:
    """Return what became of every message, place and conversation."""
    delay, memory = found["delay_ms"], found["api_mb"]
    rows: list[list[Cell]] = [
        ["conversations closed", f"{found['closed']} of {found['citizens']}"],
        ["given on to a colleague", found["transfers"]],
        ["messages of staff, of citizens", f"{found['told']:,}, {found['wrote']:,}"],
        ["sent twice under one key", found["repeated"]],
        ["lost, doubled, shown to another, out of order (wanted 0)", ", ".join(str(found[name]) for name in _WANTED_0)],
        ["conversations whose records differ from what was said (wanted 0)", found["unlike_records"]],
        ["places asked for, untrue (wanted 0)", f"{found['places']['checked']:,}, {found['places']['wrong']}"],
        ["told to be further behind though nobody was put in front (wanted 0)", found["unexplained_rises"]],
        ["longest queue", found["places"]["most"]],
        ["two operators after one conversation, one had it", found["lost_races"]],
        ["from the operator's sending to the citizen's page, p50, p95, ms", f"{delay['p50']:.0f}, {delay['p95']:.0f}"],
        ["memory of the api process at the start, at the end, MiB", f"{memory['start']:.0f}, {memory['end']:.0f}"],
    ]  # fmt: skip
    said = (
        f"{found['operators']} operators and {found['citizens']} citizens against a service of its own, half an hour "
        f"compressed to {found['seconds']:.0f} s. Citizens ask, leave the question for a person and write; operators take, "
        "answer, draft, give on and close, three conversations at once each. Everything anybody says carries the citizen's "
        f"marker. Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table(["", ""], rows)
