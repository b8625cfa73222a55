"""A clock that is moved, a cheap hash, and accounts with known passwords."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from api.accounts.account import SignedIn
from api.accounts.roles import Role
from api.accounts.service import AccountService, BadCredentials
from api.audit.tables import AuditRow
from api.db.engine import Database

PASSWORD = "Good-pass-1"
SECOND = timedelta(seconds=1)


class MovingClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class CountingHash(PasswordHash):
    """Cheap, and counts how often a password was compared."""

    compared = 0

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002  # pwdlib's signature
        self.compared += 1
        return super().verify(password, hash)


def cheap_hash() -> CountingHash:
    return CountingHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


async def with_password(
    service: AccountService, username: str = "wang", role: Role = Role.CURATOR, password: str = PASSWORD
) -> SignedIn:
    """Add an account and replace its one-time password."""
    once = await service.add(username, role, display_name="王五", departments=["图书馆"])
    return await service.change_password(username, once, password)


async def fail(service: AccountService, times: int, username: str = "wang") -> None:
    for _ in range(times):
        with pytest.raises(BadCredentials):
            await service.sign_in(username, "wrong")


async def audit_lines(database: Database, action: str = "") -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return (actor, action, subject, details) of every line, or of those with this action."""
    async with database.read() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.sequence))
        return [(row.actor, row.action, row.subject, row.details) for row in rows if not action or row.action == action]
