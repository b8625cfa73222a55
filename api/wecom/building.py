"""Puts the customer-service account together, of the parts that answer on the Official Account."""

from dataclasses import dataclass

import httpx2

from api.chores.lease import Leases
from api.wechat.building import ServiceParts, build_answering
from api.wechat.person import People
from api.wechat.ports import Surroundings
from api.wechat.rendering import WeChatRendering, text_message
from api.wechat.wording import Wording
from api.wecom.callback import WeComCallback
from api.wecom.client import WeComClient
from api.wecom.handling import Handling
from api.wecom.messages import CHANNEL
from api.wecom.reading import Reading, ReadingParts
from api.wecom.settings import WeComSettings
from knowledge.clock import new_id


@dataclass(frozen=True, slots=True)
class WeCom:
    """The account of this installation. ``http`` is closed by whoever stops the service."""

    callback: WeComCallback
    handler: Handling
    reading: Reading
    http: httpx2.AsyncClient


def build_wecom(
    settings: WeComSettings, parts: ServiceParts, surroundings: Surroundings, words: Wording,
    connection: tuple[httpx2.AsyncClient, WeComClient],
) -> WeCom:  # fmt: skip
    """Return the account of these settings; they have to have a corp id."""
    http, client = connection
    rendering = WeChatRendering(can_push=True, words=words)
    people = People(parts.database, parts.clock, parts.visitors, words.timing.silence, CHANNEL)
    answering = build_answering(parts, people, surroundings, rendering, words)
    greeting = words.sentences.welcome.format(city=parts.city) + "\n" + words.sentences.greeting_notice
    leases = Leases(parts.database, parts.clock, new_id())
    account = f"wecom:{settings.open_kfid}"
    reading = Reading(
        ReadingParts(parts.database, parts.clock, leases, parts.inbox, client, account, text_message(greeting))
    )
    handling = Handling(parts.database, parts.clock, people, words.quotas, client, answering)
    return WeCom(WeComCallback(settings, reading.notice), handling, reading, http)
