"""The Official Account in the running service."""

from dataclasses import replace

import httpx2

from api.channels.transcriber import NoTranscriber, Transcriber
from api.db.engine import Database
from api.http.state import ServiceState
from api.platforms.allowance import StoredAllowance
from api.platforms.client import open_http
from api.platforms.limits import platform_limits
from api.platforms.tokens import TokenParts
from api.sealing import Sealer
from api.settings import Settings
from api.wechat.building import ServiceParts, build_wechat
from api.wechat.channel import WeChatChannel
from api.wechat.client import WeChatClient
from api.wechat.consultations import ConsultationWords
from api.wechat.door import GuardedDoor
from api.wechat.hearing import Hearing
from api.wechat.messages import CHANNEL
from api.wechat.ports import Surroundings
from api.wechat.rendering import WeChatRendering
from api.wechat.wording import wording
from knowledge.clock import Clock, new_id


def with_wechat(state: ServiceState, transcriber: Transcriber | None = None) -> ServiceState:
    """Return the state with its account, where the settings name one, and the account among the channels."""
    settings = state.settings.wechat
    if not settings.is_connected:
        return state
    http = open_http(settings.api_base) if settings.can_push else None
    client = wechat_client(state.settings, state.database, http, state.clock) if http else None
    surroundings = surroundings_of(state, CHANNEL)
    if client:
        surroundings = replace(surroundings, ears=Hearing(client, transcriber or NoTranscriber()), typist=client)
    wechat = build_wechat(settings, parts_of(state), surroundings)
    rendering = WeChatRendering(can_push=settings.can_push)
    allowance = StoredAllowance(CHANNEL, state.database, state.clock)
    state.channels.register(WeChatChannel(rendering, client, allowance, wording().limits.text_bytes), wechat.handler)
    return replace(state, wechat=replace(wechat, http=http))


def parts_of(state: ServiceState) -> ServiceParts:
    """Return what an account takes from the service."""
    return ServiceParts(
        state.database,
        state.clock,
        state.visitors,
        state.turns,
        state.inbox,
        state.outbox,
        state.handover.service,
        state.privacy,
        state.regions[state.settings.region].name,
    )


def surroundings_of(state: ServiceState, channel: str) -> Surroundings:
    """Return the ports of the running service for a channel; speech is not understood yet."""
    return Surroundings(
        door=GuardedDoor(state.switches, state.throttle, channel),
        registry=ConsultationWords(state.handover.consultations, wording().codes, channel),
    )


def wechat_client(settings: Settings, database: Database, http: httpx2.AsyncClient, clock: Clock) -> WeChatClient:
    """Return what speaks to the platform for the account of these settings."""
    return WeChatClient.of(settings.wechat, http, token_parts(settings, database, clock))


def token_parts(settings: Settings, database: Database, clock: Clock) -> TokenParts:
    """Return what all processes keep an account's access token with."""
    return TokenParts(database, Sealer.of(settings, "platform tokens"), clock, platform_limits(), new_id())
