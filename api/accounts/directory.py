"""Administering accounts: every change is made by somebody, written down, and ends what it makes void."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.account import Account, account_of
from api.accounts.errors import LastAdministrator, OwnAccount
from api.accounts.parts import AccountParts
from api.accounts.roles import Permission, Role
from api.accounts.service import AccountService
from api.accounts.sessions import OpenSession
from api.accounts.tables import AccountRow, SessionRow
from api.sso.tables import SsoIdentityRow
from knowledge.errors import Conflict, InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class StaffMember:
    """An account as an administrator sees it."""

    account: Account
    must_change_password: bool
    locked: bool
    single_sign_on: bool
    last_seen_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to change; nothing means: stays as it is."""

    display_name: str | None = None
    role: Role | None = None
    departments: Sequence[str] | None = None
    regions: Sequence[str] | None = None
    disabled: bool | None = None


class StaffDirectory:
    """Adds, changes, closes and reopens accounts, and ends sessions."""

    def __init__(self, accounts: AccountService, regions: Collection[str]) -> None:
        """Work on the accounts of ``accounts``; ``regions`` are the codes somebody may answer for."""
        self._accounts = accounts
        self._parts: AccountParts = accounts.parts
        self._database = accounts.parts.database
        self._regions = frozenset(regions)

    async def all(self) -> list[StaffMember]:
        """Return everybody, by name."""
        async with self._database.read() as session:
            rows = await session.scalars(select(AccountRow).order_by(AccountRow.username))
            return [await self._member(session, row) for row in rows]

    async def one(self, username: str) -> StaffMember:
        """Return one person.

        Raises:
            NotFound: there is no such account.
        """
        async with self._database.read() as session:
            return await self._member(session, await self._row(session, username))

    async def add(self, username: str, role: Role, scope: AccountChange, *, by: str) -> str:
        """Create an account and return its one-time password.

        Raises:
            InvalidInput: the name is none, a curator has no department, a region is unknown.
            Conflict: the name is taken.
        """
        departments, regions = tuple(scope.departments or ()), tuple(scope.regions or ())
        self._check_scope(role, departments, regions)
        return await self._accounts.add(
            username, role, display_name=scope.display_name or "", departments=departments, regions=regions, by=by
        )

    async def change(self, username: str, change: AccountChange, *, by: str) -> StaffMember:
        """Change an account. A new role or a closed account ends the sessions at once.

        Raises:
            NotFound: there is no such account.
            OwnAccount: nobody changes their own role or scope.
            LastAdministrator: nobody would be left to administer.
            InvalidInput: as for ``add``.
        """
        async with self._database.write() as session:
            administrators = await self._active_administrators(session)
            row = await self._row(session, username, lock=True)
            before = _state(row)
            _apply(row, change)
            after = _state(row)
            changed = {name: value for name, value in after.items() if value != before[name]}
            if username == by and set(changed) - {"display_name"}:
                raise OwnAccount
            self._check_scope(Role(row.role), row.departments, row.regions)
            if administrators == [username] and (row.disabled or row.role != Role.ADMINISTRATOR):
                raise LastAdministrator
            if change.disabled is False:
                await self._parts.failures(session).forget(self._parts.name_digest(username))
            if changed:
                await self._record(session, row, by, changed, {name: before[name] for name in changed})
            return await self._member(session, row)

    async def reset(self, username: str, *, by: str) -> str:
        """Give a new one-time password, end every session and lift the lock; return the password.

        Raises:
            NotFound: there is no such account.
        """
        password = secrets.token_urlsafe(12)
        digest = await self._parts.hasher.hash(password)
        async with self._database.write() as session:
            row = await self._row(session, username, lock=True)
            if row.password_hash:
                row.password_history = [row.password_hash, *row.password_history][:4]
            row.password_hash, row.must_change_password = digest, True
            row.password_changed_at = self._parts.clock()
            await self._parts.failures(session).forget(self._parts.name_digest(username))
            ended = await self._parts.sessions(session).end_all(username)
            await self._parts.trail(session).record(by, "user.reset", username, {"sessions_ended": ended})
        return password

    async def link(self, username: str, issuer: str, subject: str, *, by: str) -> None:
        """Let an account in by single sign-on: whoever is ``subject`` at ``issuer`` is this person.

        Raises:
            InvalidInput: there is no issuer, or the subject is none.
            NotFound: there is no such account.
            Conflict: the subject is linked already.
        """
        if not issuer:
            raise InvalidInput("没有启用单点登录", remedy="请设置 YIHAODA_OIDC__ISSUER")
        if not (0 < len(subject) <= 255 and subject.isprintable()):
            raise InvalidInput("统一身份认证的用户标识（sub）应为 1 到 255 个字符")
        async with self._database.write() as session:
            await self._row(session, username)
            if await session.get(SsoIdentityRow, (issuer, subject)):
                raise Conflict("这个统一身份认证用户已经关联了账号")
            session.add(
                SsoIdentityRow(issuer=issuer, subject=subject, username=username, linked_at=self._parts.clock())
            )
            await session.flush()
            await self._parts.trail(session).record(by, "user.linked", username, {"issuer": issuer, "subject": subject})

    async def sessions(self, username: str) -> Sequence[OpenSession]:
        """Return the open sessions of a person.

        Raises:
            NotFound: there is no such account.
        """
        async with self._database.read() as session:
            await self._row(session, username)
            return await self._parts.sessions(session).of(username)

    async def end_session(self, session_id: str, *, by: Account) -> None:
        """End a session: an own one, or, for an administrator, anybody's.

        Raises:
            NotFound: there is none, or none that this person may end; the two look alike.
        """
        async with self._database.write() as session:
            sessions = self._parts.sessions(session)
            holder = await sessions.holder(session_id)
            if holder != by.username and Permission.EDIT_ACCOUNTS not in by.permissions:
                raise NotFound("没有这个会话，可能已经结束")
            await sessions.end(session_id)
            await self._parts.trail(session).record(by.username, "session.revoked", holder, {"sessions_ended": 1})

    async def end_sessions(self, username: str, *, by: str) -> None:
        """End every session of a person.

        Raises:
            NotFound: there is no such account.
        """
        async with self._database.write() as session:
            await self._row(session, username)
            ended = await self._parts.sessions(session).end_all(username)
            await self._parts.trail(session).record(by, "session.revoked", username, {"sessions_ended": ended})

    async def _record(
        self, session: AsyncSession, row: AccountRow, by: str, after: dict[str, object], before: dict[str, object]
    ) -> None:
        ended = 0
        if "role" in after or after.get("disabled"):
            ended = await self._parts.sessions(session).end_all(row.username)
        action = {True: "user.disabled", False: "user.enabled"}.get(bool(row.disabled)) if "disabled" in after else ""
        said = {"before": before, "after": after, "sessions_ended": ended}
        await self._parts.trail(session).record(by, action or "user.changed", row.username, said)

    async def _active_administrators(self, session: AsyncSession) -> list[str]:
        """Return who can administer, and hold their rows: of two who demote each other one has to fail."""
        query = select(AccountRow.username).where(AccountRow.role == Role.ADMINISTRATOR, AccountRow.disabled.is_(False))
        return list(await session.scalars(query.order_by(AccountRow.username).with_for_update()))

    async def _row(self, session: AsyncSession, username: str, *, lock: bool = False) -> AccountRow:
        row = await self._parts.find(session, username, lock=lock)
        if row is None:
            raise NotFound(f"没有用户 {username[:40]}")
        return row

    async def _member(self, session: AsyncSession, row: AccountRow) -> StaffMember:
        locked = await self._parts.failures(session).is_locked(self._parts.name_digest(row.username))
        linked = select(SsoIdentityRow.subject).where(SsoIdentityRow.username == row.username).limit(1)
        seen = select(func.max(SessionRow.last_seen_at)).where(SessionRow.username == row.username)
        return StaffMember(
            account_of(row), row.must_change_password, locked, (await session.scalar(linked)) is not None,
            await session.scalar(seen), row.created_at,
        )  # fmt: skip

    def _check_scope(self, role: Role, departments: Sequence[str], regions: Sequence[str]) -> None:
        if role is Role.CURATOR and not departments:
            raise InvalidInput("知识维护员至少要负责一个部门", remedy="请填写部门")
        unknown = [code for code in regions if code not in self._regions]
        if unknown:
            raise InvalidInput(f"没有这个地区代码：{'、'.join(unknown)[:60]}", remedy="请使用 GB/T 2260 的六位代码")


def _state(row: AccountRow) -> dict[str, object]:
    return {
        "display_name": row.display_name, "role": str(row.role), "departments": list(row.departments),
        "regions": list(row.regions), "disabled": row.disabled,
    }  # fmt: skip


def _apply(row: AccountRow, change: AccountChange) -> None:
    if change.display_name:
        row.display_name = change.display_name
    if change.role is not None:
        row.role = change.role
    if change.departments is not None:
        row.departments = list(change.departments)
    if change.regions is not None:
        row.regions = list(change.regions)
    if change.disabled is not None:
        row.disabled = change.disabled
