"""Conversations given on, noted about, rated, and said once; and never had by two; on both databases."""

import asyncio

import pytest
from sqlalchemy import select
from waiting_desk import Desk

from api.accounts.roles import Role
from api.audit.tables import AuditRow
from api.handover.desk import DeskReader
from api.handover.errors import AlreadyTaken, MeantForAnother, NothingToRate, NothingWaits, NotTheirs
from api.handover.notes import Notes
from api.handover.ratings import Ratings
from api.handover.rules import handover_rules
from api.handover.states import CloseReason, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from api.handover.telling import Telling
from api.handover.transfers import Destination, Transfers
from knowledge.errors import InvalidInput, NotFound, YihaodaError

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]


@pytest.fixture
def transfers(desk: Desk) -> Transfers:
    return Transfers(desk.database, desk.clock, handover_rules().sentences, Telling(desk.clock, desk.post))


@pytest.fixture
def reader(desk: Desk) -> DeskReader:
    return DeskReader(desk.database, desk.clock, handover_rules())


async def taken(desk: Desk, username: str = "王芳") -> str:
    name = await desk.left()
    await desk.handover.take(name, username)
    return name


async def request_of(desk: Desk, name: str) -> PersonRequestRow:
    async with desk.database.read() as session:
        return (await session.scalars(select(PersonRequestRow).where(PersonRequestRow.conversation_id == name))).one()


class TestTransfer:
    async def test_it_waits_again_before_all_others(self, desk: Desk, transfers: Transfers, reader: DeskReader) -> None:
        others = [await desk.left() for _ in range(2)]
        await desk.staff("李静")
        desk.later(1)
        name = await taken(desk)
        await transfers.transfer(name, "王芳", Destination(person="李静"), "请核对第三条")
        listed = await reader.listed(RequestState.WAITING)
        assert [item.conversation_id for item in listed.items] == [name, *others]
        assert [item.position for item in listed.items] == [1, 2, 3]
        assert listed.items[0].wanted == "李静"
        shown = await reader.conversation(name, "李静")
        assert [(note.author, note.text) for note in shown.notes] == [("王芳", "请核对第三条")]
        assert shown.messages[-1].text == "您的问题已转给另一位工作人员，排在最前面，请稍候。这段时间您可以接着问我。"
        assert desk.post.put_in[-1][0] == name

    async def test_it_is_written_down_without_the_note(self, desk: Desk, transfers: Transfers) -> None:
        await desk.staff("李静", "图书馆")
        name = await taken(desk)
        await transfers.transfer(name, "王芳", Destination(department="图书馆"), "机密的备注")
        async with desk.database.read() as session:
            line = (await session.scalars(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1))).one()
        assert (line.actor, line.action, line.details) == ("王芳", "handover.transferred", {"department": "图书馆"})

    async def test_who_it_is_meant_for_goes_first_while_they_are_there(self, desk: Desk, transfers: Transfers) -> None:
        await desk.staff("李静", "图书馆")
        await desk.staff("赵强")
        for destination in (Destination(person="李静"), Destination(department="图书馆")):
            name = await taken(desk)
            await transfers.transfer(name, "王芳", destination)
            with pytest.raises(MeantForAnother):
                await desk.handover.take(name, "赵强")
            await desk.handover.take(name, "李静")
            assert (await request_of(desk, name)).wanted == ""

    async def test_nobody_waits_for_who_is_not_there(self, desk: Desk, transfers: Transfers) -> None:
        await desk.staff("李静")
        name = await taken(desk)
        await transfers.transfer(name, "王芳", Destination(person="李静"))
        desk.later(1.1)
        await desk.handover.take(name, "赵强")
        assert (await request_of(desk, name)).taken_by == "赵强"

    @pytest.mark.parametrize(
        "destination",
        [
            Destination(),
            Destination("李静", "图书馆"),
            Destination("王芳"),
            Destination("nobody"),
            Destination("审计"),
            Destination(department="没有的部门"),
            Destination("'; DROP TABLE accounts; --"),
        ],
    )
    async def test_destinations_that_are_none(self, desk: Desk, transfers: Transfers, destination: Destination) -> None:
        await desk.staff("李静", "图书馆")
        await desk.staff("王芳")
        await desk.staff("审计", role=Role.AUDITOR)
        name = await taken(desk)
        with pytest.raises(InvalidInput):
            await transfers.transfer(name, "王芳", destination)
        assert (await request_of(desk, name)).taken_by == "王芳"

    async def test_only_who_has_it_gives_it_on(self, desk: Desk, transfers: Transfers) -> None:
        await desk.staff("李静")
        name = await taken(desk)
        with pytest.raises(NotTheirs):
            await transfers.transfer(name, "赵强", Destination(person="李静"))


class TestTwoAtOnce:
    async def test_of_many_who_take_one_has_it(self, desk: Desk) -> None:
        for _ in range(3):
            name = await desk.left()
            people = [f"人{number}" for number in range(6)]
            done = await asyncio.gather(
                *(desk.handover.take(name, person) for person in people), return_exceptions=True
            )
            winners = [person for person, result in zip(people, done, strict=True) if result is None]
            assert winners == [(await request_of(desk, name)).taken_by]
            assert {type(result) for result in done if result is not None} == {AlreadyTaken}

    async def test_who_closes_and_who_gives_on_do_not_both(self, desk: Desk, transfers: Transfers) -> None:
        await desk.staff("李静")
        for _ in range(3):
            name = await taken(desk)
            done = await asyncio.gather(
                desk.handover.close(name, "王芳", CloseReason.ANSWERED),
                transfers.transfer(name, "王芳", Destination(person="李静")),
                desk.handover.say(name, "王芳", "您好"),
                return_exceptions=True,
            )
            refused = [result for result in done[:2] if result is not None]
            assert [type(result) for result in refused] in ([NothingWaits], [NotTheirs])
            request = await request_of(desk, name)
            assert (request.state == RequestState.CLOSED) is (done[0] is None)
            assert (await desk.mode(name)) == ("bot" if done[0] is None else "waiting")


class TestSaidOnce:
    async def test_the_same_key_is_one_message(self, desk: Desk) -> None:
        name = await taken(desk)
        said = await asyncio.gather(*(desk.handover.say(name, "王芳", "您好", key="key-12345") for _ in range(4)))
        assert len({row.id for row in said}) == 1
        other = await desk.handover.say(name, "王芳", "您好", key="key-12346")
        assert other.id != said[0].id
        async with desk.database.read() as session:
            rows = await session.scalars(select(ConversationMessageRow).where(ConversationMessageRow.author == "王芳"))
            assert len(rows.all()) == 2
        assert len([one for one in desk.post.put_in if one[2] == f"message:{said[0].id}"]) == 1

    async def test_it_is_known_after_the_end_and_is_nobody_elses(self, desk: Desk) -> None:
        name = await taken(desk)
        first = await desk.handover.say(name, "王芳", "您好", key="key-12345")
        await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
        assert (await desk.handover.say(name, "王芳", "您好", key="key-12345")).id == first.id
        with pytest.raises(YihaodaError):
            await desk.handover.say(name, "李静", "您好", key="key-12345")

    async def test_what_goes_along_is_kept_with_the_words_or_neither_is(self, desk: Desk) -> None:
        name = await taken(desk)

        async def fails(_session: object) -> None:
            raise InvalidInput("no")

        with pytest.raises(InvalidInput):
            await desk.handover.say(name, "王芳", "不应该有", along=fails)
        async with desk.database.read() as session:
            rows = (await session.scalars(select(ConversationMessageRow.text))).all()
        assert "不应该有" not in rows


class TestNotes:
    async def test_they_are_the_staffs_and_have_no_personal_data(self, desk: Desk, reader: DeskReader) -> None:
        name = await desk.conversation("问题")
        await Notes(desk.database, desk.clock).add(name, "王芳", "来电人电话13800138000")
        (note,) = (await reader.conversation(name, "王芳")).notes
        assert note.text == "来电人电话〔手机号〕"
        with pytest.raises(NotFound):
            await Notes(desk.database, desk.clock).add("unknown", "王芳", "备注")


class TestRatings:
    async def test_the_later_one_counts(self, desk: Desk, reader: DeskReader) -> None:
        ratings = Ratings(desk.database, desk.clock)
        name = await taken(desk)
        with pytest.raises(NothingToRate):
            await ratings.rate(name, "", 5, "")
        await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
        await ratings.rate(name, "", 2, "电话13800138000没人接")
        await ratings.rate(name, "", 4, "")
        (item,) = (await reader.conversation(name, "王芳")).requests
        assert item.rating == 4
        await desk.leave(name, "又有问题")
        with pytest.raises(NothingToRate):
            await ratings.rate(name, "", 5, "")

    async def test_another_visitor_cannot(self, desk: Desk) -> None:
        name = await desk.conversation("问题", visitor="她")
        for visitor in ("", "他"):
            with pytest.raises(NotFound):
                await Ratings(desk.database, desk.clock).rate(name, visitor, 5, "")
