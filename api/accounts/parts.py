"""What the services of accounts share: database, clock, hashes, the key of stored tokens."""

import hashlib
import re
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.failures import SignInFailures, keyed_digest
from api.accounts.hashing import PasswordHasher
from api.accounts.sessions import SessionRepository
from api.accounts.tables import AccountRow
from api.audit.trail import AuditTrail
from api.db.engine import Database
from api.settings import AccountSettings
from knowledge.clock import Clock

USERNAME = re.compile(r"[\w.\-]{2,40}")


@dataclass(frozen=True, slots=True)
class AccountParts:
    """Handed to every service of accounts; repositories are made for one transaction each."""

    database: Database
    clock: Clock
    hasher: PasswordHasher
    key: bytes
    settings: AccountSettings

    def sessions(self, session: AsyncSession) -> SessionRepository:
        """Return the open sessions."""
        return SessionRepository(session, self.clock, self.key, self.settings)

    def failures(self, session: AsyncSession) -> SignInFailures:
        """Return the failed sign-ins."""
        return SignInFailures(session, self.clock)

    def trail(self, session: AsyncSession) -> AuditTrail:
        """Return the audit log."""
        return AuditTrail(session, self.clock)

    def name_digest(self, username: str) -> str:
        """Return what stands for a name in the lock-out and in the log, whether or not it is somebody's."""
        return keyed_digest(f"name:{username}", self.key)

    async def find(self, session: AsyncSession, username: str, *, lock: bool = False) -> AccountRow | None:
        """Return the account of a name; what can be no name is not looked up (a database refuses some of it)."""
        if not USERNAME.fullmatch(username):
            return None
        return await session.get(AccountRow, username, with_for_update=lock, populate_existing=lock)


def key_of(secret: str) -> bytes:
    """Return the key of stored tokens and names."""
    return hashlib.blake2b(secret.encode()).digest()
