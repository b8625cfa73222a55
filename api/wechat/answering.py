"""One message answered: what is said, and everything that has to be remembered of it, in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.port import Incoming, IncomingKind, Outgoing
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.inbox.receipts import Receipts
from api.outbox.outbox import Outbox
from api.wechat.conversing import Conversing, Said
from api.wechat.person import People, Person
from api.wechat.rendering import is_text
from api.wechat.window import Passive, Window
from api.wechat.wording import Quotas
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class AnsweringParts:
    """What an answer is made and kept with."""

    database: Database
    clock: Clock
    people: People
    conversing: Conversing
    receipts: Receipts
    outbox: Outbox
    quotas: Quotas


class Answering:
    """Works on one message. Called again for it, it says the same and stores nothing twice."""

    def __init__(self, parts: AnsweringParts) -> None:
        self._parts = parts

    async def __call__(self, incoming: Incoming, window: Window | None = None) -> None:
        """Answer a stored message, into the request that waits where one does."""
        person = await self._parts.people.find(incoming.sender)
        said = await self._parts.conversing.hear(incoming, person)
        window = window or Window()
        async with self._parts.database.write() as session:
            await self._remember(session, incoming, person, said)
            passive = await self._next_of(session, incoming) if window.claim() else None
        window.give(passive)
        self._parts.outbox.wake()

    async def _next_of(self, session: AsyncSession, incoming: Incoming) -> Passive | None:
        """Offer the first message that a person has still to get, if it fits into the reply to a request: a text alone."""
        pending = await self._parts.outbox.pending(session, incoming.channel, incoming.sender)
        if not pending or not is_text(pending[0].message):
            return None
        given = await self._parts.outbox.offer(session, [pending[0].key])
        return Passive(given[0], more=len(pending) > 1) if given else None

    async def left_over(self, incoming: Incoming, window: Window) -> None:
        """Give the request that waits what the sender has still to get, after another process did the work."""
        async with self._parts.database.write() as session:
            passive = await self._next_of(session, incoming) if window.claim() else None
        window.give(passive)

    async def again(self, incoming: Incoming, turn_id: str) -> Passive | None:
        """Offer once more what a message was answered with: the platform asks again because it did not get it."""
        async with self._parts.database.write() as session:
            given = await self._parts.outbox.offer(session, [f"{_base(incoming, turn_id)}/0"])
            if not given or not is_text(given[0].message):
                return None
            pending = await self._parts.outbox.pending(session, incoming.channel, incoming.sender)
        return Passive(given[0], more=any(each.key != given[0].key for each in pending))

    async def _remember(self, session: AsyncSession, incoming: Incoming, person: Person, said: Said) -> None:
        parts, channel, openid = self._parts, incoming.channel, person.openid
        identities = IdentityRepository(session, parts.clock)
        await identities.meet(channel, openid, person.visitor_id)
        if incoming.kind in {IncomingKind.SUBSCRIBE, IncomingKind.UNSUBSCRIBE}:
            await identities.set_subscribed(channel, openid, subscribed=incoming.kind is IncomingKind.SUBSCRIBE)
        if quota := parts.quotas.after(incoming.kind):
            await identities.contact(channel, openid, quota=quota.count, window=quota.window)
            await self._unblock(session, channel, openid)
        if said.conversation_id not in {"", person.conversation_id}:
            await identities.set_conversation(channel, openid, said.conversation_id)
        if said.choices is not None and list(said.choices) != list(person.choices):
            await identities.remember_choices(channel, openid, said.choices)
        await parts.outbox.enqueue(session, list(_outgoing(incoming, said, person)))
        await parts.receipts.done(incoming, session, turn_id=said.turn_id)

    async def _unblock(self, session: AsyncSession, channel: str, openid: str) -> None:
        """Let go of what waited for a contact; a question about the answer before is past, and no answer waits for it."""
        outbox = self._parts.outbox
        pending = await outbox.pending(session, channel, openid)
        if past := [each.key for each in pending if not is_text(each.message)]:
            await outbox.withdraw(session, past, "the citizen went on")
        if pending:
            await outbox.release(session, channel, openid)


def _base(incoming: Incoming, turn_id: str) -> str:
    return turn_id or f"{incoming.channel}:{incoming.key}"


def _outgoing(incoming: Incoming, said: Said, person: Person) -> Iterator[Outgoing]:
    base = _base(incoming, said.turn_id)
    conversation_id = "" if said.forgets else said.conversation_id or person.conversation_id
    for number, message in enumerate(said.messages):
        yield Outgoing(f"{base}/{number}", incoming.channel, person.openid, said.kind, message, conversation_id)
