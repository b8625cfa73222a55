"""Signing in and out: passwords by Argon2id, sessions by opaque tokens of which only a digest is stored."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.account import ANONYMOUS, SYSTEM, Account, Origin, SignedIn, account_of
from api.accounts.errors import AccountLocked, BadCredentials, PasswordChangeRequired
from api.accounts.failures import LOCKED_FOR, MAX_FAILURES, Counted
from api.accounts.hashing import PasswordHasher
from api.accounts.parts import USERNAME, AccountParts, key_of
from api.accounts.passwords import HISTORY, WeakPassword, check_password
from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.db.engine import Database
from api.settings import AccountSettings
from knowledge.clock import Clock
from knowledge.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "FIRST_ADMINISTRATOR", "LOCKED_FOR", "MAX_FAILURES", "SESSION_LIFE", "Account", "AccountLocked", "AccountService",
    "BadCredentials", "PasswordChangeRequired", "SignedIn",
]  # fmt: skip

SESSION_LIFE = timedelta(hours=AccountSettings().session_hours)
FIRST_ADMINISTRATOR = "admin"
_NOWHERE = Origin()


class AccountService:
    """Signs staff in and out, and makes their accounts."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hasher: PasswordHash | None = None,
        *,
        secret: str = "",
        settings: AccountSettings | None = None,
    ) -> None:
        """Keep accounts in ``database``. Session tokens are stored under ``secret``: a copy of the table opens nothing."""
        self.parts = AccountParts(
            database, clock, PasswordHasher(hasher), key_of(secret), settings or AccountSettings()
        )
        self._database = database

    async def add(
        self,
        username: str,
        role: Role,
        *,
        display_name: str = "",
        departments: Sequence[str] = (),
        regions: Sequence[str] = (),
        by: str = SYSTEM,
    ) -> str:
        """Create an account and return its one-time password, which has to be changed at the first sign-in.

        Raises:
            InvalidInput: the name is none.
            Conflict: the name is taken.
        """
        if not USERNAME.fullmatch(username):
            raise InvalidInput("用户名应为 2 到 40 个字母、数字、汉字、点、横线或下划线")
        password, now = secrets.token_urlsafe(12), self.parts.clock()
        row = AccountRow(
            username=username, display_name=display_name or username, role=role,
            password_hash=await self.parts.hasher.hash(password), password_history=[], password_changed_at=now,
            must_change_password=True, disabled=False, departments=list(departments), regions=list(regions),
            created_at=now,
        )  # fmt: skip
        said = {"role": role, "departments": list(departments), "regions": list(regions)}
        try:
            async with self._database.write() as session:
                session.add(row)
                await session.flush()
                await self.parts.trail(session).record(by, "user.added", username, said)
        except IntegrityError as error:
            raise Conflict(f"用户名 {username} 已存在") from error
        return password

    async def first_administrator(self) -> str | None:
        """Create the first administrator when there is no account; return the one-time password, or nothing."""
        async with self._database.read() as session:
            if await session.scalar(select(AccountRow.username).limit(1)):
                return None
        try:
            return await self.add(FIRST_ADMINISTRATOR, Role.ADMINISTRATOR, display_name="系统管理员")
        except Conflict:
            return None  # another process was first

    async def accounts(self) -> list[Account]:
        """Return every account by name."""
        async with self._database.read() as session:
            return [account_of(row) for row in await session.scalars(select(AccountRow).order_by(AccountRow.username))]

    async def disable(self, username: str, *, by: str = SYSTEM) -> None:
        """Close an account and end its sessions.

        Raises:
            NotFound: there is no such account.
        """
        async with self._database.write() as session:
            row = await self.parts.find(session, username, lock=True)
            if row is None:
                raise NotFound(f"没有用户 {username}")
            row.disabled = True
            ended = await self.parts.sessions(session).end_all(username)
            await self.parts.trail(session).record(by, "user.disabled", username, {"sessions_ended": ended})

    async def sign_in(self, username: str, password: str, origin: Origin = _NOWHERE) -> SignedIn:
        """Open a session.

        Raises:
            BadCredentials: name or password are wrong, or the account is closed.
            AccountLocked: too many failures under this name.
            PasswordChangeRequired: the one-time password is still in use, or the password too old.
        """
        row = await self._verified(username, password, origin)
        if row.must_change_password:
            raise PasswordChangeRequired
        if self._is_outdated(row):
            raise PasswordChangeRequired(f"密码已使用超过 {self.parts.settings.password_days} 天，请设置新密码")
        async with self._database.write() as session:
            return await self.open_session(session, row, origin, confirmed_at=self.parts.clock(), method="password")

    async def open_session(
        self, session: AsyncSession, row: AccountRow, origin: Origin, *, confirmed_at: datetime | None, method: str
    ) -> SignedIn:
        """Open a session for somebody who has been recognised, and write it down."""
        said = {"method": method, "address": origin.address, "user_agent": origin.user_agent}
        opened = await self.parts.sessions(session).open(row, origin, confirmed_at=confirmed_at)
        await self.parts.trail(session).record(row.username, "session.opened", row.username, said)
        return opened

    async def change_password(
        self, username: str, password: str, new_password: str, origin: Origin = _NOWHERE
    ) -> SignedIn:
        """Replace the password, end every other session and open a new one.

        Raises:
            BadCredentials, AccountLocked: as for ``sign_in``.
            WeakPassword: the new one does not satisfy the rules.
        """
        row = await self._verified(username, password, origin)
        check_password(new_password, username=username, old=password)
        if await self.parts.hasher.was_used(new_password, row.password_history):
            raise WeakPassword(f"新密码不能与最近 {HISTORY} 次用过的密码相同")
        digest, used = await self.parts.hasher.hash(new_password), row.password_hash
        async with self._database.write() as session:
            row = await session.get_one(AccountRow, username, with_for_update=True)
            if row.password_hash != used or row.disabled:
                raise BadCredentials  # changed or closed by somebody else in between
            row.password_history = [used, *row.password_history][: HISTORY - 1]
            row.password_hash, row.must_change_password = digest, False
            row.password_changed_at = self.parts.clock()
            await self.parts.sessions(session).end_all(username)
            opened = await self.open_session(session, row, origin, confirmed_at=self.parts.clock(), method="password")
            await self.parts.trail(session).record(username, "password.changed", username)
            return opened

    async def confirm(self, found: SignedIn, password: str, origin: Origin = _NOWHERE) -> None:
        """Take the password again, for what is dangerous.

        Raises:
            BadCredentials, AccountLocked: as for ``sign_in``.
        """
        await self._verified(found.account.username, password, origin)
        async with self._database.write() as session:
            await self.parts.sessions(session).confirm(found.session_id)

    async def session(self, token: str) -> SignedIn | None:
        """Return who holds a token, or nothing when it is unknown, ended, idle for too long or closed."""
        async with self._database.read() as session:
            sessions = self.parts.sessions(session)
            found = await sessions.find(token)
            if found is None:
                return None
            opened, row = found
            due = sessions.is_due(opened)
        if due:
            async with self._database.write() as session:
                await self.parts.sessions(session).seen(opened.id)
        return SignedIn(account_of(row), token, opened.csrf_token, opened.id, opened.confirmed_at)

    async def sign_out(self, token: str) -> None:
        """End a session."""
        async with self._database.write() as session:
            sessions = self.parts.sessions(session)
            found = await sessions.find(token)
            if found is None:
                return
            await sessions.end(found[0].id)
            await self.parts.trail(session).record(found[1].username, "session.closed", found[1].username)

    async def _verified(self, username: str, password: str, origin: Origin) -> AccountRow:
        """Return the account; every refusal looks alike and takes as long, whatever was wrong."""
        digest = self.parts.name_digest(username)
        async with self._database.read() as session:
            locked = await self.parts.failures(session).is_locked(digest)
            row = await self.parts.find(session, username)
        if locked:
            raise AccountLocked
        right = await self.parts.hasher.matches(password, row.password_hash if row else None)
        accepted = row if row is not None and right and not row.disabled else None
        async with self._database.write() as session:
            counted = await self.parts.failures(session).count(digest, failed=accepted is None)
            await self._note(session, counted, row, digest, origin)
        if counted is Counted.LOCKED:
            raise AccountLocked
        if accepted is None:
            raise BadCredentials
        return accepted

    async def _note(
        self, session: AsyncSession, counted: Counted, row: AccountRow | None, digest: str, origin: Origin
    ) -> None:
        """Write a failure down. A name that is nobody's is kept as a digest: it may be a password in the wrong field."""
        actions = {Counted.FAILED: "session.refused", Counted.NOW_LOCKED: "session.locked"}
        if counted not in actions:
            return
        said: Mapping[str, Any] = {"address": origin.address, "user_agent": origin.user_agent}
        subject = row.username if row else f"unknown:{digest[:16]}"
        await self.parts.trail(session).record(ANONYMOUS, actions[counted], subject, said)

    def _is_outdated(self, row: AccountRow) -> bool:
        days = self.parts.settings.password_days
        return bool(days) and row.password_changed_at + timedelta(days=days) <= self.parts.clock()
