"""Speech synthesis by espeak-ng (GPL-3.0, a program of its own): plain, quick, always at hand. It reads Chinese numerals only."""

import asyncio
import io
import shutil
import wave
from collections import OrderedDict

from api.telephony.errors import EngineUnavailable
from api.telephony.port import Sound
from api.telephony.resampling import resample

PROGRAM = "espeak-ng"
_SECONDS = 10.0
_WORDS_A_MINUTE = 190
_REMEMBERED = 32


class EspeakSynthesiser:
    """Speaks Mandarin. The last sounds are remembered: greetings and questions back are the same in every call."""

    def __init__(self, voice: str = "cmn", program: str = PROGRAM) -> None:
        self._voice, self._program = voice, program
        self._remembered: OrderedDict[tuple[str, int], Sound] = OrderedDict()

    async def speak(self, text: str, rate: int) -> Sound:
        """Return the sound of a text; nothing to say is no sound.

        Raises:
            EngineUnavailable: the program is missing, fails or takes too long.
        """
        if not text.strip():
            return Sound(b"", rate)
        key = text, rate
        if key not in self._remembered:
            sound = await asyncio.to_thread(resample, await self._spoken(text), rate)
            self._remembered[key] = sound
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(key)
        return self._remembered[key]

    async def _spoken(self, text: str) -> Sound:
        options = ("-v", self._voice, "-s", str(_WORDS_A_MINUTE), "--stdin", "--stdout")
        try:
            process = await asyncio.create_subprocess_exec(
                self._program, *options, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
        except OSError as error:
            raise EngineUnavailable(
                f"没有 {self._program}", remedy="请安装 espeak-ng（apt install espeak-ng）"
            ) from error
        try:
            async with asyncio.timeout(_SECONDS):
                output, _ = await process.communicate(text.encode("utf-8"))
        except TimeoutError as error:
            raise EngineUnavailable(f"{self._program} 没有在 {_SECONDS:g} 秒内说完") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return read_wave(output)


def read_wave(data: bytes) -> Sound:
    """Return the sound in a WAV stream of 16-bit mono samples.

    Raises:
        EngineUnavailable: it is none.
    """
    # A stream has no length to put into its head, and says 2 GB; what is there counts.
    try:
        with wave.open(io.BytesIO(data)) as file:
            fits = file.getsampwidth() == 2 and file.getnchannels() == 1
            samples, rate = file.readframes(len(data)), file.getframerate()
    except (wave.Error, EOFError) as error:
        raise EngineUnavailable("语音合成没有给出声音") from error
    if not fits or not samples:
        raise EngineUnavailable("语音合成没有给出 16 位单声道的声音")
    return Sound(samples[: len(samples) // 2 * 2], rate)


def has_espeak() -> bool:
    """Whether the program is installed."""
    return shutil.which(PROGRAM) is not None
