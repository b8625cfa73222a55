"""The list on both databases: what it finds, what it counts, that it agrees with the rules, and that it looks at few of many."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from time import perf_counter, process_time

import pytest
from hotline_staff import ADMIN, GUIDE, PUBLISHER, STRANGER, WRITER, MovingClock, released, written
from sqlalchemy import select, text

from api.curation.life import Life, facts_of, life_column, life_of
from api.curation.listing import Sort, Wanted, find_entries
from api.curation.service import CurationService
from api.records.entry import EntryKind
from api.records.tables import CatalogueRow
from knowledge.model.validity import Status, Validity
from tests.contents import entry_content

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
MANY = 50_000
TODAY = date(2026, 3, 2)


async def ids(desk: CurationService, wanted: Wanted) -> list[str]:
    return [line.entry_id for line in (await desk.page(ADMIN, wanted)).items]


async def test_what_is_looked_for_is_found(desk: CurationService) -> None:
    law, guide = await released(desk), await written(desk, GUIDE)
    for q in ("测试补贴", "测政〔2024〕7号", "两次发放", "补贴 分两", "１２００元", "補貼"):
        assert law in await ids(desk, Wanted(q=q)), q
    assert await ids(desk, Wanted(q="身份证")) == [guide]  # an element of the interpretation
    assert await ids(desk, Wanted(q="殡葬")) == []
    assert await ids(desk, Wanted(kind=EntryKind.INTERPRETATION)) == [guide]
    assert await ids(desk, Wanted(life=Life.PUBLISHED)) == [law]
    assert await ids(desk, Wanted(field="测试")) == [guide]
    assert await ids(desk, Wanted(validity=Status.IN_FORCE, department="测试局", sort=Sort.TITLE)) == [law, guide]
    assert await ids(desk, Wanted(due_before=date(2027, 3, 3))) == [law]


@pytest.mark.parametrize("q", ["'", '"', "* OR *", "a & b | !c", "%_\\", "NEAR(补贴)", "\x00", "😀", "补" * 500])
async def test_signs_of_a_query_language_are_only_signs(desk: CurationService, q: str) -> None:
    await written(desk)
    assert (await desk.page(WRITER, Wanted(q=q))).total in {0, 1}


async def test_a_curator_sees_the_own_department_alone(desk: CurationService) -> None:
    entry_id = await written(desk)
    assert (await desk.page(STRANGER, Wanted())).total == 0
    assert [line.entry_id for line in (await desk.page(WRITER, Wanted())).items] == [entry_id]


async def test_the_state_in_the_list_is_that_of_the_rules(desk: CurationService, ticking: MovingClock) -> None:
    """Entries in every state, looked at on days before and after their ends."""
    desk.eyes = 1
    spans = [Validity(), Validity(date(2026, 1, 1), date(2026, 3, 1)), Validity(repealed_on=date(2026, 3, 3))]
    made = [await released(desk, replace(entry_content(n), validity=span)) for n, span in enumerate(spans)]
    made.append(await written(desk, entry_content(9)))
    await desk.repeal(PUBLISHER, made[0], date(2026, 3, 4), "新", made[2])
    await desk.withdraw(PUBLISHER, made[1], "撤")
    for days in (-400, 0, 1, 2, 400):
        today = TODAY + timedelta(days=days)
        async with desk.database.read() as session:
            for row, life in await session.execute(select(CatalogueRow, life_column(today))):
                assert life == life_of(facts_of(row), today)
                status = Validity(row.effective_from, row.expires_on, row.repealed_on).status(today)
                found = await find_entries(session, Wanted(validity=status), ADMIN, today)
                assert row.entry_id in {one.entry_id for one in found.rows}


async def test_fifty_thousand_entries(desk: CurationService) -> None:
    await released(desk)
    async with desk.database.write() as session:
        await session.execute(text(_COPIES_OF_ENTRIES), {"many": MANY})
        await session.execute(text(_COPIES), {"many": MANY})
        await session.execute(text("ANALYZE"))

    async def look_at_each() -> None:
        async with desk.database.read() as session:
            await session.execute(text("SELECT count(*) FROM catalogue WHERE words LIKE '%nowhere%'"))

    bare = await _least_time(desk, look_at_each)
    for wanted in (Wanted(), Wanted(q="补贴 第77号"), Wanted(life=Life.PUBLISHED, department="局7", page=3)):
        assert (await desk.page(ADMIN, wanted)).total
        assert await _least_time(desk, partial(desk.page, ADMIN, wanted)) < 25 * bare


async def _least_time(desk: CurationService, work: Callable[[], Awaitable[object]]) -> float:
    """Return the least seconds of five: of this process for SQLite, which runs in it, else by the wall."""
    clock = perf_counter if desk.database.is_postgres else process_time
    times = []
    for _ in range(5):
        started = clock()
        await work()
        times.append(clock() - started)
    return min(times)


_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
_COPIES_OF_ENTRIES = (
    "INSERT INTO entries (id, kind, state, latest_revision, published_revision, created_at, updated_at) "
    + _NUMBERS
    + "SELECT 'copy' || i, e.kind, e.state, 1, 1, e.created_at, e.updated_at FROM n, (SELECT * FROM entries LIMIT 1) e"
)
_COPIES = (
    "INSERT INTO catalogue (entry_id, kind, state, stage, title, document_number, department, region_code, field_name, "
    "revision, published_revision, assignee, authors, updated_at, updated_by, words) "
    + _NUMBERS
    + "SELECT 'copy' || i, c.kind, c.state, c.stage, c.title, c.document_number, '局' || (i % 60), c.region_code, "
    "'领域' || (i % 18), 1, 1, '', '[]', c.updated_at, c.updated_by, '补贴 第 ' || (i % 997) || ' 号 第' || (i % 997) || '号' "
    "FROM n, (SELECT * FROM catalogue LIMIT 1) c"
)
