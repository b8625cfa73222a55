"""Speech recognition by whisper-base, offline, with faster-whisper (the extra ``speech``). One sound after the other."""

import asyncio
import math
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.telephony.errors import EngineUnavailable
from api.telephony.port import Recognised, Sound
from api.telephony.resampling import resample
from knowledge.text.normalise import to_simplified

RATE = 16000
PROMPT = (
    "政策咨询热线：高龄津贴、养老保险、医保、社保卡、公积金贷款、低保、工伤认定、居住证、营业执照、育儿补贴、种粮补贴、"
    "法律援助、转人工、着火了。是的，不是。"
)
"""Words that lead the recogniser to the terms of the field: of several spellings of a sound it prefers what it has just read.

Of ten questions read by a synthetic voice, nine came out wrong without it and none with it. Most of their words are its own:
that is its best case.
"""

_BEAM = 2
_LONGEST_TOKENS = 120
_NOTHING_SAID = 0.6
_GUESSED = 0.25  # what the engine is less sure of, it made up
_MARKS = " ，。？！、：,.?!:"
_SILENCE_SECONDS = 8
"""Silence after what was said. Measured with 20 questions of a synthetic voice at 8 kHz: a third of the work of the full half minute,
and one more of them misread (8, not 7); with 1 s the engine says things twice.
"""

_LONGEST_SECONDS = 30
_NO_WORDS = re.compile(r"\W+")
_BARE_PROMPT = _NO_WORDS.sub("", PROMPT)
_LED = 5  # characters: one term of the prompt, as somebody may well say it alone
_CIRCLES = re.compile(r"(.{2,8})\1{3}|^(.)\2{4,}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as the engine gives it: its words, and how sure it is of them (mean log probability) and of there being any."""

    text: str
    log_probability: float
    no_speech: float


class WhisperRecogniser:
    """Recognises Mandarin in a thread of its own. The engine is loaded with the first sound, or by ``load`` or ``prepare``."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._engine: Any = None
        self._thread = ThreadPoolExecutor(1, "whisper")

    async def load(self) -> None:
        """Load the engine now, so that the first caller does not wait for it.

        Raises:
            EngineUnavailable: faster-whisper is not installed, or the model cannot be loaded.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._loaded)

    def prepare(self) -> None:
        """Begin to load the engine; where that fails, the first sound fails with the reason."""
        self._thread.submit(self._loaded)

    async def recognise(self, sound: Sound) -> Recognised:
        """Return the words.

        Raises:
            EngineUnavailable: the engine cannot be loaded.
        """
        pieces = await asyncio.get_running_loop().run_in_executor(self._thread, self._pieces, sound)
        return joined(pieces)

    def _pieces(self, sound: Sound) -> list[Piece]:
        samples = np.frombuffer(resample(sound, RATE).samples, "<i2").astype(np.float32)
        samples /= 32768
        return [self._transcribed(np.pad(samples, (0, _SILENCE_SECONDS * RATE)))]

    def _transcribed(self, samples: NDArray[np.float32]) -> Piece:
        """Return the words; the encoder is given what was said and some silence, not the half minute it was trained with."""
        engine = self._loaded()
        features = engine.feature_extractor(samples[: _LONGEST_SECONDS * RATE], padding=0)
        features = np.ascontiguousarray(features[None, :, : features.shape[1] // 2 * 2])
        tokenizer = _tokenizer_of(engine)
        prompt = engine.get_prompt(tokenizer, tokenizer.encode(f" {PROMPT}"), without_timestamps=True)
        found = engine.model.generate(
            engine.encode(features), [prompt], beam_size=_BEAM, max_length=len(prompt) + _LONGEST_TOKENS,
            return_scores=True, return_no_speech_prob=True,
        )[0]  # fmt: skip
        tokens = [token for token in found.sequences_ids[0] if token < tokenizer.eot]
        return Piece(tokenizer.decode(tokens), found.scores[0], found.no_speech_prob)

    def _loaded(self) -> Any:  # noqa: ANN401  # optional, so its types are not known
        if self._engine is None:
            try:
                from faster_whisper import WhisperModel  # noqa: PLC0415  # optional, and slow to load

                self._engine = WhisperModel(str(self._model), device="cpu", compute_type="int8", local_files_only=True)
            except (ImportError, OSError, RuntimeError, ValueError) as error:
                raise EngineUnavailable(
                    "语音识别不能启动", remedy="请安装附加组件：pip install 'yihaoda[speech]'"
                ) from error
        return self._engine


def _tokenizer_of(engine: Any) -> Any:  # noqa: ANN401  # optional, so its types are not known
    from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415  # optional

    return Tokenizer(engine.hf_tokenizer, engine.model.is_multilingual, task="transcribe", language="zh")


def joined(pieces: Sequence[Piece]) -> Recognised:
    """Return what was said in all pieces, in simplified characters; what repeats the prompt or nobody said is nothing."""
    said = [piece for piece in pieces if piece.no_speech < _NOTHING_SAID and piece.text.strip(_MARKS)]
    text = to_simplified("".join(piece.text.strip() for piece in said)).strip(_MARKS)
    if not text or _is_made_up(text):
        return Recognised("", 0.0)
    size = sum(len(piece.text) for piece in said)
    mean = sum(piece.log_probability * len(piece.text) for piece in said) / size
    confidence = min(1.0, math.exp(mean))
    return Recognised(text, confidence) if confidence >= _GUESSED else Recognised("", 0.0)


def _is_made_up(text: str) -> bool:
    """Whether it repeats what it was led with, or goes round in circles: so it does with a voice that it does not understand."""
    bare = _NO_WORDS.sub("", text)
    return (len(bare) > _LED and bare in _BARE_PROMPT) or _CIRCLES.search(bare) is not None
