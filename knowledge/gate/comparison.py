"""Better or worse than what was accepted, and by which questions."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.gate.baseline import Baseline
from knowledge.gate.judging import Result, Verdict
from knowledge.gate.settings import Kind, gate_settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """Results against a baseline. ``reasons`` says in words why the gate is closed; it is open when there is none."""

    results: Sequence[Result]
    newly_wrong: Sequence[Result]
    newly_right: Sequence[Result]
    never: Sequence[Result]
    missing: Sequence[str]
    before: dict[Kind, int]
    reasons: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        """Whether the gate is open."""
        return not self.reasons

    def counts(self) -> dict[Kind, Counter[Verdict]]:
        """Return how many of each kind got which verdict."""
        found: dict[Kind, Counter[Verdict]] = {}
        for result in self.results:
            found.setdefault(result.kind, Counter())[result.verdict] += 1
        return found


def compare(
    results: Sequence[Result],
    baseline: Baseline,
    *,
    tolerance: Callable[[Kind], int] | None = None,
    spare: int = 0,
) -> Comparison:
    """Compare results with a baseline. A question of the baseline that was not asked any more counts as lost.

    Args:
        results: One a question.
        baseline: What was accepted.
        tolerance: By how many right answers a kind may fall; that of ``gate.yml`` unless given.
        spare: By how many more may get worse than better.
    """
    asked = {result.id: result for result in results}
    found = Comparison(
        results=results,
        newly_wrong=[r for r in results if _is_worse(r, baseline)],
        newly_right=[r for r in results if r.verdict is Verdict.RIGHT and r.id in baseline.asked - baseline.passing],
        never=[r for r in results if r.never and r.id not in baseline.never],
        missing=sorted(baseline.passing - asked.keys()),
        before=dict(Counter(asked[name].kind for name in baseline.passing if name in asked)),
    )
    return replace(found, reasons=_reasons(found, tolerance or gate_settings().tolerance, spare))


def _is_worse(result: Result, baseline: Baseline) -> bool:
    """Whether it was right and is not any more, or was left unanswered and is answered wrongly now."""
    if result.id in baseline.passing:
        return result.verdict is not Verdict.RIGHT
    return result.id in baseline.unanswered and result.verdict is Verdict.WRONG


def _reasons(found: Comparison, tolerance: Callable[[Kind], int], spare: int) -> tuple[str, ...]:
    reasons = []
    if found.never:
        reasons.append(f"出现绝不允许的情况 {len(found.never)} 处：{'、'.join(r.id for r in found.never)}")
    now = found.counts()
    for kind, before in found.before.items():
        right = now[kind][Verdict.RIGHT]
        if right < before - tolerance(kind):
            label = gate_settings().kinds[kind].label
            reasons.append(f"“{label}”答对的由 {before} 个减到 {right} 个，最多可减 {tolerance(kind)} 个")
    lost = len(found.newly_wrong) + len(found.missing)
    if lost > len(found.newly_right) + spare:
        reasons.append(f"变差 {lost} 个，多于变好的 {len(found.newly_right)} 个")
    if found.missing:
        reasons.append(f"基线里有 {len(found.missing)} 个问题没有问：{'、'.join(found.missing[:5])}")
    return tuple(reasons)
