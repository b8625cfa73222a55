"""What was accepted last: the ids that pass, the ids that are answered wrongly, counts by kind, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.gate.errors import InvalidGateFile, NeverAccepted
from knowledge.gate.judging import Result, Verdict
from knowledge.gate.settings import Kind

FILE = Path(__file__).with_name("baseline.yml")
_HEAD = "# 门禁的基线，由 `yihaoda gate --accept --reason …` 写出；不要手改。\n"
_KEPT = 20


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Acceptance(_Section):
    """When a baseline was accepted, and why."""

    day: date
    reason: str


class Baseline(_Section):
    """A run that was accepted. ``never`` is empty in every file; a run of before a publish may have some.

    ``encoder`` is by whose vectors it was made, with the number format: another processor may compute in another one, and
    then questions at the edge of a threshold come out otherwise.
    """

    accepted: tuple[Acceptance, ...] = ()
    encoder: str = ""
    counts: Mapping[Kind, Mapping[Verdict, int]] = {}
    passing: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    unanswered: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str]:
        """Every question that was asked."""
        return self.passing | self.wrong | self.unanswered

    def without(self, ids: Iterable[str]) -> "Baseline":
        """Return this baseline as if these questions had never been asked."""
        gone = frozenset(ids)
        return self.model_copy(
            update={name: getattr(self, name) - gone for name in ("passing", "wrong", "unanswered", "never")}
        )

    @classmethod
    def of(cls, results: Iterable[Result], accepted: tuple[Acceptance, ...] = ()) -> "Baseline":
        """Return the baseline that these results make."""
        results = list(results)
        counts = {kind: Counter(r.verdict for r in results if r.kind is kind) for kind in Kind}

        def having(*verdicts: Verdict) -> frozenset[str]:
            return frozenset(r.id for r in results if r.verdict in verdicts)

        return cls(
            accepted=accepted,
            counts={kind: {v: found[v] for v in Verdict if found[v]} for kind, found in counts.items() if found},
            passing=having(Verdict.RIGHT),
            wrong=having(Verdict.WRONG),
            unanswered=having(Verdict.ASKED_BACK, Verdict.SILENT),
            never=frozenset(r.id for r in results if r.never),
        )


def load_baseline(path: Path = FILE) -> Baseline:
    """Read a baseline; an empty one where there is no file.

    Raises:
        InvalidGateFile: the file has another shape.
    """
    if not path.is_file():
        return Baseline()
    try:
        return Baseline.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise InvalidGateFile(path, str(error).splitlines()[0]) from error


def accept(results: Iterable[Result], path: Path, *, day: date, reason: str, encoder: str = "") -> Baseline:
    """Write the results as the new baseline; the reasons of the last 20 are kept, newest first.

    Raises:
        NeverAccepted: something happened that must never happen.
    """
    results = list(results)
    if broken := [result.id for result in results if result.never]:
        raise NeverAccepted(f"有绝不允许的情况，不能作为基线：{'、'.join(broken)}", remedy="请先改正")
    history = (Acceptance(day=day, reason=reason), *load_baseline(path).accepted)[:_KEPT]
    baseline = Baseline.of(results, history).model_copy(update={"encoder": encoder})
    content = baseline.model_dump(mode="json", exclude={"never"})
    content |= {name: sorted(content[name]) for name in ("passing", "wrong", "unanswered")}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), "utf-8")
    return baseline
