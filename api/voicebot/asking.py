"""A caller's question taken as a turn, and its answer put into words for the ear."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TypeAlias

import structlog

from api.conversations.question import Question
from api.conversations.schemas import TurnReply
from api.conversations.service import TurnService
from api.hotline.port import CHANNEL, CallName
from api.voicebot.phrasing import Phrasing
from api.voicebot.port import Reason
from api.voicebot.standing import Standing, Step
from api.wechat.ports import Doorkeeper
from knowledge.answering.answer import Answer
from knowledge.answering.outcome import Outcome
from knowledge.answering.sentences import sentences
from knowledge.errors import YihaodaError

_LONGEST_KEY = 160  # what a turn's key may have
_ASK_A_PERSON = "transfer_human"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing heard: in which call, under which key, and where it finds the call."""

    name: CallName
    key: str
    conversation_id: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of a question. ``read_back`` goes before its answer."""

    reply: TurnReply
    standing: Standing
    read_back: str


_Telling: TypeAlias = Callable[[_Told], Step]


class Asking:
    """Takes questions of calls. The same moment again is the same turn."""

    def __init__(self, turns: TurnService, door: Doorkeeper, phrasing: Phrasing, mend: Callable[[str], str]) -> None:
        self._turns = turns
        self._door = door
        self._phrasing = phrasing
        self._wording = phrasing.wording
        self._mend = mend
        self._tellings: Mapping[Outcome, _Telling] = {
            Outcome.ANSWERED: self._answered,
            Outcome.CLARIFICATION: self._clarification,
            Outcome.NO_ANSWER: self._no_answer,
            Outcome.OUT_OF_SCOPE: self._out_of_scope,
            Outcome.EMERGENCY: self._emergency,
            Outcome.HANDOFF: self._handoff,
            Outcome.FORM: self._form,
            Outcome.SMALLTALK: self._smalltalk,
            Outcome.ERROR: self._failed,
        }

    async def ask(self, moment: Moment, words: str, *, read_back: bool) -> Step:
        """Answer a question; ``read_back`` says that a machine made the words out of sound."""
        standing = moment.standing
        if refusal := await self._door.turn_away(moment.conversation_id):
            return self._phrasing.transfer(standing, Reason.CLOSED, before=self._phrasing.ear.aloud(refusal))
        reply = await self._taken(moment, words, self._wording.timing.answer_seconds)
        if reply is None:
            return self._phrasing.transfer(standing, Reason.FAILURE)
        back = self._phrasing.read_back(self._mend(words)) if read_back else ""
        heard = replace(standing.settled(), form=False)
        return self._tellings.get(reply.outcome, self._plain)(_Told(reply, heard, back))

    async def warn(self, moment: Moment, words: str, danger: Answer) -> Step:
        """Say what to do in danger. It is a turn like any other, but nobody waits long for its record, and no door is shut."""
        reply = await self._taken(moment, words, self._wording.timing.danger_seconds)
        turn_id = reply.message_id if reply else ""
        return self._warning(danger.spoken, replace(moment.standing.settled(), form=False), turn_id)

    async def _taken(self, moment: Moment, words: str, seconds: float) -> TurnReply | None:
        """Return the reply; nothing where there is none in time: on the telephone nobody can be kept waiting."""
        key = turn_key(moment.name, moment.key)
        question = Question(words, moment.conversation_id, channel=CHANNEL, key=key)
        try:
            turn = self._turns.begin(question)
            if await turn.is_over(seconds):
                return await turn.reply()
        except YihaodaError as error:
            _log.warning("voice_turn_failed", code=error.code)
        return None

    def _answered(self, told: _Told) -> Step:
        limits, words = self._wording.limits, self._wording.sentences
        answer = self._phrasing.ear.for_ear(told.reply.reply.spoken or told.reply.reply.text, limits.answer_hanzi)
        back = words.read_back.format(question=told.read_back) if told.read_back else ""
        if not answer:  # it cannot be said in so few words without leaving out what has to be known
            text = f"{back}{words.too_much}{words.offer_person}"
            return self._phrasing.step(replace(told.standing, offered=True), text, turn_id=told.reply.message_id)
        return self._said(told, f"{back}{answer}{words.more}")

    def _plain(self, told: _Told) -> Step:
        spoken = told.reply.reply.spoken or told.reply.reply.text
        ear = self._phrasing.ear
        return self._said(told, ear.for_ear(spoken, self._wording.limits.answer_hanzi) or ear.aloud(spoken))

    def _clarification(self, told: _Told, misses: int = 0) -> Step:
        buttons = told.reply.reply.buttons
        if not 0 < len(buttons) <= self._wording.limits.choices:
            return self._plain(told)
        text = self._phrasing.choices(told.reply.reply.spoken, tuple(button.title for button in buttons))
        choices = tuple(button.payload for button in buttons)
        standing = replace(told.standing, choices=choices, misses=misses, doubts=0)
        return self._phrasing.step(standing, text, turn_id=told.reply.message_id)

    def _no_answer(self, told: _Told) -> Step:
        spoken = told.reply.reply.spoken
        promises = spoken == sentences().no_answer.spoken  # that a person is called, which is done the second time
        return self._missed(told, self._wording.sentences.no_answer if promises else spoken)

    def _out_of_scope(self, told: _Told) -> Step:
        return self._missed(told, told.reply.reply.spoken)

    def _missed(self, told: _Told, spoken: str) -> Step:
        misses, limits = told.standing.misses + 1, self._wording.limits
        if misses >= limits.misses:
            return self._phrasing.transfer(told.standing, Reason.NO_ANSWER, turn_id=told.reply.message_id)
        if told.reply.reply.buttons:
            return self._clarification(told, misses)
        text = self._phrasing.ear.for_ear(spoken, limits.answer_hanzi) or self._wording.sentences.no_answer
        return self._phrasing.step(replace(told.standing, misses=misses), text, turn_id=told.reply.message_id)

    def _emergency(self, told: _Told) -> Step:
        return self._warning(told.reply.reply.spoken, told.standing, told.reply.message_id)

    def _warning(self, spoken: str, standing: Standing, turn_id: str) -> Step:
        text = f"{self._phrasing.ear.aloud(spoken)}{self._wording.sentences.offer_person}"
        return self._phrasing.step(replace(standing, offered=True), text, turn_id=turn_id)

    def _handoff(self, told: _Told) -> Step:
        asked = told.reply.silent or told.reply.intent.name == _ASK_A_PERSON
        reason = Reason.ASKED if asked else Reason.MATTER
        return self._phrasing.transfer(told.standing, reason, turn_id=told.reply.message_id)

    def _form(self, told: _Told) -> Step:
        return self._plain(replace(told, standing=replace(told.standing, form=True)))

    def _smalltalk(self, told: _Told) -> Step:
        intent = told.reply.intent.name
        spoken = self._wording.instead.get(intent)
        if spoken is None:
            return self._plain(told)
        if intent in self._wording.ends_call:
            return self._phrasing.farewell(told.standing, spoken, turn_id=told.reply.message_id)
        return self._said(told, spoken)

    def _failed(self, told: _Told) -> Step:
        return self._phrasing.transfer(told.standing, Reason.FAILURE, turn_id=told.reply.message_id)

    def _said(self, told: _Told, text: str) -> Step:
        standing = replace(told.standing, misses=0, doubts=0)
        return self._phrasing.step(standing, text, turn_id=told.reply.message_id)


def turn_key(name: CallName, key: str) -> str:
    """Return the key of the turn of a thing heard, over all channels."""
    whole = f"{name.source}:{name.external_id}:{key}"
    return whole if len(whole) <= _LONGEST_KEY else f"{name.source}:{sha256(whole.encode()).hexdigest()}"
