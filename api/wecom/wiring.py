"""The customer-service account in the running service."""

from dataclasses import replace

from api.channels.transcriber import NoTranscriber, Transcriber
from api.http.state import ServiceState
from api.platforms.allowance import StoredAllowance
from api.platforms.client import open_http
from api.wechat.hearing import Hearing
from api.wechat.rendering import WeChatRendering
from api.wechat.wiring import parts_of, surroundings_of, token_parts
from api.wechat.wording import wording
from api.wecom.building import build_wecom
from api.wecom.channel import WeComChannel
from api.wecom.client import WeComClient
from api.wecom.messages import CHANNEL


def with_wecom(state: ServiceState, transcriber: Transcriber | None = None) -> ServiceState:
    """Return the state with its account, where the settings name one, and the account among the channels."""
    settings, words = state.settings.wecom, wording()
    if not settings.is_connected:
        return state
    http = open_http(settings.api_base)
    client = WeComClient.of(settings, http, token_parts(state.settings, state.database, state.clock))
    ears = Hearing(client, transcriber or NoTranscriber())
    surroundings = replace(surroundings_of(state, CHANNEL), ears=ears)
    wecom = build_wecom(settings, parts_of(state), surroundings, words, (http, client))
    allowance = StoredAllowance(CHANNEL, state.database, state.clock)
    channel = WeComChannel(WeChatRendering(can_push=True, words=words), client, allowance, words.limits.text_bytes)
    state.channels.register(channel, wecom.handler)
    return replace(state, wecom=wecom)
