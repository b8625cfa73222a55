"""What citizens say of an answer, or of a person, by touching a message menu."""

import re

from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.handover.errors import NothingToRate
from api.handover.ratings import Ratings
from api.wechat.rendering import HELPFUL, RATING, UNHELPFUL
from api.wechat.wording import Sentences
from knowledge.clock import Clock
from knowledge.errors import NotFound

_RATING = re.compile(rf"{RATING}([1-5]):(.+)")


class FeedbackMenu:
    """Takes down what an item of a menu says."""

    def __init__(self, database: Database, clock: Clock, sentences: Sentences) -> None:
        self._database = database
        self._clock = clock
        self._sentences = sentences
        self._ratings = Ratings(database, clock)

    async def take(self, item: str, visitor_id: str) -> str:
        """Store it and return the thanks; empty where the item belongs to another menu."""
        if rating := _RATING.fullmatch(item):
            return await self._rate(rating[2], visitor_id, int(rating[1]))
        helpful = item.startswith(HELPFUL)
        if not helpful and not item.startswith(UNHELPFUL):
            return ""
        turn_id = item.removeprefix(HELPFUL if helpful else UNHELPFUL)
        async with self._database.write() as session:
            conversations = ConversationRepository(session, self._clock)
            conversation = await conversations.find_of_turn(turn_id)
            if conversation is None or conversation.visitor_id != visitor_id:
                return self._sentences.feedback_gone
            await conversations.add_feedback(conversation.id, turn_id, helpful=helpful, reason="")
        return self._sentences.feedback_thanks if helpful else self._sentences.feedback_sorry

    async def _rate(self, conversation_id: str, visitor_id: str, score: int) -> str:
        try:
            await self._ratings.rate(conversation_id, visitor_id, score, "")
        except (NotFound, NothingToRate):
            return self._sentences.feedback_gone
        return self._sentences.feedback_thanks
