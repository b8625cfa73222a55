"""One call, led from the first word to the last: what is heard goes to the dialogue, what it says goes to the caller."""

import asyncio
from dataclasses import dataclass, field

from api.hotline.port import CallName
from api.telephony.endpointing import Attention
from api.telephony.events import Began, Event, Gone, Pressed, Uttered
from api.telephony.limits import TelephonyLimits, telephony_limits
from api.telephony.line import Line
from api.telephony.listening import Listener
from api.telephony.port import Recogniser, Sound, Synthesiser
from api.telephony.speaking import Playing
from api.telephony.timing import Stopwatch
from api.voicebot.port import Heard, HeardKind, Say, VoiceDialog

_LEAST_PATIENCE_SECONDS = 0.1  # so that a dialogue that does not listen cannot spin


@dataclass(frozen=True, slots=True)
class Speech:
    """What every call needs."""

    dialog: VoiceDialog
    recogniser: Recogniser
    synthesiser: Synthesiser
    limits: TelephonyLimits = field(default_factory=telephony_limits)


class Call:
    """Leads one call. ``name`` is its own: no other call, earlier or at the same time, has it."""

    def __init__(self, name: CallName, listener: Listener, line: Line, speech: Speech) -> None:
        self._name, self._listener, self._line, self._speech = name, listener, line, speech
        self._count = 0
        self._ended_by = "failure"
        self._watch: Stopwatch | None = None

    async def lead(self) -> str:
        """Lead the call; return who ended it: ``caller``, ``bot``, ``transfer``, ``failure``.

        Raises:
            Unavailable: an engine does not answer.
            TimeoutError: the dialogue does not.
        """
        say = await self._tell(Heard(HeardKind.START))
        while True:
            heard = await self._say(await self._sound_of(say), say)
            if heard is None:
                return "transfer" if say.transfer else "bot"
            if heard.kind is HeardKind.HANGUP and self._ended_by == "transfer":
                return self._ended_by  # the caller is still there
            say = await self._tell(heard)
            if heard.kind is HeardKind.HANGUP:
                return self._ended_by

    @property
    def is_over(self) -> bool:
        """Whether the caller is gone."""
        return self._listener.gone

    async def announce(self, sentence: str) -> None:
        """Say a sentence that nobody can speak into, as far as the caller stays.

        Raises:
            Unavailable: the engine does not answer.
        """
        say = Say(sentence, barge_in=False, transfer=True)
        await self._say(await self._sound_of(say), say)

    async def _tell(self, heard: Heard) -> Say:
        self._count += 1
        async with asyncio.timeout(self._speech.limits.answer_seconds):
            say = await self._speech.dialog.hear(self._name, str(self._count), heard)
        self._mark("turn")
        return say

    async def _sound_of(self, say: Say) -> Playing:
        sound = await self._speech.synthesiser.speak(say.text, self._listener.rate)
        self._mark("synthesis")
        return Playing(sound, self._speech.limits)

    async def _say(self, playing: Playing, say: Say) -> Heard | None:
        """Say it, and return what the caller did about it; nothing where the call ends with it."""
        while True:
            event = await self._play(playing, say)
            if event is None and _ends(say):
                return None
            heard = await self._understood(event or await self._next(say.patience if say.listens else 0.0))
            if playing.done or not _is_noise(heard):
                return heard
            playing.rewind()  # a cough is no reason to keep the rest back

    async def _play(self, playing: Playing, say: Say) -> Event | None:
        """Play, and return what broke it off; nothing where all of it was heard."""
        self._listener.attention = Attention.OVER_SPEECH if say.barge_in and not _ends(say) else Attention.DEAF
        if self._watch:
            self._watch.total()
            self._watch = None
        playing_on = asyncio.create_task(playing.run(self._line.send))
        breaking_off = asyncio.create_task(self._interruption(say))
        try:
            await asyncio.wait({playing_on, breaking_off}, return_when=asyncio.FIRST_COMPLETED)
            return breaking_off.result() if breaking_off.done() else None
        finally:
            for task in (playing_on, breaking_off):
                task.cancel()
            await asyncio.gather(playing_on, breaking_off, return_exceptions=True)
            self._listener.attention = Attention.OPEN

    async def _interruption(self, say: Say) -> Event:
        """Return the next event that may break off what is said."""
        while True:
            event = await self._listener.events.next()
            spoken = isinstance(event, Began | Uttered)
            if isinstance(event, Gone) or (not _ends(say) and (say.barge_in or not spoken)):
                return event

    async def _next(self, patience: float) -> Event | None:
        """Return what the caller does next, nothing where they do nothing in time (seconds)."""
        try:
            async with asyncio.timeout(max(patience, _LEAST_PATIENCE_SECONDS)):
                return await self._listener.events.next()
        except TimeoutError:
            return None

    async def _understood(self, event: Event | None) -> Heard:
        """Return what was heard; whoever began to speak is heard out."""
        while isinstance(event, Began):
            event = await self._listener.events.next()
        match event:
            case Uttered(sound, ended_at):
                return await self._recognised(sound, Stopwatch(ended_at))
            case Pressed(keys):
                return Heard(HeardKind.DIGITS, keys)
            case Gone(by):
                self._ended_by = by
                return Heard(HeardKind.HANGUP)
            case _:
                return Heard(HeardKind.SILENCE)

    async def _recognised(self, sound: Sound, watch: Stopwatch) -> Heard:
        watch.mark("endpointing")
        found = await self._speech.recogniser.recognise(sound)
        watch.mark("recognition")
        self._watch = watch if found.text else None
        return Heard(HeardKind.WORDS, found.text, found.confidence, recognised=True)

    def _mark(self, part: str) -> None:
        if self._watch:
            self._watch.mark(part)


def _ends(say: Say) -> bool:
    return say.transfer or say.hangup


def _is_noise(heard: Heard) -> bool:
    return heard.kind is HeardKind.WORDS and not heard.text
