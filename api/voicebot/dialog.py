"""One call after the other, step by step: what was said is kept, so that a repeated request and another process say the same."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from weakref import WeakValueDictionary

from api.hotline.port import CallName, Calls
from api.voicebot.asking import Moment
from api.voicebot.hearing import Hearing
from api.voicebot.port import Heard, HeardKind, Say
from api.voicebot.standing import Step
from api.voicebot.steps import Progress, Steps
from api.voicebot.wishes import readable

BOT = "bot"
_LONGEST_TOLD = 4  # more keys than that may be the number of a card
_SILENT = Say("", listens=False, hangup=True)
_Heard: TypeAlias = Callable[[Moment, Heard], Awaitable[Step]]


@dataclass(frozen=True, slots=True)
class TelephoneDialog:
    """Leads calls. Calls are independent of each other; within one, one thing is heard after the other."""

    hearing: Hearing
    calls: Calls
    steps: Steps
    locks: WeakValueDictionary[CallName, asyncio.Lock]

    @classmethod
    def of(cls, hearing: Hearing, calls: Calls, steps: Steps) -> "TelephoneDialog":
        """Return the dialogue of a process."""
        return cls(hearing, calls, steps, WeakValueDictionary())

    async def hear(self, call: CallName, key: str, heard: Heard) -> Say:
        """Return what is said to something heard."""
        lock = self.locks.setdefault(call, asyncio.Lock())
        async with lock:
            progress = await self.steps.progress(call, key) or await self._begun(call, heard)
            if progress.said is not None:
                return progress.said
            return await self._kept(call, key, heard, progress)

    async def _begun(self, call: CallName, heard: Heard) -> Progress:
        """Let a call begin, even where its beginning was never told."""
        rung = await self.calls.ring(call, caller=heard.caller)
        await self.calls.answered(call, BOT)
        return Progress(rung.id, rung.conversation_id)

    async def _kept(self, call: CallName, key: str, heard: Heard, progress: Progress) -> Say:
        step = await self._step(Moment(call, key, progress.conversation_id, progress.standing), heard)
        say = await self.steps.keep(progress.call_id, key, step, _told(heard))
        if ended_by := _ended_by(heard, say):
            await self.calls.ended(call, ended_by)
        return say

    async def _step(self, moment: Moment, heard: Heard) -> Step:
        if heard.kind is HeardKind.HANGUP or moment.standing.over:
            return Step(_SILENT, replace(moment.standing, over=True))
        kinds: Mapping[HeardKind, _Heard] = {
            HeardKind.START: self.hearing.start,
            HeardKind.WORDS: self.hearing.words,
            HeardKind.DIGITS: self.hearing.digits,
            HeardKind.SILENCE: self.hearing.silence,
        }
        return await kinds[heard.kind](moment, heard)


def _told(heard: Heard) -> str:
    """Return what is kept of a thing heard."""
    if heard.kind is HeardKind.DIGITS:
        return f"〔按键{heard.text}〕" if len(heard.text) <= _LONGEST_TOLD else "〔按键〕"
    return readable(heard.text) if heard.kind is HeardKind.WORDS else ""


def _ended_by(heard: Heard, say: Say) -> str:
    if heard.kind is HeardKind.HANGUP:
        return "caller"
    if say.transfer:
        return "transfer"
    return BOT if say.hangup else ""
