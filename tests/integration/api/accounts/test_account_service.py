import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func, select

from api.accounts.passwords import WeakPassword
from api.accounts.service import (
    FIRST_ADMINISTRATOR,
    LOCKED_FOR,
    MAX_FAILURES,
    SESSION_LIFE,
    AccountLocked,
    AccountService,
    BadCredentials,
    PasswordChangeRequired,
    Role,
    SignedIn,
)
from api.accounts.tables import AccountRow, SessionRow
from api.db.engine import Database
from knowledge.errors import Conflict, InvalidInput, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

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


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def hasher() -> CountingHash:
    return CountingHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


@pytest.fixture
def service(database: Database, clock: MovingClock, hasher: CountingHash) -> AccountService:
    return AccountService(database, clock, hasher)


async def with_password(service: AccountService, username: str = "wang") -> SignedIn:
    """Add an account and replace its one-time password."""
    once = await service.add(username, Role.CURATOR, display_name="王五")
    return await service.change_password(username, once, PASSWORD)


async def fail(service: AccountService, times: int, username: str = "wang") -> None:
    for _ in range(times):
        with pytest.raises(BadCredentials):
            await service.sign_in(username, "wrong")


class TestSigningIn:
    async def test_the_one_time_password_has_to_be_changed(self, service: AccountService) -> None:
        once = await service.add("wang", Role.OPERATOR)
        with pytest.raises(PasswordChangeRequired):
            await service.sign_in("wang", once)
        await service.change_password("wang", once, PASSWORD)
        with pytest.raises(BadCredentials):
            await service.sign_in("wang", once)
        signed_in = await service.sign_in("wang", PASSWORD)
        assert (signed_in.account.username, signed_in.account.role) == ("wang", Role.OPERATOR)

    @pytest.mark.parametrize(
        ("username", "password"),
        [("wang", "wrong"), ("wang", ""), ("wang", PASSWORD.lower()), ("nobody", PASSWORD), ("", "")],
    )
    async def test_wrong(self, service: AccountService, username: str, password: str) -> None:
        await with_password(service)
        with pytest.raises(BadCredentials):
            await service.sign_in(username, password)

    @pytest.mark.parametrize("username", ["wang", "nobody"])
    async def test_an_unknown_name_costs_as_much(
        self, service: AccountService, hasher: CountingHash, username: str
    ) -> None:
        await with_password(service)
        before = hasher.compared
        await fail(service, 1, username)
        assert hasher.compared == before + 1

    async def test_passwords_and_tokens_are_not_stored(self, database: Database, clock: MovingClock) -> None:
        service = AccountService(database, clock)  # with the hash of production
        signed_in = await with_password(service)
        async with database.read() as session:
            account = await session.get_one(AccountRow, "wang")
            (stored,) = await session.scalars(select(SessionRow))
        assert account.password_hash.startswith("$argon2id$")
        assert PASSWORD not in account.password_hash
        assert signed_in.token not in (stored.token_hash, stored.csrf_token)


class TestLockOut:
    async def test_after_too_many_failures_even_the_right_password_waits(
        self, service: AccountService, clock: MovingClock
    ) -> None:
        await with_password(service)
        await fail(service, MAX_FAILURES)
        with pytest.raises(AccountLocked):
            await service.sign_in("wang", PASSWORD)
        clock.advance(LOCKED_FOR - SECOND)
        with pytest.raises(AccountLocked):
            await service.sign_in("wang", PASSWORD)
        clock.advance(SECOND)
        await service.sign_in("wang", PASSWORD)

    async def test_one_failure_fewer_does_not_lock(self, service: AccountService) -> None:
        await with_password(service)
        await fail(service, MAX_FAILURES - 1)
        await service.sign_in("wang", PASSWORD)
        await fail(service, MAX_FAILURES - 1)  # success began the count anew
        await service.sign_in("wang", PASSWORD)

    async def test_a_lock_can_follow_a_lock(self, service: AccountService, clock: MovingClock) -> None:
        await with_password(service)
        await fail(service, MAX_FAILURES)
        clock.advance(LOCKED_FOR)
        await fail(service, MAX_FAILURES)
        with pytest.raises(AccountLocked):
            await service.sign_in("wang", PASSWORD)

    async def test_others_are_not_locked(self, service: AccountService) -> None:
        await with_password(service)
        await with_password(service, "zhao")
        await fail(service, MAX_FAILURES)
        await service.sign_in("zhao", PASSWORD)

    async def test_simultaneous_guesses_are_counted_each(self, service: AccountService) -> None:
        await with_password(service)
        guesses = (service.sign_in("wang", "wrong") for _ in range(MAX_FAILURES + 3))
        results = await asyncio.gather(*guesses, return_exceptions=True)
        assert sum(isinstance(result, BadCredentials) for result in results) == MAX_FAILURES
        assert sum(isinstance(result, AccountLocked) for result in results) == 3

    async def test_changing_the_password_is_locked_too(self, service: AccountService) -> None:
        await with_password(service)
        await fail(service, MAX_FAILURES)
        with pytest.raises(AccountLocked):
            await service.change_password("wang", PASSWORD, "Other-pass-2")


class TestSessions:
    async def test_a_token_names_its_holder(self, service: AccountService) -> None:
        signed_in = await with_password(service)
        assert await service.session(signed_in.token) == signed_in

    @pytest.mark.parametrize("token", ["", "x", "密"])
    async def test_an_unknown_token_names_nobody(self, service: AccountService, token: str) -> None:
        assert await service.session(token) is None

    async def test_it_ends(self, service: AccountService, clock: MovingClock) -> None:
        signed_in = await with_password(service)
        clock.advance(SESSION_LIFE - SECOND)
        assert await service.session(signed_in.token)
        clock.advance(SECOND)
        assert await service.session(signed_in.token) is None

    async def test_ended_ones_are_forgotten(
        self, service: AccountService, clock: MovingClock, database: Database
    ) -> None:
        await with_password(service)
        clock.advance(SESSION_LIFE)
        await service.sign_in("wang", PASSWORD)
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(SessionRow)) == 1

    async def test_signing_out_ends_one(self, service: AccountService) -> None:
        one, other = await with_password(service), await service.sign_in("wang", PASSWORD)
        await service.sign_out(one.token)
        assert await service.session(one.token) is None
        assert await service.session(other.token)

    async def test_a_new_password_ends_the_others(self, service: AccountService) -> None:
        before = await with_password(service)
        after = await service.change_password("wang", PASSWORD, "Other-pass-2")
        assert await service.session(before.token) is None
        assert await service.session(after.token)


class TestAccounts:
    async def test_a_disabled_one_is_out_at_once(self, service: AccountService) -> None:
        signed_in = await with_password(service)
        await service.disable("wang")
        assert await service.session(signed_in.token) is None
        with pytest.raises(BadCredentials):
            await service.sign_in("wang", PASSWORD)
        assert [account.disabled for account in await service.accounts()] == [True]

    async def test_disabling_nobody(self, service: AccountService) -> None:
        with pytest.raises(NotFound):
            await service.disable("nobody")

    async def test_a_name_is_given_once(self, service: AccountService) -> None:
        results = await asyncio.gather(*(service.add("wang", Role.CURATOR) for _ in range(3)), return_exceptions=True)
        assert sum(isinstance(result, str) for result in results) == 1
        assert sum(isinstance(result, Conflict) for result in results) == 2

    @pytest.mark.parametrize("username", ["", "a", "x" * 41, "a b", "a/b", "<b>"])
    async def test_refuses_names(self, service: AccountService, username: str) -> None:
        with pytest.raises(InvalidInput):
            await service.add(username, Role.CURATOR)

    async def test_a_weak_password_changes_nothing(self, service: AccountService) -> None:
        once = await service.add("wang", Role.CURATOR)
        with pytest.raises(WeakPassword):
            await service.change_password("wang", once, "short")
        with pytest.raises(PasswordChangeRequired):
            await service.sign_in("wang", once)

    async def test_the_first_administrator_is_made_once(self, service: AccountService) -> None:
        passwords = await asyncio.gather(*(service.first_administrator() for _ in range(3)))
        assert sum(password is not None for password in passwords) == 1
        assert await service.first_administrator() is None
        (account,) = await service.accounts()
        assert (account.username, account.role) == (FIRST_ADMINISTRATOR, Role.ADMINISTRATOR)

    async def test_no_administrator_where_there_are_accounts(self, service: AccountService) -> None:
        await service.add("wang", Role.CURATOR)
        assert await service.first_administrator() is None
