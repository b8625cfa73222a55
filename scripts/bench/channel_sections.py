"""The parts of ``docs/performance.md`` about WeChat, the widget in a browser and the hotline, each from its own results."""

from collections.abc import Mapping
from typing import Any

from scripts.bench.tables import Cell, cell, table

WECHAT, WIDGET, ASSIST = "WeChat's five seconds", "The widget in a browser", "Help for operators"
_KINDS = {
    "new": "new messages, verified, opened, stored",
    "duplicate": "messages that were stored before",
    "event": "events that ask for nothing",
}
_OFFERED = {
    "engine_healthy": "with a healthy engine, answer in the reply",
    "engine_sleeps_30_s": "with an engine that sleeps for 30 s",
}
_Results = Mapping[str, Any]


def wechat_section(found: _Results) -> str:
    """Return how fast the callback is beside an echo, and how late its first byte ever comes."""
    capacity = found["capacity"]
    rates: list[list[Cell]] = [
        [
            text,
            capacity[kind]["per_second"]["callback"],
            capacity[kind]["per_second"]["echo"],
            capacity[kind]["per_second"]["ratio"],
            capacity[kind]["per_cpu_second"]["ratio"],
        ]
        for kind, text in _KINDS.items()
    ]
    waits: list[list[Cell]] = [_wait("100 a second, acknowledged at once", capacity["offered_100_a_second"])]
    waits += [_wait(f"{text}", found[name]) for name, text in _OFFERED.items()]
    said = (
        "Sealed callbacks (safe mode). The peer is a bare FastAPI that returns the same bodies; both run and are asked in "
        "turns. The engine takes no part in the first table. First byte is the time until the reply begins. "
        f"Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return "\n\n".join(
        (
            said,
            table(["requests a second", "callback", "echo", "ratio (wanted ≥ 0.5)", "ratio by CPU time"], rates),
            table(["first byte", "callbacks", "p50, ms", "p99, ms (wanted ≤ 1,000)", "latest, ms (≤ 4,500)"], waits),
        )
    )


def widget_section(found: _Results) -> str:
    """Return what a script sees of the widget in a browser."""
    painted, faults = found["painted_ms"], found["axe"]
    rows: list[list[Cell]] = [
        ["size with gzip, kB (wanted ≤ 40)", found["gzip_kb"]],
        [f"reply arrived until painted, {painted['n']} answers, p50, ms", painted["p50"]],
        ["p95, ms (wanted ≤ 100)", painted["p95"]],
        ["the slowest, ms", painted["max"]],
        ["cumulative layout shift (wanted ≤ 0.02)", found["cls"]],
        ["requests to other origins", len(found["third_party"])],
        ["errors in the console", len(found["console"])],
        [f"serious or critical faults of axe-core in {len(faults)} modes", sum(map(len, faults.values()))],
    ]
    said = (
        "The citizen page of a running service in headless Chromium. "
        f"Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table(["widget", ""], rows)


def assist_section(found: _Results) -> str:
    """Return how long an operator waits for help, beside a bare turn."""
    arms = (
        ("help for an operator (p95 wanted ≤ 80)", "assist"),
        ("the same where the words came while they were said, from the last of them", "ahead"),
        ("a turn of the website", "turn"),
        ("ratio of the first to the last", "ratio"),
    )
    rows: list[list[Cell]] = [[text, found[name]["p50"], found[name]["p95"]] for text, name in arms]
    said = (
        "`POST /channels/hotline/assist` beside `POST /api/chat`, one by one in turns on one running service with the real model "
        f"and Rasa, no question twice. {found['with_words']:,} of {found['calls']:,} answers had words for the ear. "
        f"Load average {found['machine']['load_before']} before the run; {found['machine']['date']}."
    )
    return said + "\n\n" + table([f"{found['calls']:,} questions each way", "p50, ms", "p95, ms"], rows)


def _wait(text: str, offered: _Results) -> list[Cell]:
    taken = offered["ms"]
    return [text, offered["n"], cell(taken["p50"]), cell(taken["p99"]), cell(taken["max"])]
