"""Notes of staff about a conversation. No route of citizens reads this table."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.held import NO_CONVERSATION
from api.handover.tables import ConversationNoteRow
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.text.pii import mask


class Notes:
    """Writes notes, each in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, conversation_id: str, username: str, text: str) -> ConversationNoteRow:
        """Note something; whoever works at the desk may.

        Raises:
            NotFound: there is no such conversation.
        """
        async with self._database.write() as session:
            if await session.get(ConversationRow, conversation_id, with_for_update=True) is None:
                raise NotFound(NO_CONVERSATION)
            return await add_note(session, self._clock, conversation_id, username, text)


async def add_note(
    session: AsyncSession, clock: Clock, conversation_id: str, username: str, text: str
) -> ConversationNoteRow:
    """Store a note in the caller's transaction, personal data masked."""
    row = ConversationNoteRow(conversation_id=conversation_id, author=username, text=mask(text).text, at=clock())
    session.add(row)
    await session.flush()
    return row


async def notes_of(session: AsyncSession, conversation_id: str) -> Sequence[ConversationNoteRow]:
    """Return the notes about a conversation, the oldest first."""
    rows = await session.scalars(
        select(ConversationNoteRow)
        .where(ConversationNoteRow.conversation_id == conversation_id)
        .order_by(ConversationNoteRow.id)
    )
    return rows.all()
