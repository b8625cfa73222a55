"""Messages are kept no longer than their delivery needs; conversations and answer records have times of their own."""

from datetime import timedelta

from api.db.engine import Database
from api.inbox.repository import IncomingRepository
from api.outbox.repository import OutgoingRepository
from knowledge.clock import Clock

WORDS_KEPT = timedelta(days=7)
ROWS_KEPT = timedelta(days=30)  # no platform repeats a message after that, and staff have read why one was refused


class MessagePurge:
    """The chore that empties and deletes messages that came, and messages that went."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def run(self) -> None:
        """Give up what nobody fetched within 30 days, take the words after 7 days, the rest after 30."""
        words, rows = self._clock() - WORDS_KEPT, self._clock() - ROWS_KEPT
        async with self._database.write() as session:
            messages = OutgoingRepository(session, self._clock)
            await messages.expire(rows)
            await messages.forget_words(words)
            await messages.delete(rows)
        async with self._database.write() as session:
            inbox = IncomingRepository(session, self._clock)
            await inbox.forget_words(words)
            await inbox.delete(rows)
