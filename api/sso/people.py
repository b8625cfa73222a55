"""Whom the issuer names: the account that belongs to the pair of issuer and subject, made at the first sign-in."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.parts import USERNAME, AccountParts
from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.settings import OidcSettings
from api.sso.errors import SsoNotAllowed
from api.sso.tables import SsoIdentityRow

ACTOR = "single-sign-on"


def role_of(claims: Mapping[str, Any], settings: OidcSettings) -> Role:
    """Return the one role that the claim names, by the mapping of the settings or by its own name.

    Raises:
        SsoNotAllowed: it names none, or several.
    """
    said = claims.get(settings.role_claim)
    values = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    known = settings.roles or {role.value: role for role in Role}
    roles = {known[value] for value in values if isinstance(value, str) and value in known}
    if len(roles) != 1:
        raise SsoNotAllowed
    return roles.pop()


class SsoPeople:
    """Finds or makes the account, inside the caller's transaction."""

    def __init__(self, session: AsyncSession, parts: AccountParts, settings: OidcSettings) -> None:
        self._session = session
        self._parts = parts
        self._settings = settings

    async def account(self, claims: Mapping[str, Any]) -> AccountRow:
        """Return the account of whom the claims name, with the role they give.

        Raises:
            SsoNotAllowed: the account is closed, its name is somebody else's, or the last administrator would be lost.
        """
        role, identity = role_of(claims, self._settings), (self._settings.issuer, str(claims["sub"]))
        found = await self._session.get(SsoIdentityRow, identity)
        if found is None:
            return await self._new(claims, role)
        administrators = await self._administrators()
        row = await self._session.get_one(AccountRow, found.username, with_for_update=True, populate_existing=True)
        if row.disabled:
            raise SsoNotAllowed
        if row.role != role:
            if administrators == [row.username]:
                raise SsoNotAllowed
            before, row.role = row.role, role
            ended = await self._parts.sessions(self._session).end_all(row.username)
            said = {"before": {"role": before}, "after": {"role": role}, "sessions_ended": ended}
            await self._parts.trail(self._session).record(ACTOR, "user.changed", row.username, said)
        return row

    async def _new(self, claims: Mapping[str, Any], role: Role) -> AccountRow:
        username, now = _username(claims), self._parts.clock()
        row = AccountRow(
            username=username, display_name=_display_name(claims) or username, role=role, password_hash="",
            password_history=[], password_changed_at=now, must_change_password=False, disabled=False, departments=[],
            regions=[], created_at=now,
        )  # fmt: skip
        try:
            async with self._session.begin_nested():
                self._session.add(row)
                await self._session.flush()
                self._session.add(_identity(self._settings.issuer, claims, username, now))
        except IntegrityError as error:
            # A name is no proof of being the same person: an account that exists is linked by an administrator.
            raise SsoNotAllowed from error
        await self._parts.trail(self._session).record(ACTOR, "user.added", username, {"role": role})
        return row

    async def _administrators(self) -> list[str]:
        query = select(AccountRow.username).where(AccountRow.role == Role.ADMINISTRATOR, AccountRow.disabled.is_(False))
        return list(await self._session.scalars(query.order_by(AccountRow.username).with_for_update()))


def _identity(issuer: str, claims: Mapping[str, Any], username: str, now: datetime) -> SsoIdentityRow:
    return SsoIdentityRow(issuer=issuer, subject=str(claims["sub"]), username=username, linked_at=now)


def _username(claims: Mapping[str, Any]) -> str:
    said = claims.get("preferred_username")
    if isinstance(said, str) and USERNAME.fullmatch(said):
        return said
    return f"sso-{hashlib.sha256(str(claims['sub']).encode()).hexdigest()[:12]}"


def _display_name(claims: Mapping[str, Any]) -> str:
    said = claims.get("name")
    return "".join(character for character in said if character.isprintable())[:80] if isinstance(said, str) else ""
