"""Messages on their way: every query about them is here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.channels.port import Outgoing, OutgoingKind, Rendered
from api.db.inserting import insert_into
from api.outbox.states import IN_REPLY, OPEN, Held, Outcome, OutgoingState
from api.outbox.tables import OutgoingRow
from knowledge.clock import Clock

_MAX_REASON = 200


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many messages of a channel stand in a state, and since when the oldest does."""

    channel: str
    state: OutgoingState
    count: int
    oldest: datetime


class OutgoingRepository:
    """Reads and writes messages inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def add(self, messages: Sequence[Outgoing], due_at: datetime) -> None:
        """Store messages in order; one whose key is known is left as it is."""
        now = self._clock()
        rows = [_values(message, now, due_at) for message in messages]
        if rows:
            await self._session.execute(insert_into(self._session, OutgoingRow).on_conflict_do_nothing(), rows)

    async def with_keys(self, keys: Collection[str], *, locked: bool = False) -> Sequence[OutgoingRow]:
        """Return messages by their keys, in order; ``locked`` keeps everybody else from them until the commit."""
        query = select(OutgoingRow).where(OutgoingRow.key.in_(keys)).order_by(OutgoingRow.sequence)
        query = query.execution_options(populate_existing=True)
        return (await self._session.scalars(query.with_for_update() if locked else query)).all()

    async def open_of(self, channel: str, recipient: str) -> Sequence[OutgoingRow]:
        """Return what a recipient has still to get, in order."""
        query = (
            select(OutgoingRow)
            .where(OutgoingRow.channel == channel, OutgoingRow.recipient == recipient, OutgoingRow.state.in_(OPEN))
            .order_by(OutgoingRow.sequence)
        )
        return (await self._session.scalars(query.execution_options(populate_existing=True))).all()

    async def confirm(self, keys: Collection[str]) -> Sequence[str]:
        """Note messages that were offered as delivered; return the channel of each."""
        confirmed = await self._session.scalars(
            update(OutgoingRow)
            .where(OutgoingRow.key.in_(keys), OutgoingRow.state == OutgoingState.OFFERED)
            .values(state=OutgoingState.DELIVERED, delivered_at=self._clock())
            .returning(OutgoingRow.channel)
        )
        return confirmed.all()

    async def take_back(self, keys: Collection[str]) -> None:
        """Let messages that were offered be sent."""
        await self._session.execute(
            update(OutgoingRow)
            .where(OutgoingRow.key.in_(keys), OutgoingRow.state == OutgoingState.OFFERED)
            .values(state=OutgoingState.WAITING, held_by="", due_at=self._clock())
        )

    async def release(self, channel: str, recipient: str) -> None:
        """Let what waited for a recipient's next contact be sent now."""
        await self._session.execute(
            update(OutgoingRow)
            .where(
                OutgoingRow.channel == channel,
                OutgoingRow.recipient == recipient,
                OutgoingRow.state == OutgoingState.DEFERRED,
            )
            .values(state=OutgoingState.WAITING, due_at=self._clock())
        )

    async def withdraw(self, keys: Collection[str], reason: str) -> None:
        """Give messages up that nobody is sending."""
        now = self._clock()
        await self._session.execute(
            update(OutgoingRow)
            .where(OutgoingRow.key.in_(keys), OutgoingRow.state.in_(OPEN), OutgoingRow.held_until <= now)
            .values(state=OutgoingState.REFUSED, reason=reason[:_MAX_REASON], due_at=now)
        )

    async def take_back_late(self, holder: str) -> None:
        """Let messages be sent that ``holder`` offered in time and did not confirm: their reply did not leave."""
        await self._session.execute(
            update(OutgoingRow)
            .where(
                OutgoingRow.state == OutgoingState.OFFERED,
                OutgoingRow.held_by == IN_REPLY + holder,
                OutgoingRow.due_at <= self._clock(),
            )
            .values(state=OutgoingState.WAITING, held_by="")
        )

    async def presume(self, due_since: datetime, grace: timedelta) -> Sequence[str]:
        """Note as delivered what others offered and did not confirm in time; return the channel of each.

        Only where the time ran out at a moment or later: then the platform could have asked again, and had no need to.
        """
        presumed = await self._session.scalars(
            update(OutgoingRow)
            .where(
                OutgoingRow.state == OutgoingState.OFFERED,
                OutgoingRow.due_at.between(due_since, self._clock() - grace),
            )
            .values(state=OutgoingState.DELIVERED, delivered_at=self._clock(), reason="not asked for again")
            .returning(OutgoingRow.channel)
        )
        return presumed.all()

    async def any_due(self, channels: Collection[str]) -> bool:
        """Whether there might be anything to do for one of these channels."""
        query = select(OutgoingRow.sequence).where(OutgoingRow.channel.in_(channels), self._due(timedelta(0)))
        return await self._session.scalar(query.limit(1)) is not None

    async def claim(
        self, channel: str, limit: int, holder: str, until: datetime, *, grace: timedelta = timedelta(0)
    ) -> Sequence[Held]:
        """Take what is due, the longest due first, of each recipient only the first of all that is open.

        ``grace`` is for messages that were offered: they are due so much later.
        """
        query = (
            select(OutgoingRow)
            .where(OutgoingRow.channel == channel, self._due(grace), ~_behind_another())
            .order_by(OutgoingRow.due_at, OutgoingRow.sequence)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        rows = (await self._session.scalars(query)).all()
        for row in rows:
            row.state, row.held_by, row.held_until = OutgoingState.WAITING, holder, until
            row.attempts += 1
        return [Held(row.sequence, outgoing(row), row.attempts, row.created_at) for row in rows]

    async def settle(self, held: Held, holder: str, outcome: Outcome) -> None:
        """Note what became of a message that ``holder`` sent; nothing where it lost the message meanwhile."""
        now = self._clock()
        delivered_at = now if outcome.state is OutgoingState.DELIVERED else None
        await self._session.execute(
            update(OutgoingRow)
            .where(OutgoingRow.sequence == held.sequence, OutgoingRow.held_by == holder)
            .values(
                state=outcome.state, due_at=outcome.due_at, held_by="", held_until=now,
                reason=outcome.reason[:_MAX_REASON], delivered_at=delivered_at,
            )
        )  # fmt: skip

    async def backlog(self) -> Sequence[Backlog]:
        """Return what is open, by channel and state."""
        query = (
            select(OutgoingRow.channel, OutgoingRow.state, func.count(), func.min(OutgoingRow.created_at))
            .where(OutgoingRow.state.in_(OPEN))
            .group_by(OutgoingRow.channel, OutgoingRow.state)
        )
        found = await self._session.execute(query)
        return [Backlog(channel, OutgoingState(state), count, oldest) for channel, state, count, oldest in found]

    async def expire(self, before: datetime) -> None:
        """Give up what waits since before a moment: its citizen has not come back."""
        await self._session.execute(
            update(OutgoingRow)
            .where(OutgoingRow.state.in_(OPEN), OutgoingRow.created_at < before)
            .values(state=OutgoingState.REFUSED, reason="expired")
        )

    async def forget_words(self, before: datetime) -> None:
        """Empty messages that were written before a moment and are dealt with."""
        await self._session.execute(
            update(OutgoingRow)
            .where(OutgoingRow.state.not_in(OPEN), OutgoingRow.created_at < before, OutgoingRow.text != "")
            .values(text="", body={})
        )

    async def delete(self, before: datetime) -> None:
        """Delete messages that were written before a moment and are dealt with."""
        await self._session.execute(
            delete(OutgoingRow).where(OutgoingRow.state.not_in(OPEN), OutgoingRow.created_at < before)
        )

    async def erase(self, channel: str, recipient: str) -> None:
        """Delete everything that was written to one person, sent or not."""
        await self._session.execute(
            delete(OutgoingRow).where(OutgoingRow.channel == channel, OutgoingRow.recipient == recipient)
        )

    def _due(self, grace: timedelta) -> ColumnElement[bool]:
        now = self._clock()
        waiting = (OutgoingRow.state == OutgoingState.WAITING) & (OutgoingRow.due_at <= now)
        offered = (OutgoingRow.state == OutgoingState.OFFERED) & (OutgoingRow.due_at <= now - grace)
        return or_(waiting, offered) & (OutgoingRow.held_until <= now)


def outgoing(row: OutgoingRow) -> Outgoing:
    """Return the message of a row."""
    return Outgoing(
        key=row.key, channel=row.channel, recipient=row.recipient, kind=OutgoingKind(row.kind),
        message=Rendered(row.text, row.body), conversation_id=row.conversation_id,
    )  # fmt: skip


def may_be_offered(row: OutgoingRow, now: datetime) -> bool:
    """Whether a message is not being sent by anybody."""
    return row.state != OutgoingState.WAITING or row.held_until <= now


def was_in_reply(row: OutgoingRow) -> bool:
    """Whether a message counts as delivered because a reply with it went out: the platform that asks again lost it."""
    return row.state == OutgoingState.DELIVERED and row.held_by.startswith(IN_REPLY)


def _behind_another() -> ColumnElement[bool]:
    """Whether the recipient has still to get an earlier message."""
    earlier = aliased(OutgoingRow)
    return exists().where(
        earlier.channel == OutgoingRow.channel,
        earlier.recipient == OutgoingRow.recipient,
        earlier.sequence < OutgoingRow.sequence,
        earlier.state.in_(OPEN),
    )


def _values(message: Outgoing, now: datetime, due_at: datetime) -> Mapping[str, Any]:
    """Return the values of the row that keeps a message. The readable copy is cleaned of what no database takes."""
    text = message.message.text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return {
        "key": message.key, "channel": message.channel, "recipient": message.recipient,
        "conversation_id": message.conversation_id, "kind": message.kind, "text": text,
        "body": dict(message.message.body), "state": OutgoingState.WAITING, "attempts": 0, "due_at": due_at,
        "held_by": "", "held_until": now, "reason": "", "created_at": now,
    }  # fmt: skip
