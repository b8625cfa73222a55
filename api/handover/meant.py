"""For whom a question is that was given on: they go first, as long as one of them is at the desk."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.tables import AccountRow
from api.handover.errors import MeantForAnother
from api.handover.tables import PersonRequestRow
from api.presence.repository import Presences
from knowledge.clock import Clock


async def check_meant(session: AsyncSession, clock: Clock, request: PersonRequestRow, username: str) -> None:
    """Let pass who may take a question now.

    Raises:
        MeantForAnother: it was given to others, and one of them is there. Where nobody is, no citizen has to wait for them.
    """
    if not request.wanted and not request.department:
        return
    meant = {request.wanted} if request.wanted else await _people_of(session, request.department)
    if username in meant:
        return
    if meant & await Presences(session, clock).here():
        raise MeantForAnother


async def _people_of(session: AsyncSession, department: str) -> set[str]:
    rows = await session.execute(
        select(AccountRow.username, AccountRow.departments).where(AccountRow.disabled.is_(False))
    )
    return {username for username, departments in rows if department in departments}
