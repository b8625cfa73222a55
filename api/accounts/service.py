"""Staff accounts: passwords by Argon2id, sessions by opaque tokens of which only a hash is stored."""

import asyncio
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from pwdlib import PasswordHash
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.passwords import check_password
from api.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from api.accounts.tables import AccountRow, SessionRow
from api.db.engine import Database
from knowledge.clock import Clock
from knowledge.errors import Conflict, InvalidInput, NotAllowed, NotFound

SESSION_LIFE = timedelta(hours=12)
MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
FIRST_ADMINISTRATOR = "admin"
_USERNAME = re.compile(r"[\w.\-]{2,40}")


class BadCredentials(NotAllowed):
    """用户名或密码不对"""

    code = "bad_credentials"
    http_status = 401


class AccountLocked(NotAllowed):
    """登录失败次数过多，请15分钟后再试"""

    code = "locked"
    http_status = 429


class PasswordChangeRequired(NotAllowed):
    """首次登录请先设置新密码"""

    code = "password_change_required"


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff, without the password."""

    username: str
    display_name: str
    role: Role
    disabled: bool
    departments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return ROLE_PERMISSIONS[self.role]

    def owns(self, department: str, region: str) -> bool:
        """Whether a record of this department and region is this person's own; a curator has no other."""
        if self.role is not Role.CURATOR:
            return True
        return department in self.departments and (not self.regions or region in self.regions)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: ``token`` goes into the cookie once, ``csrf_token`` into a header of each change."""

    account: Account
    token: str
    csrf_token: str


class AccountService:
    """Signs staff in and out, and keeps their accounts."""

    def __init__(
        self, database: Database, clock: Clock, hasher: PasswordHash | None = None, *, secret: str = ""
    ) -> None:
        """Keep accounts in ``database``. Session tokens are stored under ``secret``: a copy of the table opens nothing."""
        self._database = database
        self._clock = clock
        self._hasher = hasher or PasswordHash.recommended()
        self._key = hashlib.blake2b(secret.encode()).digest()
        self._nobody = self._hasher.hash(secrets.token_hex(16))

    async def add(self, username: str, role: Role, *, display_name: str = "") -> str:
        """Create an account and return its one-time password, which has to be changed at the first sign-in.

        Raises:
            InvalidInput: the name is none.
            Conflict: the name is taken.
        """
        if not _USERNAME.fullmatch(username):
            raise InvalidInput("用户名应为 2 到 40 个字母、数字、汉字、点、横线或下划线")
        password = secrets.token_urlsafe(12)
        digest = await asyncio.to_thread(self._hasher.hash, password)
        row = AccountRow(
            username=username, display_name=display_name or username, role=role, password_hash=digest,
            must_change_password=True, disabled=False, failed_attempts=0, locked_until=None, departments=[],
            regions=[], created_at=self._clock(),
        )  # fmt: skip
        try:
            async with self._database.write() as session:
                session.add(row)
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
            return [_account(row) for row in await session.scalars(select(AccountRow).order_by(AccountRow.username))]

    async def disable(self, username: str) -> None:
        """Close an account and end its sessions.

        Raises:
            NotFound: there is no such account.
        """
        async with self._database.write() as session:
            row = await session.get(AccountRow, username)
            if row is None:
                raise NotFound(f"没有用户 {username}")
            row.disabled = True
            await session.execute(delete(SessionRow).where(SessionRow.username == username))

    async def sign_in(self, username: str, password: str) -> SignedIn:
        """Open a session.

        Raises:
            BadCredentials: name or password are wrong, or the account is closed.
            AccountLocked: too many failures.
            PasswordChangeRequired: the one-time password is still in use.
        """
        row = await self._verified(username, password)
        if row.must_change_password:
            raise PasswordChangeRequired
        async with self._database.write() as session:
            return await self._open(session, row)

    async def change_password(self, username: str, password: str, new_password: str) -> SignedIn:
        """Replace the password, end every other session and open a new one.

        Raises:
            BadCredentials, AccountLocked: as for ``sign_in``.
            WeakPassword: the new one does not satisfy the rules.
        """
        row = await self._verified(username, password)
        check_password(new_password, username=username, old=password)
        digest = await asyncio.to_thread(self._hasher.hash, new_password)
        async with self._database.write() as session:
            row = await session.get_one(AccountRow, username)
            row.password_hash, row.must_change_password = digest, False
            await session.execute(delete(SessionRow).where(SessionRow.username == username))
            return await self._open(session, row)

    async def session(self, token: str) -> SignedIn | None:
        """Return who holds a token, or nothing when it is unknown, ended or closed."""
        async with self._database.read() as session:
            found = await session.get(SessionRow, self._digest(token))
            if found is None or found.expires_at <= self._clock():
                return None
            row = await session.get_one(AccountRow, found.username)
            return None if row.disabled else SignedIn(_account(row), token, found.csrf_token)

    async def sign_out(self, token: str) -> None:
        """End a session."""
        async with self._database.write() as session:
            await session.execute(delete(SessionRow).where(SessionRow.token_hash == self._digest(token)))

    async def _verified(self, username: str, password: str) -> AccountRow:
        async with self._database.read() as session:
            row = await session.get(AccountRow, username)
        if row is not None and self._is_locked(row):
            raise AccountLocked
        # An unknown name costs as much time as a wrong password, so that the time tells nothing.
        digest = row.password_hash if row else self._nobody
        right = await asyncio.to_thread(self._hasher.verify, password, digest)
        if row is None:
            raise BadCredentials
        await self._count(username, failed=not right)
        if not right or row.disabled:
            raise BadCredentials
        return row

    async def _count(self, username: str, *, failed: bool) -> None:
        async with self._database.write() as session:
            row = await session.get_one(AccountRow, username, with_for_update=True)
            if self._is_locked(row):
                raise AccountLocked  # by guesses that ran beside this one
            row.failed_attempts = row.failed_attempts + 1 if failed else 0
            row.locked_until = None
            if row.failed_attempts >= MAX_FAILURES:
                row.failed_attempts, row.locked_until = 0, self._clock() + LOCKED_FOR

    def _is_locked(self, row: AccountRow) -> bool:
        return row.locked_until is not None and row.locked_until > self._clock()

    def _digest(self, token: str) -> str:
        return hashlib.blake2b(token.encode(), key=self._key, digest_size=32).hexdigest()

    async def _open(self, session: AsyncSession, row: AccountRow) -> SignedIn:
        token, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(24), self._clock()
        await session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
        session.add(
            SessionRow(
                token_hash=self._digest(token), username=row.username, csrf_token=csrf, created_at=now,
                expires_at=now + SESSION_LIFE,
            )
        )  # fmt: skip
        return SignedIn(_account(row), token, csrf)


def _account(row: AccountRow) -> Account:
    departments, regions = tuple(row.departments), tuple(row.regions)
    return Account(row.username, row.display_name, Role(row.role), row.disabled, departments, regions)
