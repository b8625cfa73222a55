"""``python -m scripts.bench.voicebot``: a turn on the telephone, text in and text out, beside a turn of the widget, as JSON."""

import asyncio
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import httpx2
import typer

from api.settings import Settings
from api.visitors.tokens import VisitorTokens
from knowledge.clock import utc_now
from scripts.bench import machine
from scripts.bench.arms import Arm
from scripts.bench.command import run_command
from scripts.bench.performance import report
from scripts.bench.questions import questions
from scripts.bench.service import running
from scripts.bench.started_before import started_before
from scripts.bench.timing import comparison
from scripts.bench.voice_arm import VoiceArm, WidgetArm
from scripts.bench.voice_section import VOICE, voice_section

_WARM_UP, _TIMEOUT_SECONDS, _TOKEN = 10, 30.0, "bench"  # the service listens on loopback alone
_VOICE, _TURN = "voice", "turn"


def measure_voice(settings: Settings, turns: int) -> dict[str, Any]:
    """Take so many turns each way, in a service of its own."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-voice-") as name:
        own = started_before(Path(name) / "data", settings)
        with running(own, YIHAODA_HOTLINE__TOKEN=_TOKEN) as service:
            arm = VoiceArm(service.address, _TOKEN)
            widget = WidgetArm(service.address, VisitorTokens.of(own, utc_now))
            arms: dict[str, Arm] = {_VOICE: arm, _TURN: widget}
            milliseconds = asyncio.run(_take(arms, turns))
    read_back = sum("您问的是" in said for said in arm.said[_WARM_UP:])
    return {"machine": described, "turns": turns, "answered": read_back} | comparison(milliseconds, _VOICE, _TURN)


async def _take(arms: Mapping[str, Arm], turns: int) -> dict[str, list[float]]:
    """Ask each way in turns; no text twice, for the service remembers what it embedded."""
    milliseconds: dict[str, list[float]] = {name: [] for name in arms}
    texts = questions()
    async with httpx2.AsyncClient(trust_env=False, timeout=_TIMEOUT_SECONDS) as client:
        for at in range(_WARM_UP + turns):
            for name, text in zip(list(arms)[:: 1 if at % 2 else -1], islice(texts, len(arms)), strict=True):
                milliseconds[name].append(await arms[name].take(client, text))
    return {name: taken[_WARM_UP:] for name, taken in milliseconds.items()}


def main(
    turns: Annotated[int, typer.Option(help="how many, each way")] = 300,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_voice(Settings(), turns)
    report(docs, VOICE, results, voice_section)


if __name__ == "__main__":
    run_command(main)
