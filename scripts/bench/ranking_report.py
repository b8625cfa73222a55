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
    """The whole file: ``{"ablation": [{"ingredient": "full", "SET": 0.8, …}, …], "leave_one_out": {"SET": {"mrr@10": …}}}``.

    ``leave_one_out`` holds, by set, the figures of weights that were trained on all the other sets.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

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
