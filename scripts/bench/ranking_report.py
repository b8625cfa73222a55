"""What the ranking's trainer reports of its ingredients, a reviewed file beside the weights; it may be absent."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from scripts.bench.places import ROOT

FILE = ROOT / "knowledge" / "search" / "ranking_report.json"


class Ablation(BaseModel):
    """mrr@10 by set with one ingredient taken out; ``ingredient`` is ``full`` where nothing is."""

    model_config = ConfigDict(extra="allow", frozen=True)

    ingredient: str

    @property
    def figures(self) -> Mapping[str, float]:
        """The figures by set."""
        return {name: float(value) for name, value in (self.model_extra or {}).items()}


class RankingReport(BaseModel):
    """The whole file, as ``python -m scripts.ranking.train`` writes it.

    ``on_all``, ``held_out`` and ``leave_one_out`` hold, by set, ``mrr`` and ``hits`` at 10 of weights made on all questions,
    on the other half of them, and on all the other sets. The first row of ``ablation`` is the full ranking.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str = ""
    questions: Mapping[str, int] = {}
    on_all: Mapping[str, Mapping[str, float]] = {}
    held_out: Mapping[str, Mapping[str, float]] = {}
    ablation: tuple[Ablation, ...] = ()
    leave_one_out: Mapping[str, Mapping[str, float]] = {}

    @model_validator(mode="after")
    def _full_first(self) -> "RankingReport":
        if self.ablation and self.ablation[0].ingredient != "full":
            raise ValueError("the first row of ablation is the full ranking")
        return self


def load_ranking_report(path: Path = FILE) -> RankingReport | None:
    """Read the file; nothing where there is none."""
    return RankingReport.model_validate_json(path.read_text("utf-8")) if path.is_file() else None
