"""The steps of an entry's life on both databases: who may, what stays, and that of two people one is first."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hotline_staff import ADMIN, GUIDE, PUBLISHER, REVIEWER, STRANGER, WRITER, MovingClock, released, reviewed, written
from sqlalchemy import select

from api.accounts.errors import NotYours
from api.audit.tables import AuditRow
from api.curation.content import content_json
from api.curation.errors import EntryChanged, SecondPersonNeeded, WrongStage
from api.curation.service import CurationService
from api.records.change_log import changes_after
from api.replica.passages import published_passages
from knowledge.errors import Conflict, InvalidInput, NotAllowed, YihaodaError
from knowledge.model.document import Clause
from knowledge.model.passage import Passage
from knowledge.model.validity import Status, Validity
from tests.contents import DOCUMENT

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
CHANGED = content_json(replace(DOCUMENT, clauses=(*DOCUMENT.clauses, Clause("第三条", "新加的一条。"))))
NEWER = replace(
    DOCUMENT, title="测试补贴新办法", document_number="测政〔2026〕1号", validity=Validity(date(2026, 3, 2))
)


async def passages(desk: CurationService, entry_id: str) -> tuple[Passage, ...]:
    async with desk.database.read() as session:
        return (await published_passages(session, [entry_id]))[entry_id]


async def outcomes(*attempts: Awaitable[object]) -> list[str]:
    found = await asyncio.gather(*attempts, return_exceptions=True)
    assert all(not isinstance(one, Exception) or isinstance(one, YihaodaError) for one in found), found
    return sorted(one.code if isinstance(one, YihaodaError) else "ok" for one in found)


async def test_every_step_stands_in_the_audit_log(desk: CurationService) -> None:
    entry_id = await written(desk)
    await desk.submit(WRITER, entry_id, 1, "请看")
    await desk.give_back(REVIEWER, entry_id, 1, "缺一条")
    await desk.save(WRITER, entry_id, CHANGED, "补上", 1)
    await desk.submit(WRITER, entry_id, 2, "")
    await desk.approve(REVIEWER, entry_id, 2, "好")
    await desk.publish(PUBLISHER, entry_id, 2)
    await desk.confirm(WRITER, entry_id, None)
    await desk.roll_back(PUBLISHER, entry_id, 2, "试一下")
    await desk.repeal(PUBLISHER, entry_id, date(2026, 3, 2), "到期", None)
    await desk.withdraw(PUBLISHER, entry_id, "撤")
    async with desk.database.read() as session:
        actions = list(await session.scalars(select(AuditRow.action).order_by(AuditRow.sequence)))
    assert actions == [
        f"entry.{what}"
        for what in (
            "created", "submitted", "returned", "saved", "submitted", "approved", "published", "confirmed",
            "rolled_back", "repealed", "withdrawn",
        )
    ]  # fmt: skip


async def test_who_wrote_it_neither_reviews_nor_publishes_it(desk: CurationService) -> None:
    entry_id = await written(desk, who=ADMIN)
    await desk.submit(ADMIN, entry_id, 1, "")
    with pytest.raises(SecondPersonNeeded):
        await desk.approve(ADMIN, entry_id, 1, "")
    with pytest.raises(SecondPersonNeeded):
        await desk.publish(PUBLISHER, entry_id, 1)  # nobody has looked at it
    await desk.approve(REVIEWER, entry_id, 1, "")
    with pytest.raises(SecondPersonNeeded):
        await desk.publish(ADMIN, entry_id, 1)
    with pytest.raises(NotAllowed):
        await desk.publish(REVIEWER, entry_id, 1)
    assert (await desk.publish(PUBLISHER, entry_id, 1)).life == "published"


async def test_a_reviewer_who_mends_it_is_an_author(desk: CurationService) -> None:
    entry_id = await written(desk)
    await desk.save(ADMIN, entry_id, CHANGED, "顺手改", 1)
    await desk.submit(WRITER, entry_id, 2, "")
    with pytest.raises(SecondPersonNeeded):
        await desk.approve(ADMIN, entry_id, 2, "")


async def test_three_pairs_of_eyes(desk: CurationService) -> None:
    desk.eyes = 3
    entry_id = await written(desk)
    await desk.submit(WRITER, entry_id, 1, "")
    await desk.approve(ADMIN, entry_id, 1, "")
    with pytest.raises(SecondPersonNeeded, match="第三个人"):
        await desk.publish(ADMIN, entry_id, 1)
    await desk.publish(PUBLISHER, entry_id, 1)


async def test_one_pair_of_eyes(desk: CurationService) -> None:
    desk.eyes = 1
    entry_id = await written(desk, who=ADMIN)
    assert (await desk.publish(ADMIN, entry_id, 1)).state == "published"


async def test_saving_again_needs_a_review_again(desk: CurationService) -> None:
    entry_id = await reviewed(desk)
    await desk.save(WRITER, entry_id, CHANGED, "再改", 1)
    with pytest.raises(SecondPersonNeeded):
        await desk.publish(PUBLISHER, entry_id, 2)
    entry = await desk.publish(PUBLISHER, entry_id, 1)  # what was reviewed may still go out
    assert (entry.published_revision, entry.revision, entry.stage) == (1, 2, "draft")


async def test_other_departments_entries_are_closed(desk: CurationService) -> None:
    entry_id = await written(desk)
    for attempt in (
        desk.entry(STRANGER, entry_id),
        desk.save(STRANGER, entry_id, CHANGED, "", 1),
        desk.submit(STRANGER, entry_id, 1, ""),
        desk.comment(STRANGER, entry_id, "看看"),
        desk.save(WRITER, entry_id, CHANGED | {"department": "别的局"}, "", 1),
    ):
        with pytest.raises(NotYours):
            await attempt
    assert (await desk.entry(WRITER, entry_id)).revision == 1


@pytest.mark.parametrize("race", ["save", "submit", "approve", "publish", "withdraw"])
async def test_of_two_at_the_same_time_one_is_first(desk: CurationService, race: str) -> None:
    entry_id = await (released(desk) if race == "withdraw" else reviewed(desk) if race == "publish" else written(desk))
    if race == "approve":
        await desk.submit(WRITER, entry_id, 1, "")
    other = [CHANGED | {"title": f"第{n}个"} for n in range(4)]
    attempt: dict[str, Callable[[int], Awaitable[object]]] = {
        "save": lambda n: desk.save(WRITER, entry_id, other[n], "", 1),
        "submit": lambda _: desk.submit(WRITER, entry_id, 1, ""),
        "approve": lambda _: desk.approve(REVIEWER, entry_id, 1, ""),
        "publish": lambda _: desk.publish(PUBLISHER, entry_id, 1),
        "withdraw": lambda _: desk.withdraw(PUBLISHER, entry_id, "撤"),
    }
    found = await outcomes(*(attempt[race](n) for n in range(4)))
    assert found.count("ok") == 1, found
    assert set(found) - {"ok"} <= {"entry_changed", "wrong_stage", "second_person_needed"}


async def test_publishing_and_saving_at_the_same_time_lose_nothing(desk: CurationService) -> None:
    entry_id = await reviewed(desk)
    await outcomes(desk.publish(PUBLISHER, entry_id, 1), desk.save(WRITER, entry_id, CHANGED, "", 1))
    entry = await desk.entry(WRITER, entry_id)
    assert (entry.published_revision, entry.revision, entry.stage, entry.content) == (1, 2, "draft", CHANGED)


async def test_an_old_revision_comes_back_and_unfinished_work_stays_on_top(desk: CurationService) -> None:
    entry_id = await released(desk)
    await desk.save(WRITER, entry_id, CHANGED, "第二版", 1)
    entry = await desk.roll_back(PUBLISHER, entry_id, 1, "核对")
    assert (entry.published_revision, entry.revision, entry.stage) == (3, 4, "draft")
    assert entry.content == CHANGED
    with pytest.raises(SecondPersonNeeded):
        await desk.publish(PUBLISHER, entry_id, 4)
    with pytest.raises(WrongStage):
        await desk.roll_back(PUBLISHER, entry_id, 2, "从未审核")


async def test_repealed_and_what_explains_it_leaves_the_same_day(desk: CurationService, ticking: MovingClock) -> None:
    law, guide, newer = await released(desk), await released(desk, GUIDE), await released(desk, NEWER)
    today = date(2026, 3, 2)
    assert {p.validity.status(today) for p in await passages(desk, guide)} == {Status.IN_FORCE}
    entry = await desk.repeal(PUBLISHER, law, today, "新办法", newer)
    assert (entry.life, entry.repealed_on, entry.stage) == ("superseded", today, "none")
    for entry_id in (law, guide):
        found = await passages(desk, entry_id)
        assert {p.validity.status(today) for p in found} == {Status.REPEALED}
        assert {p.successor for p in found} == {"《测试补贴新办法》（测政〔2026〕1号）"}
    assert (await desk.roll_back(PUBLISHER, law, 1, "误废止")).successor is None
    assert {p.successor for p in await passages(desk, guide)} == {""}
    assert {p.validity.status(today) for p in await passages(desk, guide)} == {Status.IN_FORCE}


async def test_a_new_document_repeals_what_it_names(desk: CurationService) -> None:
    law, guide = await released(desk), await released(desk, GUIDE)
    ending = Clause("第三条", "本办法自2026年3月2日起施行。《测试补贴办法》（测政〔2024〕7号）同时废止。")
    newer = await reviewed(desk, replace(NEWER, clauses=(ending,)))
    async with desk.database.read() as session:
        before = len(await changes_after(session, 0))
    await desk.publish(PUBLISHER, newer, 1)
    entry = await desk.entry(PUBLISHER, law)
    assert (entry.life, entry.repealed_on, entry.successor and entry.successor.entry_id) == (
        "superseded", date(2026, 3, 2), newer,
    )  # fmt: skip
    async with desk.database.read() as session:
        logged = [line.entry_id for line in await changes_after(session, 0)][before:]
    assert logged[0] == newer
    assert {law, guide} <= set(logged)
    assert {p.validity.status(date(2026, 3, 2)) for p in await passages(desk, guide)} == {Status.REPEALED}
    await desk.roll_back(PUBLISHER, newer, 1, "再发一次")  # nothing is repealed twice
    assert (await desk.entry(PUBLISHER, law)).revision == entry.revision


async def test_a_withdrawn_document_takes_its_interpretation_along(desk: CurationService) -> None:
    law, guide = await released(desk), await released(desk, GUIDE)
    await desk.withdraw(PUBLISHER, law, "发错了")
    assert await passages(desk, guide) == ()
    await desk.roll_back(PUBLISHER, law, 1, "恢复")
    assert await passages(desk, guide)


async def test_a_successor_has_to_be_public(desk: CurationService) -> None:
    law, draft = await released(desk), await written(desk, NEWER)
    for attempt in (
        desk.withdraw(PUBLISHER, law, "撤", successor_id=draft),
        desk.repeal(PUBLISHER, law, date(2026, 3, 2), "废", draft),
    ):
        with pytest.raises(Conflict, match="还没有发布"):
            await attempt
    assert (await desk.entry(PUBLISHER, law)).life == "published"


async def test_still_true(desk: CurationService, ticking: MovingClock) -> None:
    entry_id = await released(desk)
    due = (await desk.entry(WRITER, entry_id)).review_due_on
    assert due == date(2026, 3, 2) + timedelta(days=365)
    ticking.forward(days=366)
    assert (await desk.entry(WRITER, entry_id)).life == "due"
    with pytest.raises(InvalidInput):
        await desk.confirm(WRITER, entry_id, date(2026, 1, 1))
    entry = await desk.confirm(WRITER, entry_id, date(2027, 12, 31))
    assert (entry.life, entry.review_due_on) == ("published", date(2027, 12, 31))


async def test_a_stale_revision_is_refused(desk: CurationService) -> None:
    entry_id = await written(desk)
    await desk.save(WRITER, entry_id, CHANGED, "", 1)
    for attempt in (desk.submit(WRITER, entry_id, 1, ""), desk.publish(PUBLISHER, entry_id, 9)):
        with pytest.raises(EntryChanged):
            await attempt


async def test_a_return_says_why(desk: CurationService) -> None:
    entry_id = await reviewed(desk)
    with pytest.raises(InvalidInput):
        await desk.give_back(REVIEWER, entry_id, 1, " ")
    entry = await desk.give_back(REVIEWER, entry_id, 1, "还是不行")
    assert entry.life == "returned"
    with pytest.raises(SecondPersonNeeded):
        await desk.publish(PUBLISHER, entry_id, 1)
