"""A comparison for people, and for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from knowledge.gate.comparison import Comparison
from knowledge.gate.judging import Result, Verdict
from knowledge.gate.settings import Kind, gate_settings

_VERDICTS = {Verdict.RIGHT: "答对", Verdict.ASKED_BACK: "反问", Verdict.SILENT: "未答", Verdict.WRONG: "答错"}


def document(found: Comparison) -> dict[str, Any]:
    """Return the comparison as JSON can hold it."""
    counts = found.counts()
    return {
        "passed": found.passed,
        "reasons": list(found.reasons),
        "questions": len(found.results),
        "kinds": {
            kind: {verdict: counts[kind][verdict] for verdict in Verdict} | {"right_before": found.before.get(kind)}
            for kind in counts
        },
        "never": [row(result) | {"never": list(result.never)} for result in found.never],
        "newly_wrong": [row(result) for result in found.newly_wrong],
        "newly_right": [row(result) for result in found.newly_right],
        "missing": list(found.missing),
    }


def row(result: Result) -> dict[str, Any]:
    """Return one question as JSON can hold it."""
    return {
        "id": result.id,
        "kind": result.kind,
        "asked": result.asked,
        "verdict": result.verdict,
        "outcome": result.outcome,
        "top": result.got,
        "confidence": result.confidence,
    }


def show(found: Comparison, console: Console) -> None:
    """Print what changed and how every kind stands."""
    for title, results in (("绝不允许", found.never), ("变差", found.newly_wrong), ("变好", found.newly_right)):
        if results:
            console.print(_questions(title, results))
    console.print(_kinds(found))
    for reason in found.reasons:
        console.print(f"✗ {reason}", markup=False)
    console.print("门禁通过" if found.passed else "门禁没有通过")


def sentences(found: Comparison, shown: int = 10) -> list[str]:
    """Return why a publish was stopped, in words for a curator: the reasons, then question by question."""
    worse = dict.fromkeys((*found.never, *found.newly_wrong))
    lines = [
        f"“{result.asked}”：{_VERDICTS[result.verdict]}（{result.outcome}），排第一的是“{result.got or '无'}”，"
        f"把握 {result.confidence:.2f}"
        for result in list(worse)[:shown]
    ]
    more = [f"另有 {len(worse) - shown} 个问题变差"] if len(worse) > shown else []
    return [*found.reasons, *lines, *more]


def _questions(title: str, results: Sequence[Result]) -> Table:
    table = Table("编号", "问题", "结局", "把握", "排第一的", title=f"{title}（{len(results)}）", title_justify="left")
    for found in results:
        outcome = f"{_VERDICTS[found.verdict]} {found.outcome}{' ' + '、'.join(found.never) if found.never else ''}"
        table.add_row(found.id, found.asked, outcome, f"{found.confidence:.2f}", found.got)
    return table


def _kinds(found: Comparison) -> Table:
    table = Table("类别", *_VERDICTS.values(), "基线答对", "可减", title="各类问题", title_justify="left")
    settings: Mapping[Kind, Any] = gate_settings().kinds
    for kind, counts in found.counts().items():
        before = found.before.get(kind)
        table.add_row(
            settings[kind].label,
            *(str(counts[verdict]) for verdict in _VERDICTS),
            "" if before is None else str(before),
            str(settings[kind].tolerance),
        )
    return table
