"""Contradictions in the whole base, told once to whom they concern, on both databases."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from hotline_staff import GUIDE, MovingClock, curator_row, released
from sqlalchemy import select

from api.chores.lease import Leases
from api.chores.runner import Chore, ChoreRunner
from api.curation.contradictions import BrokenOff, ContradictionNotices, is_night, key_of
from api.curation.service import CurationService
from api.curation.tables import NoticeRow
from knowledge.conflicts.comparing import Difference, DifferenceKind, Verdict
from knowledge.conflicts.conflict import Conflict, ConflictKind
from knowledge.embedding.encoder import Progress

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]
FIGURE = Difference(DifferenceKind.FIGURE, "数字不同", "二十天", "三十天")


def conflict(mine: str, theirs: str, verdict: Verdict = Verdict.DIFFERENT) -> Conflict:
    return Conflict(
        ConflictKind.ANSWER, mine, "借多久？", theirs, "另一份", "能借几天？", 1.0, "二十天。", "三十天。", verdict, (FIGURE,)
    )  # fmt: skip


class Checked:
    """A check that finds what it is told to."""

    def __init__(self, found: Sequence[Conflict]) -> None:
        self.found = found

    async def __call__(self, progress: Progress) -> Sequence[Conflict]:
        await asyncio.to_thread(progress, 1, 1)
        return self.found


async def notices(desk: CurationService) -> list[tuple[str, str]]:
    async with desk.database.read() as session:
        rows = await session.scalars(select(NoticeRow).order_by(NoticeRow.person))
        return [(row.person, row.text) for row in rows]


async def test_both_sides_are_told_once(desk: CurationService, ticking: MovingClock) -> None:
    async with desk.database.write() as session:
        session.add_all([curator_row("writer", ticking(), "测试局"), curator_row("other", ticking(), "别的局")])
    mine, theirs = await released(desk), await released(desk, GUIDE)
    checked = Checked([conflict(mine, theirs), conflict(mine, theirs, Verdict.SAME)])
    told = ContradictionNotices(desk.database, ticking, checked)
    assert (await told.tell(), await told.tell()) == (2, 0)
    texts = [text for person, text in await notices(desk) if person == "writer"]
    assert len(texts) == 2
    assert any("“借多久？”" in text and "二十天 ↔ 三十天" in text and f"和《{GUIDE.title}》" in text for text in texts)
    assert any("“能借几天？”" in text and "三十天 ↔ 二十天" in text for text in texts)
    checked.found = [replace(conflict(mine, theirs), mine="二十五天。")]
    assert await told.tell() == 2  # it says something else now, and not the same either
    checked.found = [conflict(mine, "gone")]
    assert await told.tell() == 0


async def test_an_entry_at_odds_with_itself_is_one_notice(desk: CurationService, ticking: MovingClock) -> None:
    async with desk.database.write() as session:
        session.add(curator_row("writer", ticking(), "测试局"))
    entry_id = await released(desk)
    own = replace(conflict(entry_id, entry_id), kind=ConflictKind.NEGATIVE, differences=(), note="反例和问法相同")
    assert await ContradictionNotices(desk.database, ticking, Checked([own])).tell() == 1
    assert "反例和问法相同" in (await notices(desk))[0][1]


async def test_the_thread_ends_with_the_chore(desk: CurationService, ticking: MovingClock) -> None:
    began, ended = Event(), Event()

    def work(progress: Progress) -> Sequence[Conflict]:
        try:
            for done in range(10_000):
                progress(done, 10_000)
                began.set()
        except BrokenOff:
            ended.set()
            raise
        return []

    async def check(progress: Progress) -> Sequence[Conflict]:
        return await asyncio.to_thread(work, progress)

    task = asyncio.create_task(ContradictionNotices(desk.database, ticking, check).run())
    assert await asyncio.to_thread(began.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 10)


async def test_a_chore_waits_for_its_hours(desk: CurationService, ticking: MovingClock) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    chore = Chore("nightly", timedelta(hours=12), work, when=lambda: is_night(ticking()))
    runner = ChoreRunner(Leases(desk.database, ticking, "me"), [chore])
    ticking.now = ticking.now.replace(hour=4, minute=0)  # noon in China
    for expected in (0, 1, 1):
        await runner.run_due()
        assert len(done) == expected
        ticking.now = ticking.now.replace(hour=18, minute=ticking.now.minute + 10)


async def test_from_whichever_side_it_is_the_same() -> None:
    one = conflict("a", "b")
    other = replace(
        one, own_entry="b", entry_id="a", question=one.other_question, other_question=one.question,
        mine=one.theirs, theirs=one.mine,
    )  # fmt: skip
    assert key_of(one) == key_of(other) != key_of(replace(one, mine="别的"))


async def test_the_night_is_that_of_china(ticking: MovingClock) -> None:
    ticking.now = ticking.now.replace(hour=18, minute=30)  # 2:30 in China
    assert is_night(ticking())
    assert not is_night(ticking() + timedelta(hours=6))
