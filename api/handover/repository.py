"""Questions for a person, and what was said outside the turns: every query that changes them is here."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.mode import Mode
from api.conversations.tables import ConversationRow, TurnRow
from api.handover.states import Author, CloseReason, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from knowledge.clock import Clock

CHANNEL = "yihaoda_conversations"
"""What PostgreSQL notifies when a transaction that added messages commits."""

_LOCK = 30117  # messages are followed by their ids, so none may become visible after a later one


class HandoverRepository:
    """Works inside the caller's session. Whoever changes a conversation takes its row first, so nobody waits in a circle."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def conversation(self, conversation_id: str) -> ConversationRow | None:
        """Return a conversation, held until the transaction ends."""
        return await self._session.get(ConversationRow, conversation_id, with_for_update=True)

    async def open_request(self, conversation_id: str) -> PersonRequestRow | None:
        """Return the question that waits or was taken; a conversation has one at most."""
        return await self._session.scalar(
            select(PersonRequestRow).where(
                PersonRequestRow.conversation_id == conversation_id, PersonRequestRow.state != RequestState.CLOSED
            )
        )

    async def question_of(self, conversation_id: str, turn_id: str) -> TurnRow | None:
        """Return the turn, or the last one where none is named; nothing where it is not of this conversation."""
        which: ColumnElement[bool] = TurnRow.id == turn_id if turn_id else TurnRow.conversation_id == conversation_id
        return await self._session.scalar(
            select(TurnRow)
            .where(which, TurnRow.conversation_id == conversation_id)
            .order_by(TurnRow.ordinal.desc())
            .limit(1)
        )

    async def add_request(
        self, request_id: str, conversation: ConversationRow, turn: TurnRow | None, question: str, contact: str
    ) -> PersonRequestRow:
        """Store a question; its conversation waits from now on."""
        row = PersonRequestRow(
            id=request_id, conversation_id=conversation.id, turn_id=turn.id if turn else None, question=question,
            contact=contact, state=RequestState.WAITING, created_at=self._clock(), taken_by="", close_reason="",
        )  # fmt: skip
        self._session.add(row)
        conversation.mode = Mode.WAITING
        await self._session.flush()
        return row

    def take(self, conversation: ConversationRow, request: PersonRequestRow, username: str) -> None:
        """Give the conversation to a person."""
        request.state, request.taken_by, request.taken_at = RequestState.TAKEN, username, self._clock()
        request.wanted = ""
        conversation.mode, conversation.person = Mode.PERSON, username

    def close(self, conversation: ConversationRow, request: PersonRequestRow, reason: CloseReason) -> None:
        """End a question; the service answers again. How to reach the citizen is of no more use, so it is forgotten."""
        request.state, request.closed_at, request.close_reason = RequestState.CLOSED, self._clock(), reason
        request.contact = ""
        conversation.mode, conversation.person = Mode.BOT, None

    def put_back(self, conversation: ConversationRow, request: PersonRequestRow) -> None:
        """Let a question that was taken wait again."""
        request.approving = False
        request.state, request.taken_by, request.taken_at = RequestState.WAITING, "", None
        conversation.mode, conversation.person = Mode.WAITING, None

    async def message_of_key(self, conversation_id: str, username: str, key: str) -> ConversationMessageRow | None:
        """Return what somebody said under a key of theirs; the conversation is held first, so that of two one is the first."""
        await self.conversation(conversation_id)
        return await self._session.scalar(
            select(ConversationMessageRow).where(
                ConversationMessageRow.conversation_id == conversation_id,
                ConversationMessageRow.author == username,
                ConversationMessageRow.key == key,
            )
        )

    async def add_message(
        self, conversation_id: str, author: Author, words: str, *, name: str = "", key: str = ""
    ) -> ConversationMessageRow:
        """Store what was said, and let whoever follows conversations know when this is committed."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            await self._session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
        row = ConversationMessageRow(
            conversation_id=conversation_id, author_kind=author, author=name, text=words, turn_id=None, at=self._clock(),
            key=key or None,
        )  # fmt: skip
        self._session.add(row)
        await self._session.flush()
        return row

    async def silent_since(self, before: datetime) -> Sequence[str]:
        """Return the conversations whose person has said nothing since ``before``."""
        spoken = (
            select(func.max(ConversationMessageRow.at))
            .where(
                ConversationMessageRow.conversation_id == PersonRequestRow.conversation_id,
                ConversationMessageRow.author_kind == Author.PERSON,
            )
            .correlate(PersonRequestRow)
            .scalar_subquery()
        )
        found = await self._session.scalars(
            select(PersonRequestRow.conversation_id)
            .where(PersonRequestRow.state == RequestState.TAKEN, PersonRequestRow.taken_at <= before)
            .where((spoken.is_(None)) | (spoken <= before))
        )
        return found.all()

    async def last_word_of_person(self, conversation_id: str, since: datetime) -> datetime | None:
        """Return when the person said something last, since the question was taken."""
        return await self._session.scalar(
            select(func.max(ConversationMessageRow.at)).where(
                ConversationMessageRow.conversation_id == conversation_id,
                ConversationMessageRow.author_kind == Author.PERSON,
                ConversationMessageRow.at >= since,
            )
        )

    async def asked_since(self, conversation_id: str, moment: datetime) -> bool:
        """Whether the citizen wrote something after a moment."""
        found = await self._session.scalar(
            select(TurnRow.id).where(TurnRow.conversation_id == conversation_id, TurnRow.received_at > moment).limit(1)
        )
        return found is not None
