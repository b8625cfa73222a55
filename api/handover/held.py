"""A conversation that is held for the length of a transaction, with the question in it that is not closed."""

from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.conversations.tables import ConversationRow
from api.handover.errors import NothingWaits, NotTheirs
from api.handover.repository import HandoverRepository
from api.handover.states import RequestState
from api.handover.tables import PersonRequestRow
from knowledge.clock import Clock
from knowledge.errors import NotFound

NO_CONVERSATION = "没有这个会话"
Held: TypeAlias = tuple[HandoverRepository, ConversationRow, PersonRequestRow]


async def held(session: AsyncSession, clock: Clock, conversation_id: str) -> Held:
    """Hold a conversation with an open question.

    Raises:
        NotFound: there is no such conversation.
        NothingWaits: it has no open question.
    """
    records = HandoverRepository(session, clock)
    conversation = await records.conversation(conversation_id)
    if conversation is None:
        raise NotFound(NO_CONVERSATION)
    request = await records.open_request(conversation_id)
    if request is None:
        raise NothingWaits
    return records, conversation, request


async def theirs(session: AsyncSession, clock: Clock, conversation_id: str, username: str) -> Held:
    """Hold a conversation that this person has.

    Raises:
        NotFound, NothingWaits: as above.
        NotTheirs: somebody else has it, or nobody.
    """
    records, conversation, request = await held(session, clock, conversation_id)
    if request.state != RequestState.TAKEN or request.taken_by != username:
        raise NotTheirs
    return records, conversation, request
