"""``python -m scripts.bench.agent_assist``: an operator's call for help beside a bare turn, as JSON.

All ask the same running service, in turns, questions that nobody asked before: a turn over ``POST /api/chat``; a question of a
caller over ``POST /channels/hotline/assist``, which is such a turn with a call around it and words for the ear; and a question
whose words the switchboard told as they were said, which were looked up before the caller was silent.
"""

import asyncio
import tempfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import httpx2
import typer

from api.settings import Settings
from scripts.bench import machine
from scripts.bench.arms import Arm, ServiceArm
from scripts.bench.assist_arms import AssistArm, SaidAheadArm, Switchboard
from scripts.bench.channel_sections import ASSIST, assist_section
from scripts.bench.command import run_command
from scripts.bench.performance import report
from scripts.bench.questions import questions
from scripts.bench.service import running
from scripts.bench.started_before import started_before
from scripts.bench.timing import comparison

_WARM_UP, _TIMEOUT_SECONDS = 10, 30.0
_OWN, _AHEAD, _BARE = "assist", "ahead", "turn"


def measure_assist(settings: Settings, calls: int) -> dict[str, Any]:
    """Ask so many questions each way, in a service of its own."""
    described = machine.describe()
    with tempfile.TemporaryDirectory(prefix="yihaoda-assist-") as name:
        own = started_before(Path(name) / "data", settings)
        token = uuid4().hex
        with running(own, YIHAODA_HOTLINE__TOKEN=token) as service:
            switchboard = Switchboard(service.address, token)
            arm = AssistArm(switchboard)
            arms: dict[str, Arm] = {_OWN: arm, _AHEAD: SaidAheadArm(switchboard), _BARE: ServiceArm(service.address)}
            milliseconds = asyncio.run(_take(arms, calls))
    with_words = sum(bool(answer["spoken"]) for answer in arm.answers[_WARM_UP:])
    return {"machine": described, "calls": calls, "with_words": with_words} | comparison(milliseconds, _OWN, _BARE)


async def _take(arms: Mapping[str, Arm], calls: int) -> dict[str, list[float]]:
    """Ask each way in turns; no text twice, for the service remembers what it embedded."""
    milliseconds: dict[str, list[float]] = {name: [] for name in arms}
    texts = questions()
    async with httpx2.AsyncClient(trust_env=False, timeout=_TIMEOUT_SECONDS) as client:
        for at in range(_WARM_UP + calls):
            for name, text in zip(list(arms)[:: 1 if at % 2 else -1], islice(texts, len(arms)), strict=True):
                milliseconds[name].append(await arms[name].take(client, text))
    return {name: taken[_WARM_UP:] for name, taken in milliseconds.items()}


def main(
    calls: Annotated[int, typer.Option(help="how many, each way")] = 300,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_assist(Settings(), calls)
    report(docs, ASSIST, results, assist_section)


if __name__ == "__main__":
    run_command(main)
