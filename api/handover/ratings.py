"""What a citizen says of how a person dealt with the question."""

from api.conversations.repository import conversation_of
from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.errors import NothingToRate
from api.handover.held import NO_CONVERSATION
from api.handover.standing import last_request, may_be_rated
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.text.pii import mask


class Ratings:
    """Keeps ratings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def rate(self, conversation_id: str, visitor_id: str, score: int, words: str) -> None:
        """Keep a score of 1 to 5 and words, personal data masked; said again, the later one counts.

        Raises:
            NotFound: there is no such conversation, or it is another visitor's.
            NothingToRate: no person dealt with a question in it, or one is open again.
        """
        async with self._database.write() as session:
            row = await session.get(ConversationRow, conversation_id, with_for_update=True)
            if row is None or not conversation_of(row).is_open_to(visitor_id):
                raise NotFound(NO_CONVERSATION)
            request = await last_request(session, conversation_id)
            if request is None or not may_be_rated(request):
                raise NothingToRate
            request.rating, request.rating_words, request.rated_at = score, mask(words).text, self._clock()
