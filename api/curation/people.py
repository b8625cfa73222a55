"""Who looks after an entry."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.records.tables import CatalogueRow


async def curators(session: AsyncSession) -> list[AccountRow]:
    """Return the curators whose accounts are open."""
    rows = await session.scalars(
        select(AccountRow).where(AccountRow.role == Role.CURATOR, AccountRow.disabled.is_(False))
    )
    return list(rows)


def in_charge(line: CatalogueRow, curators: Iterable[AccountRow]) -> set[str]:
    """Return who looks after an entry: the one it is assigned to, otherwise the curators whose own it is."""
    if line.assignee:
        return {line.assignee}
    return {
        row.username
        for row in curators
        if line.department in row.departments and (not row.regions or line.region_code in row.regions)
    }
