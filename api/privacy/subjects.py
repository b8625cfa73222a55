"""One person, as far as the records know who that is: a visitor, the conversations, and the names on channels."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.tables import ConversationRow
from api.handover.consultations import conversation_of
from api.identities.tables import IdentityRow
from api.inbox.tables import IncomingRow
from api.outbox.tables import OutgoingRow


@dataclass(frozen=True, slots=True)
class Subject:
    """``names`` are pairs of a channel and who the person is there."""

    conversations: Sequence[ConversationRow]
    names: Sequence[tuple[str, str]] = ()

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the conversations."""
        return [row.id for row in self.conversations]

    @property
    def arrived(self) -> ColumnElement[bool]:
        """Which messages of channels are theirs."""
        return or_(
            false(), *(and_(IncomingRow.channel == channel, IncomingRow.sender == name) for channel, name in self.names)
        )

    @property
    def sent(self) -> ColumnElement[bool]:
        """Which messages went, or will go, to them."""
        theirs = (and_(OutgoingRow.channel == channel, OutgoingRow.recipient == name) for channel, name in self.names)
        return or_(OutgoingRow.conversation_id.in_(self.ids), *theirs)


async def subject_of_visitor(session: AsyncSession, visitor_id: str, *, lock: bool = False) -> Subject:
    """Return a visitor, perhaps without records. ``lock`` holds the conversations until the transaction ends."""
    query = select(ConversationRow).where(ConversationRow.visitor_id == visitor_id).order_by(ConversationRow.id)
    conversations = (await session.scalars(query.with_for_update() if lock else query)).all()
    names = await session.execute(
        select(IdentityRow.channel, IdentityRow.external_id)
        .where(IdentityRow.visitor_id == visitor_id)
        .order_by(IdentityRow.channel, IdentityRow.external_id)
    )
    return Subject(conversations, [(channel, name) for channel, name in names])


async def subject_of_code(session: AsyncSession, said: str, *, lock: bool = False) -> Subject | None:
    """Return who has a consult code: the visitor, or where nobody vouches for one the conversation alone."""
    found = await conversation_of(session, said)
    if found is None:
        return None
    if found.visitor_id:
        return await subject_of_visitor(session, found.visitor_id, lock=lock)
    held = await session.get(ConversationRow, found.id, with_for_update=lock or None, populate_existing=True)
    return Subject([held] if held else [])
