"""Messages that arrived: every query about them is here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias, cast

from sqlalchemy import ColumnElement, Table, delete, exists, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.channels.port import Incoming, IncomingKind
from api.db.inserting import insert_into
from api.inbox.tables import IncomingRow
from knowledge.clock import Clock

Name: TypeAlias = tuple[str, str]
"""Channel and key: what a message is known by."""


_TABLE = cast(Table, IncomingRow.__table__)


class ReceiptState(StrEnum):
    """How far a message got."""

    RECEIVED = "received"
    DONE = "done"
    FAILED = "failed"  # given up after many attempts


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message somebody has taken; ``attempts`` counts this one."""

    incoming: Incoming
    attempts: int


class IncomingRepository:
    """Reads and writes messages inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def add_new(self, rows: Sequence[Mapping[str, Any]]) -> set[Name]:
        """Store rows and return the names of those that were not there; ``rows`` have each name once.

        Two processes may store the same rows at once: in one order, so that neither waits for the other for ever.
        """
        ordered = sorted(rows, key=lambda row: (row["channel"], row["key"]))
        connection = await self._session.connection()  # without the mapper, whose work is most of what a row costs
        insert = insert_into(self._session, _TABLE).on_conflict_do_nothing()
        stored = await connection.execute(insert, ordered)
        moments = {(row["channel"], row["key"]): (row["held_by"], row["received_at"]) for row in rows}
        if stored.rowcount == len(moments):
            return set(moments)
        found = await connection.execute(
            select(_TABLE.c.channel, _TABLE.c.key, _TABLE.c.held_by, _TABLE.c.received_at).where(_named(moments))
        )
        return {(channel, key) for channel, key, *given in found if tuple(given) == moments[channel, key]}

    async def states(self, names: Collection[Name]) -> dict[Name, tuple[ReceiptState, str]]:
        """Return state and turn of messages."""
        connection = await self._session.connection()
        columns = (_TABLE.c.channel, _TABLE.c.key, _TABLE.c.state, _TABLE.c.turn_id)
        found = await connection.execute(select(*columns).where(_named(names)))
        return {(channel, key): (ReceiptState(state), turn_id or "") for channel, key, state, turn_id in found}

    async def is_next(self, incoming: Incoming) -> bool:
        """Whether a message is open and nothing that its sender sent before is."""
        query = select(IncomingRow.key).where(_is(incoming), _open(), ~_behind_another())
        return await self._session.scalar(query) is not None

    async def any_due(self, channels: Collection[str]) -> bool:
        """Whether ``claim`` might give anything."""
        return await self._session.scalar(select(IncomingRow.key).where(self._due(channels)).limit(1)) is not None

    async def claim(self, channels: Collection[str], limit: int, holder: str, until: datetime) -> Sequence[Claimed]:
        """Take messages that nobody works on, the oldest first, of each sender at most the next."""
        query = (
            select(IncomingRow)
            .where(self._due(channels), ~_behind_another())
            .order_by(IncomingRow.received_at, IncomingRow.key)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = (await self._session.scalars(query)).all()
        for row in rows:
            row.held_by, row.held_until, row.attempts = holder, until, row.attempts + 1
        return [Claimed(_incoming(row), row.attempts) for row in rows]

    async def renew(self, names: Collection[Name], holder: str, until: datetime) -> None:
        """Keep messages that ``holder`` works on."""
        await self._session.execute(
            update(IncomingRow)
            .where(tuple_(IncomingRow.channel, IncomingRow.key).in_(names), IncomingRow.held_by == holder, _open())
            .values(held_until=until)
        )

    async def postpone(self, incoming: Incoming, holder: str, due_at: datetime) -> None:
        """Give back an open message that ``holder`` has, to be taken at a moment."""
        await self._session.execute(
            update(IncomingRow)
            .where(_is(incoming), _open(), IncomingRow.held_by == holder)
            .values(held_by="", held_until=due_at)
        )

    async def end(self, incoming: Incoming, state: ReceiptState, *, turn_id: str = "") -> None:
        """Note that nothing more will be done for a message; one that has ended stays as it is."""
        await self._session.execute(
            update(IncomingRow)
            .where(_is(incoming), _open())
            .values(state=state, held_by="", turn_id=turn_id or None, done_at=self._clock())
        )

    async def forget_words(self, before: datetime) -> None:
        """Empty messages that came before a moment and are dealt with; their keys stay known."""
        await self._session.execute(
            update(IncomingRow)
            .where(IncomingRow.state != ReceiptState.RECEIVED, IncomingRow.received_at < before)
            .values(content={"text": "", "media_id": "", "details": {}})
        )

    async def delete(self, before: datetime) -> None:
        """Delete messages that came before a moment and are dealt with."""
        await self._session.execute(
            delete(IncomingRow).where(IncomingRow.state != ReceiptState.RECEIVED, IncomingRow.received_at < before)
        )

    async def erase(self, channel: str, sender: str) -> None:
        """Delete everything that one person sent."""
        await self._session.execute(
            delete(IncomingRow).where(IncomingRow.channel == channel, IncomingRow.sender == sender)
        )

    def _due(self, channels: Collection[str]) -> ColumnElement[bool]:
        return IncomingRow.channel.in_(channels) & _open() & (IncomingRow.held_until <= self._clock())


def incoming_values(incoming: Incoming, received_at: datetime, holder: str, held_until: datetime) -> dict[str, Any]:
    """Return the values of the row that keeps a message."""
    return {
        "channel": incoming.channel,
        "key": incoming.key,
        "sender": incoming.sender,
        "kind": incoming.kind,
        "content": {"text": incoming.text, "media_id": incoming.media_id, "details": dict(incoming.details)},
        "sent_at": incoming.at,
        "received_at": received_at,
        "state": ReceiptState.RECEIVED,
        "attempts": 0,
        "held_by": holder,
        "held_until": held_until,
    }


def _incoming(row: IncomingRow) -> Incoming:
    return Incoming(
        channel=row.channel, key=row.key, sender=row.sender, at=row.sent_at, kind=IncomingKind(row.kind), **row.content
    )


def _named(names: Collection[Name]) -> ColumnElement[bool]:
    return tuple_(_TABLE.c.channel, _TABLE.c.key).in_(names)


def _is(incoming: Incoming) -> ColumnElement[bool]:
    return (IncomingRow.channel == incoming.channel) & (IncomingRow.key == incoming.key)


def _open() -> ColumnElement[bool]:
    return IncomingRow.state == ReceiptState.RECEIVED


def _behind_another() -> ColumnElement[bool]:
    """Whether an earlier message of the same sender is open."""
    earlier = aliased(IncomingRow)
    return exists().where(
        earlier.channel == IncomingRow.channel,
        earlier.sender == IncomingRow.sender,
        earlier.state == ReceiptState.RECEIVED,
        tuple_(earlier.received_at, earlier.key) < tuple_(IncomingRow.received_at, IncomingRow.key),
    )
