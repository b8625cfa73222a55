"""Proposals under hands that meet: kept once, decided once, told to the right people; on both databases."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import select
from tiny_library import publish_library

from api.accounts.account import Account
from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.curation.service import CurationService
from api.curation.tables import NoticeRow
from api.db.engine import Database
from api.records.tables import EntryRow
from api.reports.errors import ReportDecided
from api.reports.reporting import Proposal, Reporting
from api.reports.service import Reports
from api.reports.states import ReportKind, ReportState
from api.reports.tables import EntryReportRow
from knowledge.errors import YihaodaError
from knowledge.model.passage import Passage

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
NOON = datetime(2026, 11, 26, 4, tzinfo=UTC)
PUBLISHER = Account("publisher", "", Role.PUBLISHER, disabled=False)
WRITER = Account("writer", "", Role.CURATOR, disabled=False, departments=("图书馆",))


def noon() -> datetime:
    return NOON


class NoIndex:
    """There is nothing to find."""

    async def prepare(self, passages: Sequence[Passage]) -> None:
        pass

    async def catch_up(self) -> None:
        pass


def proposal(answer: str = "带身份证。", by: str = "王芳", reason: str = "要带照片") -> Proposal:
    return Proposal(ReportKind.WRONG, "要带什么", answer, "带照片", reason, by)


class Shelf:
    """Published entries, and people who look after them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.reports = Reports(CurationService(database, NoIndex(), noon, 2))

    async def person(self, username: str, role: Role, *departments: str) -> None:
        async with self.database.write() as session:
            session.add(
                AccountRow(
                    username=username, display_name="", role=role, password_hash="", password_history=[],
                    password_changed_at=NOON, must_change_password=False, disabled=False, created_at=NOON,
                    departments=list(departments), regions=[],
                )
            )  # fmt: skip

    async def propose(self, said: Proposal, entry_id: str = "guide") -> str:
        async with self.database.write() as session:
            return await Reporting(session, noon).propose(entry_id, said)

    async def told(self) -> list[tuple[str, str]]:
        async with self.database.read() as session:
            rows = await session.scalars(select(NoticeRow).order_by(NoticeRow.person))
            return [(row.person, row.kind) for row in rows]

    async def states(self) -> list[str]:
        async with self.database.read() as session:
            return list(await session.scalars(select(EntryReportRow.state).order_by(EntryReportRow.id)))


@pytest_asyncio.fixture
async def shelf(database: Database) -> Shelf:
    await publish_library(database)
    shelf = Shelf(database)
    await shelf.person("writer", Role.CURATOR, "图书馆")
    await shelf.person("stranger", Role.CURATOR, "农业农村局")
    await shelf.person("publisher", Role.PUBLISHER)
    return shelf


async def test_many_at_once_are_one_and_told_once(shelf: Shelf) -> None:
    ids = await asyncio.gather(*(shelf.propose(proposal()) for _ in range(4)))
    assert len(set(ids)) == 1
    assert len(await shelf.states()) == 1
    assert await shelf.told() == [("writer", "reported")]


async def test_another_answer_operator_or_finding_is_another(shelf: Shelf) -> None:
    others = [proposal("借期二十天。"), proposal(by="李静"), proposal("", reason="甲"), proposal("", reason="乙")]
    ids = [await shelf.propose(one) for one in (proposal(), *others)]
    assert len(set(ids)) == 5


async def test_where_nobody_looks_after_an_entry_who_can_take_it_back_is_told(shelf: Shelf) -> None:
    await shelf.propose(proposal(), "disclosure")
    assert await shelf.told() == [("publisher", "reported")]
    assert await shelf.propose(proposal(), "nowhere") == ""


async def test_what_is_decided_stays_so(shelf: Shelf) -> None:
    report_id = await shelf.propose(proposal())
    done = await asyncio.gather(
        *(shelf.reports.decide(WRITER, report_id, state, "") for state in (ReportState.ACCEPTED, ReportState.REJECTED)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in done) == ["Report", "ReportDecided"]
    before = await shelf.states()
    assert await shelf.propose(proposal(reason="还是错的")) == report_id
    assert await shelf.states() == before


async def test_of_two_who_take_an_entry_back_one_does(shelf: Shelf) -> None:
    first = await shelf.propose(proposal())
    second = await shelf.propose(proposal(by="李静"))
    done = await asyncio.gather(
        *(shelf.reports.withdraw(PUBLISHER, one, "答复有误") for one in (first, second)), return_exceptions=True
    )
    refused = [result for result in done if isinstance(result, YihaodaError)]
    assert [type(one) for one in refused] == [ReportDecided]
    assert await shelf.states() == [ReportState.WITHDRAWN] * 2
    async with shelf.database.read() as session:
        assert (await session.get_one(EntryRow, "guide")).state == "withdrawn"
    assert ("writer", "report_withdrawn") in await shelf.told()


async def test_an_entry_that_cannot_be_taken_back_leaves_the_proposal_open(shelf: Shelf) -> None:
    first = await shelf.propose(proposal())
    await shelf.reports.withdraw(PUBLISHER, first, "答复有误")
    later = await shelf.propose(proposal("另一条答复"))
    with pytest.raises(YihaodaError, match="已撤回"):
        await shelf.reports.withdraw(PUBLISHER, later, "答复有误")
    assert sorted(await shelf.states()) == [ReportState.OPEN, ReportState.WITHDRAWN]
