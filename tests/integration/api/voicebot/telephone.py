"""A caller, the service behind the line, and what is kept of the call."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from kept_calls import KeptCalls
from sqlalchemy import select

from api.conversations.tables import AnswerRecordRow, TurnRow
from api.hotline.port import Call, CallName
from api.hotline.tables import CallPieceRow
from api.http.state import ServiceState
from api.voicebot.building import VoiceParts, build_voice_dialog
from api.voicebot.ear import Ear, PlainEar
from api.voicebot.port import Heard, HeardKind, Say, VoiceDialog
from api.voicebot.sql_steps import SqlSteps
from api.voicebot.wording import VoiceWording, voice_wording

SENTENCES = voice_wording().sentences
_NUMBERS = count(1)


class OpenDoor:
    """Takes every question, until it is told what to say instead."""

    notice: str | None = None

    async def turn_away(self, _visitor_id: str) -> str | None:
        return self.notice


class StrictEar(PlainEar):
    """Finds that nothing can be said in so few words."""

    def for_ear(self, _spoken: str, _limit: int) -> str:
        return ""


def dialog_of(
    state: ServiceState, door: OpenDoor | None = None, wording: VoiceWording | None = None, ear: Ear | None = None
) -> VoiceDialog:
    """The dialogue of one process over the records of the service."""
    parts = VoiceParts(
        state.turns,
        door or OpenDoor(),
        state.regions,
        lambda words: state.replica.reader().read(words).mended,
        "三门峡市",
        ear or PlainEar(),
    )
    return build_voice_dialog(
        parts, KeptCalls(state.database, state.clock), SqlSteps(state.database, state.clock), wording
    )


@dataclass
class Telephone:
    """One call. Each thing heard gets the next key."""

    state: ServiceState
    dialog: VoiceDialog
    name: CallName = field(default_factory=lambda: CallName("audiosocket", f"call-{next(_NUMBERS)}"))
    keys: "count[int]" = field(default_factory=count)

    @classmethod
    def of(cls, state: ServiceState, door: OpenDoor | None = None, wording: VoiceWording | None = None) -> "Telephone":
        return cls(state, dialog_of(state, door, wording))

    async def hears(self, heard: Heard, key: str = "") -> Say:
        return await self.dialog.hear(self.name, key or str(next(self.keys)), heard)

    async def rings(self) -> Say:
        return await self.hears(Heard(HeardKind.START, caller="13800138000"))

    async def says(self, words: str, confidence: float = 0.9, *, recognised: bool = True, key: str = "") -> Say:
        return await self.hears(Heard(HeardKind.WORDS, words, confidence, recognised), key)

    async def presses(self, digits: str) -> Say:
        return await self.hears(Heard(HeardKind.DIGITS, digits))

    async def is_silent(self) -> Say:
        return await self.hears(Heard(HeardKind.SILENCE))

    async def hangs_up(self) -> Say:
        return await self.hears(Heard(HeardKind.HANGUP))

    async def call(self) -> Call:
        found = await KeptCalls(self.state.database, self.state.clock).find(self.name)
        assert found is not None
        return found

    async def ended_by(self) -> str:
        return await KeptCalls(self.state.database, self.state.clock).ended_by(self.name)

    async def pieces(self) -> Sequence[tuple[str, str, str | None]]:
        """Speaker, text and turn of every piece, in order."""
        call = await self.call()
        async with self.state.database.read() as session:
            rows = await session.scalars(
                select(CallPieceRow).where(CallPieceRow.call_id == call.id).order_by(CallPieceRow.id)
            )
        return [(row.speaker, row.text, row.turn_id) for row in rows]

    async def turns(self) -> Sequence[tuple[str, str, str | None]]:
        """Question, key and outcome of every turn, in order."""
        call = await self.call()
        async with self.state.database.read() as session:
            rows = await session.execute(
                select(TurnRow.question, TurnRow.key, AnswerRecordRow.outcome)
                .outerjoin(AnswerRecordRow, AnswerRecordRow.turn_id == TurnRow.id)
                .where(TurnRow.conversation_id == call.conversation_id)
                .order_by(TurnRow.ordinal)
            )
        return [(row[0], row[1] or "", row[2]) for row in rows]
