"""People who left something in every table that knows of people."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import select, update

from api.assist.tables import AnswerUseRow, DraftedAnswerRow
from api.channels.port import Incoming, IncomingKind, Outgoing, OutgoingKind, Rendered
from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.db.schema import METADATA
from api.handover.post import NoPost
from api.handover.rules import handover_rules
from api.handover.service import Handover, Wish
from api.handover.tables import ConversationNoteRow, PersonRequestRow
from api.hotline.port import CallState, Speaker
from api.hotline.tables import CallPieceRow, CallRow, CallSayingRow
from api.identities.repository import IdentityRepository
from api.inbox.receipts import Receipts
from api.outbox.outbox import Outbox
from api.privacy.service import Privacy
from api.privacy.words import privacy_words
from api.sealing import Sealer
from knowledge.answering.memory import Memory
from knowledge.clock import new_id

NOON = datetime(2026, 11, 26, 4, tzinfo=UTC)
SEALER = Sealer(b"k" * 32)


def noon() -> datetime:
    return NOON


@dataclass(frozen=True, slots=True)
class Life:
    """A person: the name, which is in all their words, the visitor, the consult codes."""

    name: str
    visitor: str
    codes: tuple[str, ...]


Rows: TypeAlias = dict[str, list[str]]


class Town:
    """The records, and people who leave something in them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.handover = Handover(database, noon, new_id, SEALER, handover_rules(), NoPost())
        self.privacy = Privacy(database, noon, SEALER, privacy_words())

    async def live(self, name: str, conversations: int = 2, *, known: bool = True) -> Life:
        """Let somebody ask, judge, leave a question, be answered, write and be written to."""
        visitor = f"visitor-of-{name}" if known else ""
        codes = []
        for number in range(conversations):
            conversation_id, code = await self._ask(name, visitor, number)
            codes.append(code)
            await self.handover.request(Wish(conversation_id, visitor, f"{name}的请求", f"{name}@联系"))
            await self.handover.take(conversation_id, "王芳")
            await self.handover.say(conversation_id, "王芳", f"工作人员对{name}说的话")
            await self._be_helped(name, conversation_id)
            await self._call(name, conversation_id)
        if known:
            await self._write(name, visitor)
        return Life(name, visitor or name, tuple(codes))

    async def _ask(self, name: str, visitor: str, number: int) -> tuple[str, str]:
        async with self.database.write() as session:
            records = ConversationRepository(session, noon)
            found = await records.start(new_id(), "web", "411200", visitor)
            turn_id = new_id()
            await records.add_turn(turn_id, found, f"{name}的第{number}个问题")
            await records.save_answer(turn_id, "answered", reply(name, found.id, turn_id), {"search_text": f"{name}问"})
            await records.remember(found.id, Memory(question=f"{name}问的"))
            await records.add_feedback(found.id, turn_id, helpful=False, reason=f"{name}的意见")
        return found.id, found.consult_code

    async def _be_helped(self, name: str, conversation_id: str) -> None:
        async with self.database.write() as session:
            session.add_all([
                ConversationNoteRow(conversation_id=conversation_id, author="王芳", text=f"{name}的备注", at=NOON),
                DraftedAnswerRow(
                    id=new_id(), conversation_id=conversation_id, key=new_id(), question=f"{name}问的", reply={},
                    provenance={}, made_at=NOON,
                ),
                AnswerUseRow(
                    id=new_id(), conversation_id=conversation_id, entry_ids=[], kind="adopted", question=f"{name}问的",
                    words=f"对{name}说的", reason="", username="王芳", at=NOON,
                ),
            ])  # fmt: skip
            await session.execute(
                update(PersonRequestRow)
                .where(PersonRequestRow.conversation_id == conversation_id)
                .values(rating=5, rating_words=f"{name}的评分", rated_at=NOON)
            )

    async def _call(self, name: str, conversation_id: str) -> None:
        call_id = new_id()
        async with self.database.write() as session:
            call = CallRow(
                id=call_id, source="hotline", external_id=new_id(), conversation_id=conversation_id, caller="sealed",
                caller_masked="138****8000", operator="王芳", state=CallState.ENDED, started_at=NOON, ended_by="caller",
            )  # fmt: skip
            session.add(call)
            await session.flush()
            for speaker, who in (
                (Speaker.CITIZEN, f"{name}在电话里说的"),
                (Speaker.OPERATOR, f"话务员在电话里对{name}说的"),
            ):
                session.add(CallPieceRow(call_id=call_id, key=speaker, speaker=speaker, text=who, at=NOON))
            session.add(CallSayingRow(call_id=call_id, text=name, answer=None, at=NOON))

    async def _write(self, name: str, visitor: str) -> None:
        sender = f"openid-of-{name}"
        receipts = Receipts(self.database, noon, "process")
        await receipts.add(Incoming("wechat", new_id(), sender, NOON, IncomingKind.TEXT, f"{name}写的"))
        async with self.database.write() as session:
            people = IdentityRepository(session, noon)
            await people.meet("wechat", sender, visitor)
            await people.remember_choices("wechat", sender, [{"title": f"{name}的选择", "payload": name}])
            message = Rendered(f"给{name}的", {"text": f"给{name}的"})
            await Outbox(self.database, noon).enqueue(
                session, [Outgoing(new_id(), "wechat", sender, OutgoingKind.NOTICE, message)]
            )

    async def rows(self) -> Rows:
        """Return every row of every table as text."""
        async with self.database.read() as session:
            return {
                table.name: sorted(
                    json.dumps(dict(row), default=str, ensure_ascii=False, sort_keys=True)
                    for row in (await session.execute(select(table))).mappings()
                )
                for table in METADATA.sorted_tables
            }


def reply(name: str, conversation_id: str, turn_id: str) -> dict[str, Any]:
    """An answer record as the service stores it."""
    return {
        "conversation_id": conversation_id, "message_id": turn_id, "consult_code": "FD62CM", "outcome": "no_answer",
        "reply": {"text": f"答复{name}", "spoken": "", "buttons": []}, "citations": [], "notice": "", "confidence": 0.0,
        "intent": {"name": "", "confidence": 0.0}, "degraded": False, "timing_ms": {},
    }  # fmt: skip
