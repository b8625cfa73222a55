"""Whatever people do in whatever order: nothing is public that one person alone has seen, and nothing is lost."""

from random import Random

import pytest
from hotline_staff import ADMIN, PUBLISHER, REVIEWER, WRITER, account, written
from sqlalchemy import func, select

from api.accounts.roles import Role
from api.accounts.service import Account
from api.audit.tables import AuditRow
from api.curation.content import content_json
from api.curation.service import CurationService
from api.curation.tables import EntryEventRow
from api.records.tables import CatalogueRow, EntryRow, RevisionRow
from knowledge.errors import Conflict, NotAllowed
from tests.contents import DOCUMENT

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
PEOPLE = (WRITER, REVIEWER, PUBLISHER, ADMIN, account("second", Role.ADMINISTRATOR))
VERBS = (
    "save",
    "save",
    "submit",
    "submit",
    "return",
    "approve",
    "approve",
    "publish",
    "publish",
    "withdraw",
    "rollback",
)
STEPS = 45


async def act(desk: CurationService, verb: str, who: Account, entry_id: str, luck: Random) -> None:
    line = await desk.entry(ADMIN, entry_id)
    number = max(1, line.revision - luck.choice([0, 0, 0, 1]))
    match verb:
        case "save":
            content = content_json(DOCUMENT) | {"issuer": f"第{luck.randrange(10**6)}次"}
            await desk.save(who, entry_id, content, "", number)
        case "submit":
            await desk.submit(who, entry_id, number, "")
        case "return":
            await desk.give_back(who, entry_id, number, "重写")
        case "approve":
            await desk.approve(who, entry_id, number, "")
        case "publish":
            await desk.publish(who, entry_id, number)
        case "withdraw":
            await desk.withdraw(who, entry_id, "撤")
        case "rollback":
            await desk.roll_back(who, entry_id, luck.randint(1, line.revision), "回")


@pytest.mark.parametrize("seed", [7])
@pytest.mark.parametrize("eyes", [2, 3])
async def test_nothing_is_public_that_one_person_alone_has_seen(desk: CurationService, seed: int, eyes: int) -> None:
    desk.eyes, luck, done = eyes, Random(seed), 1
    entry_id = await written(desk)
    for _ in range(STEPS):
        try:
            await act(desk, luck.choice(VERBS), luck.choice(PEOPLE), entry_id, luck)
            done += 1
        except (Conflict, NotAllowed):
            continue
    async with desk.database.read() as session:
        events = list(await session.scalars(select(EntryEventRow).order_by(EntryEventRow.id)))
        authors = {row.number: row.author for row in await session.scalars(select(RevisionRow))}
        entry, line = (
            (await session.scalars(select(EntryRow))).one(),
            (await session.scalars(select(CatalogueRow))).one(),
        )
        sealed = await session.scalar(select(func.count()).where(AuditRow.action.like("entry.%")))
    assert len(events) == sealed == done  # every step that succeeded, and no other
    assert sorted(authors) == list(range(1, entry.latest_revision + 1))
    assert (line.revision, line.published_revision, line.state) == (
        entry.latest_revision, entry.published_revision, entry.state,
    )  # fmt: skip
    approved: dict[int, str] = {}
    for event in events:
        if event.kind == "approved":
            approved[event.revision] = event.author
            assert event.author != authors[event.revision]
        elif event.kind == "returned":
            approved.pop(event.revision, None)
        elif event.kind == "published":
            assert event.author != authors[event.revision]
            assert eyes == 2 or event.author != approved[event.revision]
            assert event.revision in approved
