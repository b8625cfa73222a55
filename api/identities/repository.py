"""People on channels: every query about them is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.inserting import insert_into
from api.identities.tables import IdentityRow
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class Identity:
    """One person on one channel, as last seen. ``quota_left`` messages may be sent until ``window_until``."""

    channel: str
    external_id: str
    visitor_id: str
    conversation_id: str
    subscribed: bool
    quota_left: int
    window_until: datetime | None
    choices: tuple[Mapping[str, str], ...]
    last_at: datetime


class IdentityRepository:
    """Reads and writes people inside the caller's session."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def meet(self, channel: str, external_id: str, visitor_id: str) -> Identity:
        """Return a person, who is new or comes again. Who is new counts as subscribed, and may not be written to yet."""
        now = self._clock()
        new: dict[str, Any] = {
            "channel": channel, "external_id": external_id, "visitor_id": visitor_id, "conversation_id": None,
            "subscribed": True, "quota_left": 0, "window_until": None, "choices": [], "last_at": now,
        }  # fmt: skip
        insert = insert_into(self._session, IdentityRow).values(new)
        keys = [IdentityRow.channel, IdentityRow.external_id]
        await self._session.execute(insert.on_conflict_do_update(index_elements=keys, set_={"last_at": now}))
        row = await self._session.get_one(IdentityRow, (channel, external_id), populate_existing=True)
        return _identity(row)

    async def find(self, channel: str, external_id: str) -> Identity | None:
        """Return a person, if they ever wrote."""
        row = await self._session.get(IdentityRow, (channel, external_id), populate_existing=True)
        return _identity(row) if row else None

    async def of_visitor(self, visitor_id: str) -> Sequence[Identity]:
        """Return every channel on which a visitor is known."""
        query = select(IdentityRow).where(IdentityRow.visitor_id == visitor_id).order_by(IdentityRow.channel)
        return [_identity(row) for row in await self._session.scalars(query)]

    async def contact(self, channel: str, external_id: str, *, quota: int, window: timedelta) -> None:
        """Note that a person made contact: ``quota`` messages may be sent within ``window``.

        A contact never takes away what an earlier one still allows.
        """
        now = self._clock()
        until = now + window
        open_still = IdentityRow.window_until > now
        await self._update(
            channel,
            external_id,
            quota_left=case((open_still & (IdentityRow.quota_left > quota), IdentityRow.quota_left), else_=quota),
            window_until=case((IdentityRow.window_until > until, IdentityRow.window_until), else_=until),
        )

    async def spend(self, channel: str, external_id: str) -> bool:
        """Take one message of the quota; False where none may be sent."""
        now = self._clock()
        left = await self._session.scalar(
            update(IdentityRow)
            .where(_is(channel, external_id), IdentityRow.quota_left > 0, IdentityRow.window_until > now)
            .values(quota_left=IdentityRow.quota_left - 1)
            .returning(IdentityRow.quota_left)
        )
        return left is not None

    async def exhaust(self, channel: str, external_id: str) -> None:
        """Note that the platform takes no more messages to this person, whatever was counted here."""
        await self._update(channel, external_id, quota_left=0)

    async def set_subscribed(self, channel: str, external_id: str, *, subscribed: bool) -> None:
        """Note that a person follows the account, or left it."""
        await self._update(channel, external_id, subscribed=subscribed)

    async def set_conversation(self, channel: str, external_id: str, conversation_id: str | None) -> None:
        """Note the conversation under way."""
        await self._update(channel, external_id, conversation_id=conversation_id)

    async def remember_choices(self, channel: str, external_id: str, choices: Sequence[Mapping[str, str]]) -> None:
        """Keep the quick replies of the last message: a number that comes back means one of them."""
        await self._update(channel, external_id, choices=[dict(choice) for choice in choices])

    async def erase(self, channel: str, external_id: str) -> None:
        """Forget a person."""
        await self._session.execute(delete(IdentityRow).where(_is(channel, external_id)))

    async def _update(self, channel: str, external_id: str, **values: Any) -> None:  # noqa: ANN401  # the columns' own types
        await self._session.execute(update(IdentityRow).where(_is(channel, external_id)).values(**values))


def _is(channel: str, external_id: str) -> ColumnElement[bool]:
    return (IdentityRow.channel == channel) & (IdentityRow.external_id == external_id)


def _identity(row: IdentityRow) -> Identity:
    return Identity(
        channel=row.channel, external_id=row.external_id, visitor_id=row.visitor_id,
        conversation_id=row.conversation_id or "", subscribed=row.subscribed, quota_left=row.quota_left,
        window_until=row.window_until, choices=tuple(row.choices), last_at=row.last_at,
    )  # fmt: skip
