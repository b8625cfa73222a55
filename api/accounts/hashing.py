"""Argon2id, off the event loop."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import cache

from pwdlib import PasswordHash


class PasswordHasher:
    """Makes and compares hashes; comparing with no account costs as much as with one."""

    def __init__(self, hasher: PasswordHash | None = None) -> None:
        self._hasher = hasher or PasswordHash.recommended()
        self._nobody = _of_nobody() if hasher is None else hasher.hash(secrets.token_hex(16))

    async def hash(self, password: str) -> str:
        """Return the hash of a password."""
        return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, digest: str | None) -> bool:
        """Whether the hash is of this password; nothing matches no hash, after the same time."""
        right = await asyncio.to_thread(self._hasher.verify, password, digest or self._nobody)
        return right and bool(digest)

    async def was_used(self, password: str, digests: Sequence[str]) -> bool:
        """Whether one of the hashes is of this password."""
        return any([await self.matches(password, digest) for digest in digests])


@cache
def _of_nobody() -> str:
    return PasswordHash.recommended().hash(secrets.token_hex(16))
