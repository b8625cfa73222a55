"""Every channel of a real service over the tiny library: one answer, whichever way it was asked for."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from tiny_library import QUESTION

from api.agreement.agreement import Agreement, compare_channels
from api.agreement.askers import askers_of
from api.agreement.running import NoDialogue, http_client, own_service
from api.dialogue.port import Dialogue, ScriptedDialogue, Utterance
from api.service import build_service
from api.settings import Settings
from knowledge.embedding.hashed import HashedEncoder
from knowledge.gate.questions import GateQuestion
from knowledge.gate.settings import Kind

QUESTIONS = (
    GateQuestion(id="card", ask=QUESTION, entry="guide"),
    GateQuestion(id="then", ask=("图书可以借多长时间？", "要带什么材料"), entry="guide"),
    GateQuestion(id="county", ask="果农补助发多少？", entry="county", region="411282"),
    GateQuestion(id="fire", ask="家里着火了", kind=Kind.EMERGENCY),
    GateQuestion(id="mask", ask="我电话13800138000，图书借阅证要带什么材料？", entry="guide"),
    GateQuestion(id="cat", ask="猫咪为什么喜欢纸箱", kind=Kind.OUT_OF_SCOPE),
)
pytestmark = pytest.mark.integration


@asynccontextmanager
async def agreement(settings: Settings, dialogue: Dialogue, url: str = "") -> AsyncIterator[Agreement]:
    async with AsyncExitStack() as stack:
        service, _ = await stack.enter_async_context(
            build_service(settings, encoder=HashedEncoder(), dialogue=NoDialogue())
        )
        address = await stack.enter_async_context(own_service(settings, encoder=HashedEncoder(), dialogue=dialogue))
        http = await stack.enter_async_context(http_client(address))
        yield await compare_channels(askers_of(http, url or address, service.turns), QUESTIONS)


@pytest.mark.asyncio
async def test_all_channels_agree(service_settings: Settings) -> None:
    async with agreement(service_settings, NoDialogue()) as found:
        assert found.differences == []
        assert found.channels == ["web", "stream", "cli", "operator", "degraded"]
        assert (found.asked, found.closed) == (len(QUESTIONS), {})


@pytest.mark.asyncio
async def test_a_dialogue_that_says_otherwise_is_noticed(service_settings: Settings) -> None:
    async def say(text: str, _metadata: object) -> Sequence[Utterance]:
        return [Utterance(text=f"关于{text}，请稍候。")]

    async with agreement(service_settings, ScriptedDialogue(say)) as found:
        assert {(d.channel, d.what) for d in found.differences if d.question == "card"} >= {
            ("degraded", "outcome"), ("degraded", "citations"),
        }  # fmt: skip
        assert not [d for d in found.differences if d.question == "fire"]  # danger never reaches the dialogue


@pytest.mark.asyncio
async def test_a_production_service_asks_operators_to_sign_in(service_settings: Settings) -> None:
    changes = {"environment": "production", "secret_key": "x" * 40}
    settings = Settings(_env_file=None, data_dir=service_settings.data_dir, action_token="t", **changes)
    async with agreement(settings, NoDialogue()) as found:
        assert list(found.closed) == ["operator"]
        assert found.differences == []
