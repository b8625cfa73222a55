"""What every record of uses must do, and what the one in the database does besides; on both databases."""

from datetime import UTC, datetime
from itertools import count

import pytest
import pytest_asyncio
from sqlalchemy import select

from api.assist.memory import MemoryAnswerUses
from api.assist.port import AnswerUse, AnswerUses
from api.assist.tables import AnswerUseRow
from api.assist.uses import SqlAnswerUses
from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.reports.tables import EntryReportRow
from knowledge.errors import NotFound

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
NOON = datetime(2026, 11, 26, 4, tzinfo=UTC)


def noon() -> datetime:
    return NOON


class AnswerUsesConformance:
    """Each use is kept under an id of its own."""

    async def test_each_use_has_an_id_of_its_own(self, uses: AnswerUses) -> None:
        use = AnswerUse("c1", "adopted", "王芳", words="带身份证", call_id="call1")
        ids = [await uses.record(use) for _ in range(3)]
        assert all(ids)
        assert len(set(ids)) == 3

    async def test_a_wrong_passage_of_a_search_is_kept(self, uses: AnswerUses) -> None:
        assert await uses.record(AnswerUse("c1", "wrong", "王芳", reason="期限改了", entry_ids=("nowhere",)))


class TestMemory(AnswerUsesConformance):
    @pytest.fixture
    def uses(self) -> AnswerUses:
        return MemoryAnswerUses()


class TestSql(AnswerUsesConformance):
    @pytest_asyncio.fixture
    async def uses(self, database: Database) -> AnswerUses:
        async with database.write() as session:
            await ConversationRepository(session, noon).start("c1", "hotline", "411200")
        numbers = count()
        return SqlAnswerUses(database, noon, lambda: f"use{next(numbers)}")

    async def test_words_have_no_personal_data(self, uses: AnswerUses, database: Database) -> None:
        await uses.record(AnswerUse("c1", "edited", "王芳", words="请打13800138000", reason="他叫13900139000"))
        async with database.read() as session:
            (row,) = (await session.scalars(select(AnswerUseRow))).all()
        assert (row.words, row.reason) == ("请打〔手机号〕", "他叫〔手机号〕")

    @pytest.mark.parametrize(
        "use",
        [
            AnswerUse("unknown", "adopted", "王芳"),
            AnswerUse("c1", "adopted", "王芳", turn_id="unknown"),
            AnswerUse("c1", "adopted", "王芳", draft_id="'; DROP TABLE answer_uses; --"),
        ],
    )
    async def test_answers_that_are_not_there(self, uses: AnswerUses, database: Database, use: AnswerUse) -> None:
        with pytest.raises(NotFound):
            await uses.record(use)
        async with database.read() as session:
            assert (await session.scalars(select(AnswerUseRow))).all() == []

    async def test_without_an_entry_nothing_is_proposed(self, uses: AnswerUses, database: Database) -> None:
        await uses.record(AnswerUse("c1", "wrong", "王芳", reason="错了", entry_ids=("nowhere",)))
        async with database.read() as session:
            assert (await session.scalars(select(EntryReportRow))).all() == []
