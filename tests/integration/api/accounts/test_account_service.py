import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from staff_accounts import PASSWORD, SECOND, CountingHash, MovingClock, audit_lines, fail, with_password

from api.accounts.account import Origin
from api.accounts.passwords import HISTORY, WeakPassword
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
)
from api.accounts.tables import AccountRow, SessionRow, SignInFailureRow
from api.db.engine import Database
from api.settings import AccountSettings
from knowledge.errors import Conflict, InvalidInput, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

IDLE = timedelta(minutes=AccountSettings().idle_minutes)


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

    async def test_a_name_that_is_nobodys_locks_alike(self, service: AccountService) -> None:
        await with_password(service)
        told: dict[str, list[tuple[type[BaseException], str]]] = {}
        for username in ("wang", "nobody", "a\x00b", "x" * 128, ""):
            told[username] = []
            for _ in range(MAX_FAILURES + 2):
                with pytest.raises((BadCredentials, AccountLocked)) as caught:
                    await service.sign_in(username, "wrong")
                told[username].append((caught.type, str(caught.value)))
        assert all(answers == told["wang"] for answers in told.values())
        assert told["wang"][MAX_FAILURES][0] is AccountLocked

    async def test_failures_of_yesterday_are_forgotten(
        self, service: AccountService, clock: MovingClock, database: Database
    ) -> None:
        for username in ("one", "two", "three"):
            await fail(service, 1, username)
        clock.advance(timedelta(days=1, seconds=1))
        await fail(service, 1, "four")
        async with database.read() as session:
            assert await session.scalar(select(func.count()).select_from(SignInFailureRow)) == 1

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
        end = clock.now + SESSION_LIFE
        while clock.now + IDLE < end:  # in use all the time
            clock.advance(IDLE - SECOND)
            assert await service.session(signed_in.token)
        clock.now = end - SECOND
        assert await service.session(signed_in.token)
        clock.advance(SECOND)
        assert await service.session(signed_in.token) is None

    async def test_it_ends_when_nobody_uses_it(self, service: AccountService, clock: MovingClock) -> None:
        signed_in = await with_password(service)
        clock.advance(IDLE - SECOND)
        assert await service.session(signed_in.token)  # which is a use
        clock.advance(IDLE - SECOND)
        assert await service.session(signed_in.token)
        clock.advance(IDLE)
        assert await service.session(signed_in.token) is None

    async def test_one_too_many_ends_the_longest_unused(
        self, database: Database, clock: MovingClock, hasher: CountingHash
    ) -> None:
        service = AccountService(database, clock, hasher, settings=AccountSettings(max_sessions=2))
        oldest = await with_password(service)
        clock.advance(timedelta(minutes=2))
        newer = await service.sign_in("wang", PASSWORD)
        clock.advance(timedelta(minutes=2))
        assert await service.session(oldest.token)  # used after the newer one
        newest = await service.sign_in("wang", PASSWORD)
        alive = [await service.session(one.token) is not None for one in (oldest, newer, newest)]
        assert alive == [True, False, True]

    async def test_the_password_can_be_asked_for_again(self, service: AccountService, clock: MovingClock) -> None:
        signed_in = await with_password(service)
        clock.advance(timedelta(minutes=20))
        with pytest.raises(BadCredentials):
            await service.confirm(signed_in, "wrong")
        found = await service.session(signed_in.token)
        assert found
        assert found.confirmed_at == clock.now - timedelta(minutes=20)
        await service.confirm(signed_in, PASSWORD)
        found = await service.session(signed_in.token)
        assert found
        assert found.confirmed_at == clock.now

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


class TestPasswords:
    async def test_the_last_ones_are_not_taken_again(self, service: AccountService) -> None:
        await with_password(service)
        passwords = [PASSWORD] + [f"Other-pass-{number}" for number in range(HISTORY)]
        for old, new in pairwise(passwords):
            await service.change_password("wang", old, new)
            for former in passwords[: passwords.index(new)][-(HISTORY - 1) :]:
                with pytest.raises(WeakPassword, match="最近"):
                    await service.change_password("wang", new, former)
        await service.change_password("wang", passwords[-1], PASSWORD)  # long ago

    async def test_one_of_ninety_days_has_to_be_changed(self, service: AccountService, clock: MovingClock) -> None:
        await with_password(service)
        clock.advance(timedelta(days=90) - SECOND)
        await service.sign_in("wang", PASSWORD)
        clock.advance(SECOND)
        with pytest.raises(PasswordChangeRequired, match="90 天"):
            await service.sign_in("wang", PASSWORD)
        await service.change_password("wang", PASSWORD, "Other-pass-2")
        await service.sign_in("wang", "Other-pass-2")

    async def test_an_installation_may_let_them_grow_old(
        self, database: Database, clock: MovingClock, hasher: CountingHash
    ) -> None:
        service = AccountService(database, clock, hasher, settings=AccountSettings(password_days=0))
        await with_password(service)
        clock.advance(timedelta(days=3650))
        await service.sign_in("wang", PASSWORD)


class TestLog:
    async def test_what_happens_at_the_door_is_written_down(self, service: AccountService, database: Database) -> None:
        await with_password(service)
        await fail(service, MAX_FAILURES - 1)
        signed_in = await service.sign_in("wang", PASSWORD, Origin("192.0.2.1", "Edge · Windows"))
        await service.sign_out(signed_in.token)
        await service.sign_out(signed_in.token)  # a second time is no event
        await fail(service, MAX_FAILURES)
        lines = [(actor, action) for actor, action, _, _ in await audit_lines(database)]
        assert lines == [
            ("system", "user.added"),
            ("wang", "session.opened"),
            ("wang", "password.changed"),
            *[("anonymous", "session.refused")] * 4,
            ("wang", "session.opened"),
            ("wang", "session.closed"),
            *[("anonymous", "session.refused")] * 4,
            ("anonymous", "session.locked"),
        ]
        opened = (await audit_lines(database, "session.opened"))[-1][3]
        assert opened == {"method": "password", "address": "192.0.2.1", "user_agent": "Edge · Windows"}

    async def test_a_password_in_the_wrong_field_is_not_kept(self, service: AccountService, database: Database) -> None:
        await fail(service, MAX_FAILURES, "My-secret-pass-1")
        lines = await audit_lines(database)
        assert len(lines) == MAX_FAILURES
        assert "My-secret" not in str(lines)
        assert len({subject for _, _, subject, _ in lines}) == 1  # and yet it can be seen that it was one name
