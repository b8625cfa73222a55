"""What a citizen's page is told of its conversation, live."""

from collections.abc import AsyncIterator
from dataclasses import asdict

from fastapi.sse import ServerSentEvent

from api.conversations.mode import Mode
from api.handover.feed import ConversationFeed, Following, Said
from api.handover.queue import Queue
from api.handover.schemas import MessageOut
from api.handover.standing import Standing, Standings, Stands

_DIGITS = 18  # of an id; anything longer is none


def message_id(last_event_id: str) -> int:
    """Return the id to go on after; what is no id begins at the beginning."""
    return (
        int(last_event_id)
        if last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) <= _DIGITS
        else 0
    )


async def events_of(
    feed: ConversationFeed, conversation_id: str, mode: Mode, after: int, standings: Standings | None = None
) -> AsyncIterator[ServerSentEvent]:
    """Yield who answers, what was said after a message, and then what is said, each message once and in order.

    With ``standings`` a citizen who waits is told the place whenever it changes, and asked for a rating at the end.
    """
    waiting = _Waiting(standings, conversation_id)
    async with feed.following(conversation_id) as queue:
        yield _mode(mode)
        for event in await waiting.now():
            yield event
        async for told in _told(feed, conversation_id, queue, after):
            if isinstance(told, Queue):
                for event in waiting.moved(told):
                    yield event
                continue
            yield _message(told)
            if told.mode is not mode:
                mode = told.mode
                yield _mode(mode)
                for event in await waiting.now():
                    yield event


class _Waiting:
    """What one stream has told of the waiting."""

    def __init__(self, standings: Standings | None, conversation_id: str) -> None:
        self._standings = standings
        self._conversation_id = conversation_id
        self._told: Standing | None = None

    async def now(self) -> list[ServerSentEvent]:
        """Tell how it stands; who never asked for a person is told nothing."""
        if self._standings is None:
            return []
        standing = await self._standings.of(self._conversation_id)
        if standing.state is Stands.NONE:
            return []
        events = self._news(standing)
        if standing.state is Stands.CLOSED and await self._standings.wants_rating(self._conversation_id):
            events.append(ServerSentEvent(event="rating", data={"question": self._standings.rating_question}))
        return events

    def moved(self, queue: Queue) -> list[ServerSentEvent]:
        """Tell the place in a queue that moved."""
        if self._standings is None or not queue.place(self._conversation_id):
            return []
        return self._news(self._standings.waiting(queue, self._conversation_id))

    def _news(self, standing: Standing) -> list[ServerSentEvent]:
        if standing == self._told:
            return []
        self._told = standing
        return [ServerSentEvent(event="waiting", data=asdict(standing))]


async def _told(
    feed: ConversationFeed, conversation_id: str, queue: Following, after: int
) -> AsyncIterator[Said | Queue]:
    """Yield what was said before the queue began, and then what is in it, each message once."""
    for earlier in await feed.since(conversation_id, after):
        after = earlier.id
        yield earlier
    while (said := await queue.get()) is not None:
        if isinstance(said, Queue):
            yield said
        elif said.id > after:
            after = said.id
            yield said


def _mode(mode: Mode) -> ServerSentEvent:
    return ServerSentEvent(event="mode", data={"mode": mode})


def _message(said: Said) -> ServerSentEvent:
    return ServerSentEvent(
        event="message", id=str(said.id), data=MessageOut.model_validate(said).model_dump(mode="json")
    )
