"""The work on one entry as the rules see it, read from its rows."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.ownership import ensure_owns
from api.accounts.service import Account
from api.curation.stages import Person, Work
from api.curation.tables import ApprovalRow
from api.records.entry import EntryKind, EntryState, Stage
from api.records.tables import CatalogueRow

COMMAND_LINE = "command-line"  # who acts at the machine itself


def person_of(account: Account) -> Person:
    """Return who acts."""
    return Person(account.username, account.permissions)


def check_owns(account: Account, row: CatalogueRow) -> None:
    """Let only those see and change a record whose own it is.

    Raises:
        NotYours: a curator of another department or region.
    """
    ensure_owns(account, row.department, row.region_code)


async def work_on(session: AsyncSession, row: CatalogueRow, revision: int | None = None) -> Work:
    """Return how the work on a revision stands, the latest unless named. An earlier one is public, approved or passed."""
    number = revision or row.revision
    approval = await session.get(ApprovalRow, (row.entry_id, number))
    stage = Stage(row.stage)
    if number != row.revision:
        stage = Stage.APPROVED if approval else Stage.NONE
    authors: Sequence[str] = approval.authors if approval else row.authors
    return Work(
        EntryKind(row.kind), stage, EntryState(row.state), frozenset(authors), approval.approved_by if approval else ""
    )


async def approvals_of(session: AsyncSession, rows: Sequence[CatalogueRow]) -> dict[str, ApprovalRow]:
    """Return the approvals of the latest revisions of these lines, by entry."""
    wanted = {row.entry_id: row.revision for row in rows}
    found = await session.scalars(select(ApprovalRow).where(ApprovalRow.entry_id.in_(wanted)))
    return {approval.entry_id: approval for approval in found if wanted[approval.entry_id] == approval.revision}
