"""The real recogniser, where the extra ``speech`` is installed: it is optional, so it may be absent in CI too.

A synthetic voice that it understands is not at hand here (``scripts.bench.spoken_question`` takes one): what is tested is
that it invents nothing.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from api.telephony.port import Sound
from api.telephony.speech_model import speech_model
from api.telephony.whisper import WhisperRecogniser

RATE = 8000
pytestmark = [
    pytest.mark.integration,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        find_spec("faster_whisper") is None, reason="the extra speech (faster-whisper) is not installed"
    ),
    pytest.mark.filterwarnings("default"),  # of the engine
]


def tone(hertz: float) -> Sound:
    return sound(np.sin(2 * np.pi * hertz * np.arange(2 * RATE) / RATE) * 8000)


def noise(loudness: float) -> Sound:
    return sound(np.random.default_rng(1).standard_normal(2 * RATE) * loudness)


def sound(samples: np.ndarray) -> Sound:
    return Sound(samples.clip(-32768, 32767).astype("<i2").tobytes(), RATE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def recogniser(tmp_path_factory: pytest.TempPathFactory) -> WhisperRecogniser:
    models: Path = tmp_path_factory.mktemp("models")
    recogniser = WhisperRecogniser(speech_model(models))
    await recogniser.load()
    return recogniser


@pytest.mark.parametrize(
    "heard",
    [sound(np.zeros(2 * RATE)), noise(500), noise(9000), tone(50), tone(440), tone(1000)],
    ids=["silence", "hiss", "noise", "hum", "dial tone", "whistle"],
)
async def test_where_nobody_speaks_nothing_was_said(recogniser: WhisperRecogniser, heard: Sound) -> None:
    assert (await recogniser.recognise(heard)).text == ""
