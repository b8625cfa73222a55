"""What every step says: a sentence to the citizen, and a line in the audit log, which has none of their words."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.audit.trail import AuditTrail
from api.channels.port import OutgoingKind
from api.conversations.tables import ConversationRow
from api.handover.post import Post
from api.handover.repository import HandoverRepository
from api.handover.states import Author
from knowledge.clock import Clock


class Telling:
    """Works inside the caller's transaction; ``wake`` the post once that is committed."""

    def __init__(self, clock: Clock, post: Post) -> None:
        self._clock = clock
        self.post = post

    async def tell(
        self, session: AsyncSession, records: HandoverRepository, conversation: ConversationRow, words: str,
        *, rating: str = "",
    ) -> None:  # fmt: skip
        """Tell the citizen, on the website and on the channel; there with the question for a ``rating``, if any."""
        row = await records.add_message(conversation.id, Author.SYSTEM, words)
        await self.post.put(session, conversation, OutgoingKind.NOTICE, f"message:{row.id}", words, rating=rating)

    async def record(
        self, session: AsyncSession, username: str, action: str, conversation: ConversationRow, **details: str
    ) -> None:
        """Write down who did what; last in a transaction, see ``AuditTrail.record``."""
        subject = f"{conversation.channel} {conversation.consult_code}"
        await AuditTrail(session, self._clock).record(username, action, subject, details)
