from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from api.db.engine import Database
from api.records.change_log import changes_after, last_sequence
from api.records.publishing import Publisher
from api.records.repository import RecordRepository
from api.records.tables import DepartmentRow, RegionRow
from api.setup.regions import seed_departments, seed_regions
from api.setup.samples import SAMPLES, import_samples, sample_entries
from knowledge.model.document import Clause, PolicyDocument
from knowledge.model.region import NATION, Region, RegionTree
from knowledge.samples.schema import load_samples
from tests.contents import clock
from tests.unit.knowledge.samples.sample_files import FIELD, Content, interpretation, write

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

INTERPRETATION_ID = "trial-one"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path)


async def log_after(database: Database, sequence: int) -> list[str]:
    async with database.read() as session:
        return [change.entry_id for change in await changes_after(session, sequence)]


async def newest(database: Database) -> int:
    async with database.read() as session:
        return await last_sequence(session)


def edited(spoil: Callable[[Content], object]) -> Content:
    field = deepcopy(FIELD)
    field["interpretations"].append(interpretation("trial-two", 11))
    spoil(field["interpretations"][0])
    return field


async def test_everything_is_published_laws_first(database: Database, folder: Path) -> None:
    assert await import_samples(database, clock, folder) == 2
    law_id, interpretation_id = await log_after(database, 0)
    assert law_id.startswith("law-")
    assert interpretation_id == INTERPRETATION_ID
    async with database.read() as session:
        records = RecordRepository(session, clock)
        for entry_id, content in sample_entries(load_samples(folder)):
            published = await records.published(entry_id)
            assert published is not None
            assert published.content == content


async def test_the_second_time_nothing_changes(database: Database, folder: Path) -> None:
    await import_samples(database, clock, folder)
    before = await newest(database)
    assert await import_samples(database, clock, folder) == 0
    assert await newest(database) == before


async def test_an_edit_changes_that_entry_alone(database: Database, folder: Path) -> None:
    write(folder, field=edited(lambda _: None))
    assert await import_samples(database, clock, folder) == 3
    before = await newest(database)
    write(folder, field=edited(lambda entry: entry.update(title="改过的标题")))
    assert await import_samples(database, clock, folder) == 1
    assert await log_after(database, before) == [INTERPRETATION_ID]


async def test_what_staff_revised_stays_theirs(database: Database, folder: Path) -> None:
    await import_samples(database, clock, folder)
    law_id, law = next(iter(sample_entries(load_samples(folder))))
    assert isinstance(law, PolicyDocument)
    whole = replace(law, clauses=(Clause("第一条", "全文"),))
    async with database.write() as session:
        await RecordRepository(session, clock).add_revision(law_id, whole, author="wang", reason="导入全文")
    assert await import_samples(database, clock, folder) == 0
    async with database.read() as session:
        assert await RecordRepository(session, clock).content(law_id, 2) == whole


async def test_what_staff_withdrew_stays_away(database: Database, folder: Path) -> None:
    await import_samples(database, clock, folder)
    async with database.write() as session:
        await Publisher(session, clock).withdraw(INTERPRETATION_ID)
    write(folder, field=edited(lambda entry: entry.update(title="改过的标题")))
    await import_samples(database, clock, folder)
    async with database.read() as session:
        assert await RecordRepository(session, clock).published(INTERPRETATION_ID) is None


async def test_the_shipped_samples(database: Database) -> None:
    entries = list(sample_entries(load_samples(SAMPLES)))
    assert await import_samples(database, clock) == len(entries)
    assert await import_samples(database, clock) == 0


async def test_departments_are_those_that_records_name(database: Database, folder: Path) -> None:
    await import_samples(database, clock, folder)
    for _ in range(2):
        await seed_departments(database)
    async with database.read() as session:
        assert list(await session.scalars(select(DepartmentRow.name))) == ["政务服务部门"]


async def test_regions_take_new_names(database: Database) -> None:
    tree = RegionTree([Region(NATION, "国家", "", ("中国",)), Region("990000", "新省", NATION)])
    for _ in range(2):
        await seed_regions(database, tree)
    async with database.read() as session:
        nation = await session.get_one(RegionRow, NATION)
        assert nation.aliases == ["中国"]
        assert (await session.get_one(RegionRow, "990000")).parent_code == NATION
        assert await session.get(RegionRow, "411200") is not None, "a region that is no longer listed stays"
