"""A question for a person, from where it is left to its end, on both databases."""

import asyncio

import pytest
from sqlalchemy import select
from waiting_desk import Desk

from api.audit.tables import AuditRow
from api.channels.port import OutgoingKind
from api.handover.desk import DeskReader
from api.handover.errors import AlreadyTaken, NothingWaits, NotTheirs
from api.handover.rules import handover_rules
from api.handover.service import Wish
from api.handover.states import Author, CloseReason, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from knowledge.errors import NotFound, YihaodaError

pytestmark = [pytest.mark.asyncio, pytest.mark.integration]
PHONE = "13800138000"


async def requests(desk: Desk) -> list[PersonRequestRow]:
    async with desk.database.read() as session:
        return list(await session.scalars(select(PersonRequestRow).order_by(PersonRequestRow.created_at)))


async def said(desk: Desk, conversation_id: str) -> list[tuple[str, str]]:
    async with desk.database.read() as session:
        rows = await session.scalars(
            select(ConversationMessageRow)
            .where(ConversationMessageRow.conversation_id == conversation_id)
            .order_by(ConversationMessageRow.id)
        )
        return [(row.author_kind, row.text) for row in rows]


async def audited(desk: Desk) -> list[tuple[str, str]]:
    async with desk.database.read() as session:
        return [(row.actor, row.action) for row in await session.scalars(select(AuditRow).order_by(AuditRow.sequence))]


class TestRequest:
    async def test_the_last_question_is_left_and_the_conversation_waits(self, desk: Desk) -> None:
        name = await desk.conversation("公积金能提几次", "要带什么")
        left = await desk.leave(name)
        (row,) = await requests(desk)
        assert (row.question, row.state) == ("要带什么", RequestState.WAITING)
        assert await desk.mode(name) == "waiting"
        assert left.consult_code in left.notice
        assert await said(desk, name) == [(Author.SYSTEM, left.notice)]

    async def test_personal_data_is_masked_in_the_words_and_sealed_in_the_contact(self, desk: Desk) -> None:
        name = await desk.conversation("问题")
        await desk.leave(name, f"我的电话{PHONE}，请回电", PHONE)
        (row,) = await requests(desk)
        assert PHONE not in row.question + row.contact
        assert "〔手机号〕" in row.question

    async def test_a_second_one_is_added_to_the_first(self, desk: Desk) -> None:
        name = await desk.left()
        first, again = [await desk.leave(name, question) for question in ("", "还有一个问题")]
        assert first.request_id == again.request_id
        assert len(await requests(desk)) == 1
        assert (await said(desk, name))[1:] == [(Author.CITIZEN, "还有一个问题")]

    async def test_two_at_once_are_one(self, desk: Desk) -> None:
        name = await desk.conversation("问题")
        left = await asyncio.gather(*(desk.leave(name) for _ in range(3)))
        assert len({one.request_id for one in left}) == len(await requests(desk)) == 1

    async def test_outside_the_hours_it_is_left_all_the_same_and_told(self, desk: Desk) -> None:
        desk.later(10 * 60)
        left = await desk.leave(await desk.conversation("问题"))
        assert "不在人工答复的时间（08:30至18:00）" in left.notice
        assert "明天08:30起按顺序答复" in left.notice

    @pytest.mark.parametrize(
        "wish",
        [Wish("unknown"), Wish("id0", visitor_id="另一位"), Wish("id0"), Wish("id0", visitor_id="他", turn_id="x")],
        ids=["unknown", "another visitor", "no visitor", "unknown turn"],
    )
    async def test_what_is_not_theirs_is_not_found(self, desk: Desk, wish: Wish) -> None:
        await desk.conversation("问题", visitor="他")
        with pytest.raises(NotFound, match="没有这个会话"):
            await desk.handover.request(wish)
        assert await requests(desk) == []


class TestTake:
    async def test_the_person_has_it_and_the_citizen_is_told(self, desk: Desk) -> None:
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        (row,) = await requests(desk)
        assert (row.state, row.taken_by) == (RequestState.TAKEN, "王芳")
        assert await desk.mode(name) == "person"
        assert (await said(desk, name))[-1] == (Author.SYSTEM, handover_rules().sentences.taken)
        assert await audited(desk) == [("王芳", "handover.taken")]

    async def test_of_many_who_take_it_one_has_it(self, desk: Desk) -> None:
        name = await desk.left()
        results = await asyncio.gather(
            *(desk.handover.take(name, f"staff{number}") for number in range(5)), return_exceptions=True
        )
        assert [type(result) for result in results if result is not None] == [AlreadyTaken] * 4
        assert len(await audited(desk)) == 1

    async def test_twice_by_the_same_changes_nothing(self, desk: Desk) -> None:
        name = await desk.left()
        for _ in range(2):
            await desk.handover.take(name, "王芳")
        assert len(await audited(desk)) == 1

    @pytest.mark.parametrize("step", ["take", "say", "close", "contact"])
    async def test_nothing_waits(self, desk: Desk, step: str) -> None:
        name = await desk.conversation("问题")
        with pytest.raises(NothingWaits):
            await act(desk, step, name, "王芳")
        with pytest.raises(NotFound):
            await act(desk, step, "unknown", "王芳")


async def act(desk: Desk, step: str, name: str, username: str) -> object:
    if step == "say":
        return await desk.handover.say(name, username, "您好")
    if step == "close":
        return await desk.handover.close(name, username, CloseReason.ANSWERED)
    return await getattr(desk.handover, step)(name, username)


class TestSay:
    async def test_the_words_are_stored_and_posted_once(self, desk: Desk) -> None:
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        row = await desk.handover.say(name, "王芳", "您好，一年一次。")
        assert (await said(desk, name))[-1] == (Author.PERSON, "您好，一年一次。")
        assert desk.post.put_in[-1] == (name, OutgoingKind.PERSON, f"message:{row.id}", "工作人员：您好，一年一次。")

    @pytest.mark.parametrize("step", ["say", "close", "contact"])
    async def test_only_who_took_it_may(self, desk: Desk, step: str) -> None:
        name = await desk.left()
        for taken_by in ("", "王芳"):
            if taken_by:
                await desk.handover.take(name, taken_by)
            before = await said(desk, name)
            with pytest.raises(NotTheirs):
                await act(desk, step, name, "李静")
            assert await said(desk, name) == before


class TestContact:
    async def test_it_is_shown_to_who_took_it_written_down_and_forgotten_at_the_end(self, desk: Desk) -> None:
        name = await desk.conversation("问题")
        await desk.leave(name, contact=PHONE)
        await desk.handover.take(name, "王芳")
        assert await desk.handover.contact(name, "王芳") == PHONE
        assert ("王芳", "handover.contact_seen") in await audited(desk)
        await desk.handover.close(name, "王芳", CloseReason.ANSWERED)
        assert [row.contact for row in await requests(desk)] == [""]

    async def test_the_log_has_neither_words_nor_contact(self, desk: Desk) -> None:
        name = await desk.conversation("问题")
        await desk.leave(name, "密切的话", PHONE)
        await desk.handover.take(name, "王芳")
        await desk.handover.contact(name, "王芳")
        async with desk.database.read() as session:
            lines = [f"{row.subject}{row.details}" for row in await session.scalars(select(AuditRow))]
        assert not any(word in line for line in lines for word in (PHONE, "密切的话", name))


class TestClose:
    async def test_the_service_answers_again(self, desk: Desk) -> None:
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        await desk.handover.close(name, "王芳", CloseReason.REFERRED)
        (row,) = await requests(desk)
        assert (row.state, row.close_reason) == (RequestState.CLOSED, CloseReason.REFERRED)
        assert await desk.mode(name) == "bot"
        await desk.leave(name, "又有一个问题")
        assert [row.state for row in await requests(desk)] == [RequestState.CLOSED, RequestState.WAITING]


class TestTakeBackIdle:
    async def test_a_person_who_never_spoke_gives_it_back_to_the_list(self, desk: Desk) -> None:
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        desk.later(9.9)
        await desk.handover.take_back_idle()
        assert await desk.mode(name) == "person"
        desk.later(0.1)
        await desk.handover.take_back_idle()
        assert await desk.mode(name) == "waiting"
        assert (await said(desk, name))[-1] == (Author.SYSTEM, handover_rules().sentences.idle_waiting)
        await desk.handover.take(name, "李静")

    async def test_a_citizen_without_an_answer_waits_again_and_one_with_an_answer_is_done(self, desk: Desk) -> None:
        waiting, done = await desk.left(), await desk.left()
        for name in (waiting, done):
            await desk.handover.take(name, "王芳")
            await desk.handover.say(name, "王芳", "您好")
        desk.later(1)
        await desk.ask(waiting, "那我呢")
        desk.later(10)
        await desk.handover.take_back_idle()
        await desk.handover.take_back_idle()
        assert [await desk.mode(name) for name in (waiting, done)] == ["waiting", "bot"]
        assert len([text for _, text in await said(desk, done)]) == 4
        reasons = {row.conversation_id: row.close_reason for row in await requests(desk)}
        assert reasons == {waiting: "", done: CloseReason.IDLE}

    async def test_whoever_speaks_keeps_it(self, desk: Desk) -> None:
        name = await desk.left()
        await desk.handover.take(name, "王芳")
        for _ in range(3):
            desk.later(8)
            await desk.handover.say(name, "王芳", "我在查")
            await desk.handover.take_back_idle()
        assert await desk.mode(name) == "person"


class TestDesk:
    async def test_lists_are_by_state_and_the_longest_wait_comes_first(self, desk: Desk) -> None:
        reader = DeskReader(desk.database, desk.clock, handover_rules())
        names = []
        for question in ("一", "二", "三"):
            names.append(await desk.left(question))
            desk.later(1)
        await desk.handover.take(names[1], "王芳")
        waiting, taken = [await reader.listed(state) for state in (RequestState.WAITING, RequestState.TAKEN)]
        assert [item.question for item in waiting.items] == ["一", "三"]
        assert [item.taken_by for item in taken.items] == ["王芳"]
        assert (waiting.waiting, waiting.open) == (2, True)

    async def test_actions_follow_the_state_and_the_person(self, desk: Desk) -> None:
        reader = DeskReader(desk.database, desk.clock, handover_rules())
        name = await desk.conversation("问题")
        seen = [(await reader.conversation(name, "王芳")).actions]
        await desk.leave(name, contact=PHONE)
        seen.append((await reader.conversation(name, "王芳")).actions)
        await desk.handover.take(name, "王芳")
        seen += [(await reader.conversation(name, person)).actions for person in ("王芳", "李静")]
        assert seen == [[], ["take"], ["say", "close", "transfer", "draft", "contact"], []]

    async def test_a_code_leads_to_its_conversation_and_is_written_down(self, desk: Desk) -> None:
        reader = DeskReader(desk.database, desk.clock, handover_rules())
        left = await desk.leave(await desk.conversation("问题"))
        found = await reader.by_code(" ".join(left.consult_code.lower()), "王芳")
        assert found.consult_code == left.consult_code
        assert await audited(desk) == [("王芳", "consultation.read")]
        for wrong in ("", "WRONG", "222222"):
            with pytest.raises(YihaodaError, match="没有这个咨询编号"):
                await reader.by_code(wrong, "王芳")
