"""What is aimed at, and whether it is reached."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

FILE = Path(__file__).with_name("targets.yml")
QUALITY = Path(__file__).with_name("quality_targets.yml")


class Target(BaseModel):
    """A figure, by its path in the results, and its limit: ``at_most`` or ``at_least``; ``why`` it may be missed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    figure: str
    name: str
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    why: str = ""

    def measured(self, results: Mapping[str, Any]) -> float | None:
        """Return the figure, None where this run did not measure it."""
        found: Any = results
        for name in self.figure.split("."):
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return float(found)

    def reached_by(self, value: float) -> bool:
        """Whether a figure keeps to the limit."""
        return (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)

    @property
    def limit(self) -> str:
        """The limit in print."""
        sign, bound = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        return f"{sign} {bound:g} {self.unit}".strip()


_TARGETS = TypeAdapter(tuple[Target, ...])


def load_targets(path: Path = FILE) -> Sequence[Target]:
    """Read ``targets.yml``, or another file of that shape."""
    return _TARGETS.validate_python(yaml.safe_load(path.read_text("utf-8")))
