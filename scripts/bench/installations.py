"""Installations made for the measurement: how fast they start, what their turns cost, how much memory they take."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from api.settings import Settings
from scripts.bench.arms import Arm, BareArm, ServiceArm
from scripts.bench.bare_rasa import running_bare
from scripts.bench.library import Entry, collect_vectors, lend_vectors, publish_all
from scripts.bench.service import prepare_folder, running
from scripts.bench.stored_encoder import StoredEncoder
from scripts.bench.turns import BARE, GIVEN, OWN, measure_turns


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: starts, turns one by one, turns eight at a time."""

    starts: int
    turns: int
    concurrent: int


@dataclass(frozen=True, slots=True)
class Installations:
    """Makes and measures data folders. ``asked`` never gives a question twice."""

    settings: Settings
    encoder: StoredEncoder
    asked: Iterator[str]
    extent: Extent

    def make(self, folder: Path, entries: list[Entry]) -> Settings:
        """Make a folder with these records beside the sample knowledge; what is embedded already is not embedded again."""
        settings = prepare_folder(folder, self.settings)
        lend_vectors(self.encoder.path, folder)
        publish_all(settings, entries)
        with running(settings):
            collect_vectors(folder, self.encoder.path)
        return settings

    def measure(self, settings: Settings) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what its processes cost on a second start, and what its turns cost."""
        seconds = [self._start_seconds(settings) for _ in range(self.extent.starts - 1)]
        with running(settings) as service, running_bare(settings) as bare:
            arms: dict[str, Arm] = {
                OWN: ServiceArm(service.address),
                BARE: BareArm(bare),
                GIVEN: BareArm(bare, self.encoder.model),
            }
            turns = measure_turns(arms, self.asked, self.extent.turns, self.extent.concurrent)
            processes = {
                "passages": service.passages(),
                "seconds": median([*seconds, service.start_seconds]),
                "resident_mb": service.resident_mb(),
                "turn_p95_ms": turns["one_by_one"][OWN]["p95"],
            }
        return processes, turns

    @staticmethod
    def _start_seconds(settings: Settings) -> float:
        with running(settings) as service:
            return service.start_seconds
