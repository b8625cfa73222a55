"""Puts the Official Account together."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx2

from api.channels.port import Incoming
from api.conversations.service import TurnService
from api.db.engine import Database
from api.handover.service import Handover
from api.inbox.receipts import Receipts
from api.outbox.outbox import Outbox
from api.privacy.service import Privacy
from api.privacy.words import privacy_words
from api.visitors.tokens import VisitorTokens
from api.wechat.answering import Answering, AnsweringParts
from api.wechat.callback import WeChatCallback
from api.wechat.conversing import Conversing, ConversingParts
from api.wechat.envelope import Envelopes
from api.wechat.feedback import FeedbackMenu
from api.wechat.menus import menu
from api.wechat.person import People
from api.wechat.personal import PersonalMatters
from api.wechat.ports import Surroundings
from api.wechat.reception import Reception
from api.wechat.rendering import WeChatRendering
from api.wechat.settings import WeChatSettings
from api.wechat.wording import Wording, wording
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """What the account takes from the service."""

    database: Database
    clock: Clock
    visitors: VisitorTokens
    turns: TurnService
    inbox: Receipts
    outbox: Outbox
    handover: Handover
    privacy: Privacy
    city: str


@dataclass(frozen=True, slots=True)
class WeChat:
    """The account of this installation. ``handler`` works on messages that nobody's request waits for any more."""

    callback: WeChatCallback
    handler: Callable[[Incoming], Awaitable[None]]
    reception: Reception
    http: httpx2.AsyncClient | None = None

    async def close(self) -> None:
        """Break off what is under way, and close the connection to the platform."""
        await self.reception.close()
        if self.http:
            await self.http.aclose()


def build_wechat(
    settings: WeChatSettings, parts: ServiceParts, surroundings: Surroundings, words: Wording | None = None
) -> WeChat:
    """Return the account of these settings; they have to have a token."""
    words = words or wording()
    rendering = WeChatRendering(can_push=settings.can_push, words=words)
    people = People(parts.database, parts.clock, parts.visitors, words.timing.silence)
    answering = build_answering(parts, people, surroundings, rendering, words)
    reception = Reception(parts.inbox, answering, rendering, words, surroundings.typist)
    envelopes = Envelopes(settings, parts.clock, words.timing.fresh_seconds)
    return WeChat(WeChatCallback(envelopes, reception, parts.outbox), answering, reception)


def build_answering(
    parts: ServiceParts, people: People, surroundings: Surroundings, rendering: WeChatRendering, words: Wording
) -> Answering:
    """Return what answers the messages of an account's people, the Official Account's or WeCom's."""
    feedback = FeedbackMenu(parts.database, parts.clock, words.sentences)
    matters = PersonalMatters(parts.handover, parts.privacy, privacy_words().kept, words.sentences)
    conversing = Conversing(
        ConversingParts(parts.turns, rendering, words, menu(), feedback, matters, surroundings, parts.city)
    )
    return Answering(
        AnsweringParts(parts.database, parts.clock, people, conversing, parts.inbox, parts.outbox, words.quotas)
    )
