"""Regions and departments as rows: what records refer to."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.db.engine import Database
from api.records.tables import DepartmentRow, RegionRow, RevisionRow
from knowledge.model.region import RegionTree


async def seed_regions(database: Database, regions: RegionTree) -> None:
    """Write every region, parents first; a region that is there takes the new name and aliases."""
    async with database.write() as session:
        for region in sorted(regions.all(), key=lambda region: len(regions.ladder(region.code))):
            await session.merge(
                RegionRow(
                    code=region.code, name=region.name, parent_code=region.parent or None, aliases=list(region.aliases)
                )
            )
            await session.flush()


async def seed_departments(database: Database) -> None:
    """Write the departments that the records name."""
    async with database.write() as session:
        known = set(await session.scalars(select(DepartmentRow.name)))
        for name, region in await _named_departments(session):
            if name not in known:
                known.add(name)
                session.add(DepartmentRow(name=name, region_code=region))


async def _named_departments(session: AsyncSession) -> list[tuple[str, str]]:
    rows = await session.execute(
        select(RevisionRow.department, RevisionRow.region_code).where(RevisionRow.department != "").distinct()
    )
    return [(name, region) for name, region in rows]
