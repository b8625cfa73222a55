"""Conversations go when their time is over, with all that hangs on them: shown beforehand, done every night, written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.account import SYSTEM
from api.audit.trail import AuditTrail
from api.conversations.tables import ConversationRow
from api.curation.contradictions import is_night
from api.db.engine import Database
from api.handover.states import RequestState
from api.handover.tables import PersonRequestRow
from api.identities.tables import IdentityRow
from api.privacy.erasing import Erased, Order, erase
from api.privacy.periods import Periods
from api.privacy.subjects import Subject
from knowledge.clock import Clock

_REASON = "retention"
_IS_HELD = exists().where(
    PersonRequestRow.conversation_id == ConversationRow.id, PersonRequestRow.state != RequestState.CLOSED
)


@dataclass(frozen=True, slots=True)
class Due:
    """What a channel has that is older than it may be. ``held`` stays: citizens wait for a person there still."""

    channel: str
    days: int
    before: datetime
    conversations: int
    turns: int
    held: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted of a channel."""

    channel: str
    conversations: int
    turns: int
    messages: int


class Retention:
    """Looks, and deletes in batches: a batch is deleted and written down in one transaction, or not at all."""

    def __init__(self, database: Database, clock: Clock, periods: Periods) -> None:
        self._database = database
        self._clock = clock
        self._periods = periods

    async def preview(self) -> Sequence[Due]:
        """Return, for each channel, what ``purge`` would delete now."""
        async with self._database.read() as session:
            return [await self._due(session, channel) for channel in await self._channels(session)]

    async def purge(self, by: str = SYSTEM) -> Sequence[Purged]:
        """Delete what is due; return what was deleted, by channel."""
        async with self._database.read() as session:
            channels = await self._channels(session)
        return [await self._purge(channel, by) for channel in channels]

    async def run(self) -> None:
        """Do the night's work."""
        await self.purge()

    def at_night(self) -> bool:
        """Whether it is night in China."""
        return is_night(self._clock())

    async def _channels(self, session: AsyncSession) -> Sequence[str]:
        found = await session.scalars(select(ConversationRow.channel).distinct())
        return sorted({*found, *self._periods.days})

    async def _due(self, session: AsyncSession, channel: str) -> Due:
        before = self._before(channel)
        counts = select(
            func.count(), func.coalesce(func.sum(ConversationRow.turns), 0), func.min(ConversationRow.last_at)
        )
        conversations, turns, oldest = (await session.execute(counts.where(*_over(channel, before)))).one()
        held = select(func.count()).select_from(ConversationRow)
        waiting = await session.scalar(
            held.where(ConversationRow.channel == channel, ConversationRow.last_at < before, _IS_HELD)
        )
        days = self._periods.of(channel).days
        return Due(channel, days, before, conversations, turns, waiting or 0, oldest)

    async def _purge(self, channel: str, by: str) -> Purged:
        before, done = self._before(channel), Erased()
        while (batch := await self._batch(channel, before, by)).conversations:
            done = Erased(
                done.conversations + batch.conversations, done.turns + batch.turns, done.messages + batch.messages
            )
        return Purged(channel, **done.counts())

    async def _batch(self, channel: str, before: datetime, by: str) -> Erased:
        async with self._database.write() as session:
            rows = await session.scalars(
                select(ConversationRow)
                .where(*_over(channel, before))
                .order_by(ConversationRow.last_at, ConversationRow.id)
                .limit(self._periods.batch)
                .with_for_update(skip_locked=True)  # one that is being carried on right now is not over
            )
            subject = Subject(rows.all())
            if not subject.ids:
                return Erased()
            erased = await erase(session, subject, Order(_REASON, by, self._clock()))
            await self._forget_names(session, channel, before, subject.ids)
            said = {**erased.counts(), "before": before.isoformat()}
            await AuditTrail(session, self._clock).record(by, "retention.purged", channel, said)
            return erased

    async def _forget_names(self, session: AsyncSession, channel: str, before: datetime, ids: Sequence[str]) -> None:
        """Forget who people are on a channel where nothing is kept of them any more, and nothing was heard since."""
        await session.execute(
            update(IdentityRow).where(IdentityRow.conversation_id.in_(ids)).values(conversation_id=None)
        )
        kept = exists().where(ConversationRow.visitor_id == IdentityRow.visitor_id)
        await session.execute(
            delete(IdentityRow).where(IdentityRow.channel == channel, IdentityRow.last_at < before, ~kept),
            execution_options={"synchronize_session": False},
        )

    def _before(self, channel: str) -> datetime:
        return self._clock() - self._periods.of(channel)


def _over(channel: str, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return ConversationRow.channel == channel, ConversationRow.last_at < before, ~_IS_HELD
