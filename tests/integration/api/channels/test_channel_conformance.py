"""What every channel keeps, whatever it is: one class, run for each adapter over its platform."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from channel_adapters import ADAPTERS, CANNOT_FAIL, FAILURES, Adapter

from api.channels.port import Channel, Delivery, DeliveryState, Outgoing, OutgoingKind, Rendered
from api.channels.registry import ChannelRegistry
from api.conversations.schemas import TurnReply
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.outbox.dispatcher import Dispatcher
from api.outbox.limits import outbox_limits
from api.outbox.outbox import Outbox
from api.visitors.tokens import VisitorTokens
from knowledge.clock import utc_now
from tests.replies import LINK, NUMBER, reply

pytestmark = [pytest.mark.integration, pytest.mark.asyncio]

LONG = "".join(f"第{number}项：申请人应当提交身份证明，依据{NUMBER}办理，电话0398-2812345。\n" for number in range(300))
REPLIES = {
    "short": reply(),
    "long": reply(LONG),
    "one line without end": reply("问" * 5000),
    "choices": reply("您要问的是哪一项？", buttons=3, citations=0),
    "many choices": reply("您在哪个县区？", buttons=9, citations=0),
    "many sources": reply(citations=5),
    "nothing but words": reply("您好，请问要咨询什么？", citations=0),
    "markup": reply('金额<b>1200</b>元 & "引号" ]]> <![CDATA[x]]> </xml> %s {0}'),
    "emoji": reply("👨‍👩‍👧‍👦🇨🇳é́" * 300),
    "full-width": reply("ＡＢＣ１２３　" * 400),
    "a link longer than a message": reply("请看 https://example.gov.test/" + "a" * 3000),
}
WORDS = ("您好，我是话务员。", LONG, "😀" * 2000, "a\n\n\nb", "]]><a href='x'>")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def bare(text: str) -> str:
    """Return the words alone: how a menu's choices are set apart is the platform's affair."""
    return re.sub(r"\W", "", text)


def parts_of(record: TurnReply) -> Sequence[str]:
    """Return everything that has to arrive."""
    sources = [
        part
        for each in record.citations
        for part in (each.title, each.document_number, each.clause, each.status_text, each.url)
    ]
    titles = [button.title for button in record.reply.buttons]
    return [record.reply.text, *titles, *sources, record.notice, record.consult_code]


@dataclass
class Watched:
    """A channel, and how many messages it had at once."""

    inner: Channel
    now: int = 0
    most: int = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.inner, name)

    async def deliver(self, message: Outgoing) -> Delivery:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        try:
            return await self.inner.deliver(message)
        finally:
            self.now -= 1


@dataclass
class Desk:
    """A channel under test behind an outbox."""

    adapter: Adapter
    database: Database
    at_once: int = 16

    def __post_init__(self) -> None:
        self.outbox = Outbox(self.database, utc_now)
        self.watched = Watched(self.adapter.channel)

    def message(self, key: str, citizen: str, message: Rendered | None = None) -> Outgoing:
        rendered = message or self.adapter.channel.render_words(f"第{key}条")[0]
        return Outgoing(key, self.adapter.channel.name, citizen, OutgoingKind.PERSON, rendered, f"c of {citizen}")

    async def send(self, *messages: Outgoing) -> None:
        async with self.database.write() as session:
            await self.outbox.enqueue(session, messages)
        registry = ChannelRegistry()
        registry.register(self.watched)
        limits = outbox_limits().model_copy(update={"at_once": self.at_once})
        dispatcher = Dispatcher(self.outbox, self.database, utc_now, registry, "p", limits=limits)
        while await dispatcher.look():
            await dispatcher.settled()


@pytest_asyncio.fixture(params=sorted(ADAPTERS))
async def adapter(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Adapter]:
    async with ADAPTERS[request.param](database) as opened:
        yield opened


@pytest_asyncio.fixture(params=sorted(ADAPTERS))
async def rendering(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Adapter]:
    """An adapter for what needs no second database."""
    database = Database(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'yihaoda.db')}")
    async with ADAPTERS[request.param](database) as opened:
        yield opened
    await database.close()


@pytest.fixture
def desk(adapter: Adapter, database: Database) -> Desk:
    return Desk(adapter, database)


class TestChannelConformance:
    async def test_its_name_fits_everywhere(self, rendering: Adapter) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,19}", rendering.channel.name)
        assert rendering.channel.name == rendering.channel.name

    @pytest.mark.parametrize("name", REPLIES)
    async def test_an_answer_fits(self, rendering: Adapter, name: str) -> None:
        can = rendering.channel.capabilities
        rendered = rendering.channel.render(REPLIES[name])
        assert rendered
        for each in rendered:
            assert 0 < len(each.text.encode()) <= can.max_text_bytes
            assert len(rendering.buttons(each)) <= can.buttons

    @pytest.mark.parametrize("name", REPLIES)
    async def test_nothing_of_an_answer_is_lost(self, rendering: Adapter, name: str) -> None:
        read = squeezed(rendering.read(rendering.channel.render(REPLIES[name])))
        assert [part for part in parts_of(REPLIES[name]) if squeezed(part) not in read] == []

    @pytest.mark.parametrize("name", REPLIES)
    async def test_the_same_record_is_the_same_message(self, rendering: Adapter, name: str) -> None:
        stored = TurnReply.model_validate_json(REPLIES[name].model_dump_json())
        assert rendering.channel.render(stored) == rendering.channel.render(REPLIES[name])

    @pytest.mark.parametrize("whole", [NUMBER, LINK, "0398-2812345"])
    async def test_what_belongs_together_is_in_one_message(self, rendering: Adapter, whole: str) -> None:
        rendered = rendering.channel.render(REPLIES["long"])
        assert (
            sum(rendering.read([each]).count(whole) for each in rendered) == rendering.read(rendered).count(whole) > 0
        )

    async def test_a_silent_turn_says_nothing(self, rendering: Adapter) -> None:
        assert list(rendering.channel.render(reply("", citations=0, silent=True))) == []

    @pytest.mark.parametrize("words", WORDS, ids=[ascii(words)[:20] for words in WORDS])
    async def test_words_fit_and_are_whole(self, rendering: Adapter, words: str) -> None:
        rendered = rendering.channel.render_words(words)
        assert squeezed(words) in squeezed(rendering.read(rendered))
        assert all(0 < len(each.text.encode()) <= rendering.channel.capabilities.max_text_bytes for each in rendered)

    async def test_the_end_of_a_conversation_is_told_whether_or_not_it_can_be_rated(self, rendering: Adapter) -> None:
        rendered = rendering.channel.render_rating("答复已结束。", "您满意吗？", "c1")
        assert squeezed("答复已结束。") in squeezed(rendering.read(rendered))
        assert len(rendered) == 1, "of what may be sent it takes one"

    async def test_a_citizen_is_one_person_on_it(self, desk: Desk) -> None:
        name, citizen = desk.adapter.channel.name, await desk.adapter.citizen(1)
        visitors = VisitorTokens(b"a key of this test", utc_now)
        async with desk.database.write() as session:
            people = IdentityRepository(session, utc_now)
            met = [await people.meet(name, citizen, visitors.visitor_on(name, citizen)) for _ in range(2)]
        assert met[0].visitor_id == met[1].visitor_id
        assert visitors.visitor_on(name, citizen) != visitors.visitor_on("another", citizen)

    async def test_a_key_is_delivered_once(self, desk: Desk) -> None:
        citizen = await desk.adapter.citizen(1)
        for _ in range(2):
            await desk.send(desk.message("1", citizen), desk.message("1", citizen))
        assert desk.adapter.received(citizen) == ["第1条"]

    async def test_the_order_of_each_conversation_is_kept(self, desk: Desk) -> None:
        citizens = [await desk.adapter.citizen(number) for number in range(3)]
        await desk.send(*(desk.message(f"{part}-{citizen}", citizen) for part in range(4) for citizen in citizens))
        for citizen in citizens:
            assert desk.adapter.received(citizen) == [f"第{part}-{citizen}条" for part in range(4)]

    async def test_no_more_than_allowed_are_on_their_way(self, desk: Desk) -> None:
        citizens = [await desk.adapter.citizen(number) for number in range(6)]
        desk.at_once = 2
        await desk.send(*(desk.message(citizen, citizen) for citizen in citizens))
        assert desk.watched.most == 2
        assert all(desk.adapter.received(citizen) == [f"第{citizen}条"] for citizen in citizens)

    async def test_an_answer_of_several_parts_arrives_in_order(self, desk: Desk) -> None:
        citizen = await desk.adapter.citizen(1)
        rendered = desk.adapter.channel.render(reply("申请人应当提交身份证明。" * 100))
        await desk.send(*(desk.message(f"m1/{number}", citizen, each) for number, each in enumerate(rendered)))
        assert [bare(text) for text in desk.adapter.received(citizen)] == [bare(each.text) for each in rendered]

    @pytest.mark.parametrize("state", FAILURES)
    async def test_a_failure_is_a_state(self, desk: Desk, state: DeliveryState) -> None:
        if desk.adapter.channel.name in CANNOT_FAIL:
            assert not desk.adapter.channel.capabilities.push
            return
        citizen = await desk.adapter.citizen(1)
        desk.adapter.become(state)
        delivery = await desk.adapter.channel.deliver(desk.message("1", citizen))
        assert delivery.state is state
        assert delivery.reason
        assert "第1条" not in delivery.reason
        assert desk.adapter.received(citizen) == []
        desk.adapter.become(DeliveryState.DELIVERED)
        assert (await desk.adapter.channel.deliver(desk.message("1", citizen))).state is DeliveryState.DELIVERED
