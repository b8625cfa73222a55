"""What a citizen meets on WeChat, with the service's own parts and times of our choosing."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update
from tiny_library import RehearsedDialogue
from wechat_account import account

from api.channels.port import Incoming, IncomingKind
from api.conversations.tables import ConversationRow, FeedbackRow, TurnRow
from api.dialogue.port import Utterance
from api.handover.states import CloseReason
from api.handover.tables import PersonRequestRow
from api.http.state import ServiceState
from api.identities.repository import IdentityRepository
from api.inbox.receipts import Receipt, Receipts
from api.outbox.tables import OutgoingRow
from api.platforms.allowance import StoredAllowance
from api.platforms.errors import PlatformUnavailable
from api.switches.names import Switchable
from api.wechat.building import WeChat, build_wechat
from api.wechat.channel import WeChatChannel
from api.wechat.reception import Given
from api.wechat.rendering import WeChatRendering
from api.wechat.wiring import parts_of, surroundings_of
from api.wechat.wording import Timing, wording
from knowledge.clock import utc_now
from knowledge.errors import Unavailable

pytestmark = pytest.mark.integration
Running = Callable[..., AbstractAsyncContextManager[ServiceState]]
LOAN, LOAN_ANSWER, CARD = "图书可以借多长时间？", "借期三十天。", "图书借阅证要带什么材料？"
SENTENCES = wording().sentences
PATIENT, HURRIED = 30.0, 0.05
_KEYS = itertools.count(1)


class GatedDialogue(RehearsedDialogue):
    """Answers nothing before it is let."""

    def __init__(self) -> None:
        super().__init__({})
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> list[Utterance]:
        self.asked.set()
        await self.gate.wait()
        return await super().send(sender, text, metadata)


class Unreachable:
    """A platform that takes nothing: what would be sent stays in the outbox, to be looked at."""

    async def send(self, openid: str, body: Mapping[str, Any], *, key: str) -> None:
        raise PlatformUnavailable(f"{openid} {key} {len(body)}")


class Clock:
    """The time, and what was added to it."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass
class Citizen:
    """Somebody who writes; ``seconds`` is how long the platform's request waits."""

    state: ServiceState
    wechat: WeChat
    dialogue: GatedDialogue
    clock: Clock
    openid: str = "oCITIZEN"

    def message(self, text: str = "", kind: IncomingKind = IncomingKind.TEXT, **details: str) -> Incoming:
        return Incoming("wechat", str(next(_KEYS)), self.openid, self.clock(), kind, text, details=details)

    async def sends(self, incoming: Incoming) -> Given:
        given = await self.wechat.reception.receive(incoming, asyncio.get_running_loop().time())
        if given.key:
            await self.state.outbox.confirm([given.key])
        return given

    async def says(self, text: str, **details: str) -> str:
        return (await self.sends(self.message(text, **details))).text

    def hurried(self) -> "Citizen":
        """The same person, before a platform that waits for next to nothing."""
        return replace(self, wechat=build(self.state, self.clock, HURRIED))

    def elsewhere(self) -> "Citizen":
        """The same person, before another process."""
        inbox = Receipts(self.state.database, utc_now, "another process")
        return replace(self, wechat=build(self.state, self.clock, PATIENT, inbox=inbox))

    async def settles(self) -> None:
        """Wait until nothing is worked on any more."""
        while self.wechat.reception.is_working:  # noqa: ASYNC110  # the product has no event to wait for
            await asyncio.sleep(0.01)


def build(
    state: ServiceState, clock: Clock, seconds: float, *, hard: float = PATIENT, inbox: Receipts | None = None
) -> WeChat:
    timing = Timing.model_construct(**wording().timing.model_dump() | {"answer_seconds": seconds, "hard_seconds": hard})
    parts = replace(parts_of(state), clock=clock, inbox=inbox or state.inbox)
    words = wording().model_copy(update={"timing": timing})
    return build_wechat(account(can_push=False), parts, surroundings_of(state, "wechat"), words)


@pytest_asyncio.fixture
async def citizen(running: Running) -> AsyncIterator[Citizen]:
    dialogue, clock = GatedDialogue(), Clock()
    async with running(dialogue) as state:
        wechat = build(state, clock, PATIENT)
        yield Citizen(state, wechat, dialogue, clock)
        dialogue.gate.set()
        await wechat.reception.close()


@pytest.mark.asyncio
class TestTime:
    async def test_who_has_no_answer_yet_is_told_how_to_get_it_and_gets_it(self, citizen: Citizen) -> None:
        hurried = citizen.hurried()
        citizen.dialogue.gate.clear()
        assert await hurried.says(LOAN) == SENTENCES.late
        citizen.dialogue.gate.set()
        await hurried.settles()
        assert LOAN_ANSWER in await citizen.says("答案")
        assert LOAN_ANSWER not in await citizen.says("答案")

    async def test_the_newest_request_gets_the_answer_and_the_turn_is_taken_once(self, citizen: Citizen) -> None:
        citizen.dialogue.gate.clear()
        message = citizen.message(LOAN)
        older = asyncio.create_task(citizen.sends(message))
        await citizen.dialogue.asked.wait()
        newer = asyncio.create_task(citizen.sends(message))
        assert (await older).text == ""
        citizen.dialogue.gate.set()
        assert LOAN_ANSWER in (await newer).text
        async with citizen.state.database.read() as session:
            assert await session.scalar(select(func.count()).select_from(TurnRow)) == 1

    async def test_two_processes_that_are_asked_together_answer_into_one_reply(self, citizen: Citizen) -> None:
        other, message = citizen.elsewhere(), citizen.message(LOAN)
        citizen.dialogue.gate.clear()
        own = asyncio.create_task(citizen.sends(message))
        await citizen.dialogue.asked.wait()
        theirs = [asyncio.create_task(other.sends(message)) for _ in range(2)]
        await asyncio.sleep(0)
        citizen.dialogue.gate.set()
        assert LOAN_ANSWER in (await own).text
        assert [(await given).text for given in theirs] == ["", ""]

    async def test_what_the_request_of_one_process_did_not_take_goes_to_the_other(self, citizen: Citizen) -> None:
        other, message = citizen.elsewhere(), citizen.message(LOAN)
        citizen.dialogue.gate.clear()
        gone = asyncio.create_task(citizen.wechat.reception.receive(message, asyncio.get_running_loop().time()))
        await citizen.dialogue.asked.wait()
        theirs = asyncio.create_task(other.sends(message))
        await asyncio.sleep(0)
        citizen.dialogue.gate.set()
        assert await gone == await theirs

    async def test_a_reply_that_was_lost_is_given_again(self, citizen: Citizen) -> None:
        message = citizen.message(LOAN)
        first, again = await citizen.sends(message), await citizen.sends(message)
        assert LOAN_ANSWER in first.text
        assert again == first

    async def test_what_cannot_be_stored_is_not_passed_over(self, citizen: Citizen) -> None:
        class Full(Receipts):
            async def add(self, incoming: Incoming) -> Receipt:  # noqa: ARG002
                raise Unavailable("没有空间")

        full = Full(citizen.state.database, utc_now, "full")
        wechat = build(citizen.state, citizen.clock, HURRIED, hard=HURRIED, inbox=full)
        given = await wechat.reception.receive(citizen.message(LOAN), asyncio.get_running_loop().time())
        assert given == Given(SENTENCES.not_stored)


@pytest.mark.asyncio
class TestParts:
    async def test_a_long_answer_comes_part_by_part_and_whole(self, citizen: Citizen) -> None:
        for _ in range(9):
            assert await citizen.says(LOAN)
        first = await citizen.says("导出我的记录")
        assert SENTENCES.more.strip() in first
        parts = [first]
        while SENTENCES.more.strip() in parts[-1]:
            parts.append(await citizen.says("继续"))
        assert len(parts) > 1
        assert "".join(parts).count(LOAN_ANSWER) == 9
        assert await citizen.says("继续") == ""


@pytest.mark.asyncio
class TestConversation:
    async def conversations(self, citizen: Citizen) -> int:
        async with citizen.state.database.read() as session:
            return await session.scalar(select(func.count()).select_from(ConversationRow)) or 0

    async def test_it_goes_on_until_a_long_silence_and_the_region_is_kept(self, citizen: Citizen) -> None:
        await citizen.says(LOAN)
        await citizen.says(CARD)
        assert await self.conversations(citizen) == 1
        async with citizen.state.database.write() as session:
            await session.execute(update(ConversationRow).values(region_code="411282"))
        citizen.clock.ahead = timedelta(hours=2, minutes=1)
        await citizen.says(LOAN)
        async with citizen.state.database.read() as session:
            regions = (await session.scalars(select(ConversationRow.region_code))).all()
        assert list(regions) == ["411282", "411282"]

    async def test_two_people_have_nothing_to_do_with_each_other(self, citizen: Citizen) -> None:
        other = replace(citizen, openid="oOTHER")
        await citizen.says(LOAN)
        code = (await citizen.says("我的咨询码")).split("是 ")[1][:6]
        assert await other.says("我的咨询码") == SENTENCES.no_code
        assert await self.conversations(citizen) == 1
        told = await other.says(f"咨询码 {code}")
        assert code in told
        assert "微信" in told
        assert LOAN not in told

    async def test_a_code_that_nobody_has(self, citizen: Citizen) -> None:
        assert "没有查到" in await citizen.says("咨询码 ACD234")
        assert "没有查到" not in await citizen.says("ACD234")  # may be words after all

    async def test_feedback_counts_for_ones_own_answers(self, citizen: Citizen) -> None:
        await citizen.says(LOAN)
        async with citizen.state.database.read() as session:
            turn = await session.scalar(select(TurnRow.id))
        other = replace(citizen, openid="oOTHER")
        assert await other.says("没帮助", menu_item=f"unhelpful:{turn}") == SENTENCES.feedback_gone
        assert await citizen.says("没帮助", menu_item=f"unhelpful:{turn}") == SENTENCES.feedback_sorry
        assert await citizen.says("有帮助", menu_item="helpful:nothing") == SENTENCES.feedback_gone
        async with citizen.state.database.read() as session:
            assert (await session.execute(select(FeedbackRow.turn_id, FeedbackRow.helpful))).all() == [(turn, False)]

    async def test_a_closed_channel_says_why(self, citizen: Citizen) -> None:
        await citizen.state.switches.turn(
            Switchable.WECHAT, is_open=False, notice="系统升级，请拨打12345。", reason="升级", by="admin"
        )
        assert await citizen.says(LOAN) == "系统升级，请拨打12345。"
        assert await self.conversations(citizen) == 0

    async def test_who_leaves_is_remembered_as_gone(self, citizen: Citizen) -> None:
        await citizen.sends(citizen.message(kind=IncomingKind.SUBSCRIBE))
        assert await citizen.sends(citizen.message(kind=IncomingKind.UNSUBSCRIBE)) == Given()
        async with citizen.state.database.read() as session:
            identity = await IdentityRepository(session, utc_now).find("wechat", citizen.openid)
        assert identity is not None
        assert not identity.subscribed
        assert citizen.openid not in identity.visitor_id


@pytest.mark.asyncio
class TestPersonalMatters:
    async def test_a_question_is_left_for_a_person_who_then_speaks_alone(self, citizen: Citizen) -> None:
        assert await citizen.says("留言 退回怎么办") == SENTENCES.nothing_to_leave
        await citizen.says(LOAN)
        assert await citizen.says("留言") == SENTENCES.left
        assert "咨询编号" in await citizen.says("留言 退回怎么办")
        async with citizen.state.database.read() as session:
            conversation = await session.scalar(select(ConversationRow.id))
        assert conversation
        await citizen.state.handover.service.take(conversation, "operator")
        assert await citizen.says(CARD) == ""

    async def test_how_a_person_did_is_asked_in_one_menu_and_kept(self, citizen: Citizen) -> None:
        desk, rendering = citizen.state.handover.service, WeChatRendering(can_push=True)
        allowance = StoredAllowance("wechat", citizen.state.database, citizen.clock)
        citizen.state.channels.register(WeChatChannel(rendering, Unreachable(), allowance, 2047))
        await citizen.says(LOAN)
        await citizen.says("留言 退回怎么办")
        async with citizen.state.database.read() as session:
            conversation = await session.scalar(select(ConversationRow.id))
        assert conversation
        early = f"rating:5:{conversation}"
        assert await citizen.says("非常满意", menu_item=early) == SENTENCES.feedback_gone, "nobody has answered yet"
        await desk.take(conversation, "operator")
        await desk.close(conversation, "operator", CloseReason.ANSWERED)
        async with citizen.state.database.read() as session:
            bodies = list(await session.scalars(select(OutgoingRow.body).order_by(OutgoingRow.sequence)))
        menu = bodies[-1]["msgmenu"]
        assert "已结束" in menu["head_content"]
        assert "满意" in menu["head_content"]
        chosen = next(item for item in menu["list"] if item["content"] == "满意")
        other = replace(citizen, openid="oOTHER")
        assert await other.says("满意", menu_item=chosen["id"]) == SENTENCES.feedback_gone
        assert await citizen.says("满意", menu_item=chosen["id"]) == SENTENCES.feedback_thanks
        async with citizen.state.database.read() as session:
            assert list(await session.scalars(select(PersonRequestRow.rating))) == [4]

    async def test_records_are_shown_and_deleted_when_it_is_meant(self, citizen: Citizen) -> None:
        await citizen.says(LOAN)
        assert LOAN in await citizen.says("导出我的记录")
        assert await citizen.says("删除我的记录") == SENTENCES.erase_ask
        assert "已删除" in await citizen.says("确认删除我的记录")
        async with citizen.state.database.read() as session:
            assert await session.scalar(select(func.count()).select_from(ConversationRow)) == 0
        assert await citizen.says("我的咨询码") == SENTENCES.no_code
