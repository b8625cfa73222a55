import asyncio

import pytest
from staff_accounts import PASSWORD, audit_lines, fail, with_password

from api.accounts.directory import AccountChange, StaffDirectory
from api.accounts.errors import LastAdministrator, OwnAccount
from api.accounts.failures import MAX_FAILURES
from api.accounts.roles import Role
from api.accounts.service import AccountService, BadCredentials, PasswordChangeRequired
from api.db.engine import Database
from knowledge.errors import Conflict, InvalidInput, NotFound

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]


@pytest.fixture
def directory(service: AccountService) -> StaffDirectory:
    return StaffDirectory(service, ["411200", "411202"])


class TestAdding:
    async def test_a_curator_with_a_scope(self, directory: StaffDirectory, service: AccountService) -> None:
        scope = AccountChange("王五", None, ["图书馆"], ["411202"])
        password = await directory.add("wang", Role.CURATOR, scope, by="boss")
        member = await directory.one("wang")
        assert (member.account.departments, member.account.regions) == (("图书馆",), ("411202",))
        assert (member.account.owns("图书馆", "411202"), member.account.owns("民政局", "411202")) == (True, False)
        assert member.must_change_password
        with pytest.raises(PasswordChangeRequired):
            await service.sign_in("wang", password)

    @pytest.mark.parametrize(
        ("role", "scope", "says"),
        [
            (Role.CURATOR, AccountChange(), "部门"),
            (Role.CURATOR, AccountChange(departments=[]), "部门"),
            (Role.OPERATOR, AccountChange(regions=["999999"]), "地区"),
        ],
    )
    async def test_a_scope_that_is_none(
        self, directory: StaffDirectory, role: Role, scope: AccountChange, says: str
    ) -> None:
        with pytest.raises(InvalidInput, match=says):
            await directory.add("wang", role, scope, by="boss")
        assert await directory.all() == []

    async def test_a_name_is_given_once(self, directory: StaffDirectory) -> None:
        await directory.add("wang", Role.OPERATOR, AccountChange(), by="boss")
        with pytest.raises(Conflict):
            await directory.add("wang", Role.OPERATOR, AccountChange(), by="boss")


class TestChanging:
    async def test_another_role_ends_the_sessions(
        self, directory: StaffDirectory, service: AccountService, database: Database
    ) -> None:
        signed_in = await with_password(service)
        await directory.change("wang", AccountChange(role=Role.REVIEWER), by="boss")
        assert await service.session(signed_in.token) is None
        assert (await service.sign_in("wang", PASSWORD)).account.role is Role.REVIEWER
        (line,) = await audit_lines(database, "user.changed")
        assert line[:3] == ("boss", "user.changed", "wang")
        assert line[3] == {"before": {"role": "curator"}, "after": {"role": "reviewer"}, "sessions_ended": 1}

    async def test_another_department_counts_at_once_and_ends_nothing(
        self, directory: StaffDirectory, service: AccountService
    ) -> None:
        signed_in = await with_password(service)
        await directory.change("wang", AccountChange(departments=["民政局"]), by="boss")
        found = await service.session(signed_in.token)
        assert found
        assert found.account.departments == ("民政局",)

    async def test_a_curator_keeps_a_department(self, directory: StaffDirectory, service: AccountService) -> None:
        await with_password(service)
        with pytest.raises(InvalidInput):
            await directory.change("wang", AccountChange(departments=[]), by="boss")
        assert (await directory.one("wang")).account.departments == ("图书馆",)

    async def test_closed_and_opened_again(self, directory: StaffDirectory, service: AccountService) -> None:
        signed_in = await with_password(service)
        await directory.change("wang", AccountChange(disabled=True), by="boss")
        assert await service.session(signed_in.token) is None
        await fail(service, MAX_FAILURES - 1)
        with pytest.raises(BadCredentials):
            await service.sign_in("wang", PASSWORD)
        assert (await directory.one("wang")).locked
        member = await directory.change("wang", AccountChange(disabled=False), by="boss")
        assert not member.locked
        assert await service.session(signed_in.token) is None
        await service.sign_in("wang", PASSWORD)

    @pytest.mark.parametrize(
        "change",
        [AccountChange(role=Role.AUDITOR), AccountChange(disabled=True), AccountChange(departments=["x"])],
    )
    async def test_nobody_changes_their_own_rights(
        self, directory: StaffDirectory, service: AccountService, change: AccountChange
    ) -> None:
        for username in ("boss", "deputy"):
            await with_password(service, username, Role.ADMINISTRATOR)
        with pytest.raises(OwnAccount):
            await directory.change("boss", change, by="boss")
        assert (await directory.change("boss", AccountChange("老王"), by="boss")).account.display_name == "老王"

    @pytest.mark.parametrize("change", [AccountChange(role=Role.AUDITOR), AccountChange(disabled=True)])
    async def test_an_administrator_is_left(
        self, directory: StaffDirectory, service: AccountService, change: AccountChange
    ) -> None:
        for username in ("boss", "deputy"):
            await with_password(service, username, Role.ADMINISTRATOR)
        await directory.change("deputy", AccountChange(disabled=True), by="boss")
        with pytest.raises(LastAdministrator):
            await directory.change("boss", change, by="command-line")
        assert not (await directory.one("boss")).account.disabled

    async def test_of_two_who_demote_each_other_one_fails(
        self, directory: StaffDirectory, service: AccountService
    ) -> None:
        for username in ("boss", "deputy"):
            await with_password(service, username, Role.ADMINISTRATOR)
        demoted = AccountChange(role=Role.OPERATOR)
        results = await asyncio.gather(
            directory.change("boss", demoted, by="deputy"),
            directory.change("deputy", demoted, by="boss"),
            return_exceptions=True,
        )
        assert sorted(type(result).__name__ for result in results) == ["LastAdministrator", "StaffMember"]

    @pytest.mark.parametrize("username", ["nobody", "", "a\x00b", "x" * 300])
    async def test_nobody(self, directory: StaffDirectory, username: str) -> None:
        with pytest.raises(NotFound):
            await directory.change(username, AccountChange(disabled=True), by="boss")
        with pytest.raises(NotFound):
            await directory.reset(username, by="boss")
        with pytest.raises(NotFound):
            await directory.sessions(username)


class TestResetting:
    async def test_a_new_one_time_password(
        self, directory: StaffDirectory, service: AccountService, database: Database
    ) -> None:
        signed_in = await with_password(service)
        await fail(service, MAX_FAILURES)
        password = await directory.reset("wang", by="boss")
        assert await service.session(signed_in.token) is None
        with pytest.raises(PasswordChangeRequired):
            await service.sign_in("wang", password)  # no longer locked
        with pytest.raises(BadCredentials):
            await service.sign_in("wang", PASSWORD)
        assert password not in str(await audit_lines(database))


class TestSessions:
    async def test_one_is_ended_by_its_holder_or_an_administrator(
        self, directory: StaffDirectory, service: AccountService
    ) -> None:
        wang = await with_password(service)
        other = await service.sign_in("wang", PASSWORD)
        zhao = await with_password(service, "zhao")
        boss = await with_password(service, "boss", Role.ADMINISTRATOR)
        with pytest.raises(NotFound):
            await directory.end_session(wang.session_id, by=zhao.account)
        assert {row.id for row in await directory.sessions("wang")} == {wang.session_id, other.session_id}
        await directory.end_session(other.session_id, by=wang.account)
        await directory.end_session(wang.session_id, by=boss.account)
        assert await directory.sessions("wang") == []
        with pytest.raises(NotFound):
            await directory.end_session(wang.session_id, by=boss.account)

    async def test_all_are_ended(self, directory: StaffDirectory, service: AccountService, database: Database) -> None:
        sessions = [await with_password(service), await service.sign_in("wang", PASSWORD)]
        await directory.end_sessions("wang", by="boss")
        assert [await service.session(one.token) for one in sessions] == [None, None]
        assert (await audit_lines(database, "session.revoked"))[0][3] == {"sessions_ended": 2}
