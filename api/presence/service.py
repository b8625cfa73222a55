"""Presence as the desk works with it, and the colleagues a conversation can be given to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.accounts.tables import AccountRow
from api.db.engine import Database
from api.handover.states import RequestState
from api.handover.tables import PersonRequestRow
from api.presence.repository import Presences, Present
from api.presence.states import PresenceState
from api.records.tables import DepartmentRow
from knowledge.clock import Clock

MAX_DEPARTMENT = 80
DESK_ROLES = frozenset(role for role in Role if Permission.DESK in ROLE_PERMISSIONS[role])


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may work at the desk; ``since`` is empty for who never did. ``conversations`` is how many they have."""

    username: str
    name: str
    departments: tuple[str, ...]
    state: PresenceState
    comment: str
    since: datetime | None
    conversations: int


class DeskPresence:
    """Keeps presence, each step in a transaction of its own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, username: str, state: PresenceState, comment: str) -> Present:
        """Keep what somebody says of themselves."""
        async with self._database.write() as session:
            await Presences(session, self._clock).put(username, state, comment)
        return await self.of(username)

    async def greet(self, username: str) -> None:
        """Note that somebody opened the desk."""
        async with self._database.write() as session:
            await Presences(session, self._clock).greet(username)

    async def beat(self, usernames: Collection[str]) -> None:
        """Note that these people have the desk open still."""
        if usernames:
            async with self._database.write() as session:
                await Presences(session, self._clock).seen(usernames)

    async def of(self, username: str) -> Present:
        """Return how somebody is; who never was at the desk is away."""
        async with self._database.read() as session:
            found = await Presences(session, self._clock).of(username)
        return found or Present(username, PresenceState.AWAY, "", self._clock())

    async def people(self) -> tuple[Sequence[Colleague], Sequence[str]]:
        """Return everybody whose account is open and may work at the desk, and the departments there are."""
        async with self._database.read() as session:
            return await colleagues(session, self._clock), await departments(session)


async def colleagues(session: AsyncSession, clock: Clock) -> Sequence[Colleague]:
    """Return who may work at the desk, by name."""
    present = {one.username: one for one in await Presences(session, clock).all()}
    having = await _conversations(session)
    rows = await session.scalars(
        select(AccountRow)
        .where(AccountRow.role.in_(DESK_ROLES), AccountRow.disabled.is_(False))
        .order_by(AccountRow.username)
    )
    return [_colleague(row, present.get(row.username), having.get(row.username, 0)) for row in rows]


async def departments(session: AsyncSession) -> Sequence[str]:
    """Return the departments that answer for policies or have people at the desk."""
    known = set(await session.scalars(select(DepartmentRow.name)))
    rows = await session.scalars(select(AccountRow.departments).where(AccountRow.disabled.is_(False)))
    known.update(name for names in rows for name in names)
    return sorted(name for name in known if 0 < len(name) <= MAX_DEPARTMENT)


async def _conversations(session: AsyncSession) -> Mapping[str, int]:
    rows = await session.execute(
        select(PersonRequestRow.taken_by, func.count())
        .where(PersonRequestRow.state == RequestState.TAKEN)
        .group_by(PersonRequestRow.taken_by)
    )
    return {row[0]: row[1] for row in rows}


def _colleague(row: AccountRow, present: Present | None, conversations: int) -> Colleague:
    return Colleague(
        row.username,
        row.display_name,
        tuple(row.departments),
        present.state if present else PresenceState.AWAY,
        present.comment if present else "",
        present.since if present else None,
        conversations,
    )
