"""The telephone in the running service."""

from contextlib import AsyncExitStack
from dataclasses import replace

from api.http.state import ServiceState
from api.settings import Settings
from api.telephony.call import Speech
from api.telephony.engines import recogniser_of, synthesiser_of
from api.telephony.mended import MendedRecogniser
from api.telephony.server import AudioSocketServer
from knowledge.spoken_input.mending import build_mending


def with_telephone(state: ServiceState) -> ServiceState:
    """Return the state with an AudioSocket server for its bot, where the settings name a port; ``start_telephone`` lets it listen.

    Raises:
        EngineUnavailable: a speech engine that the settings name is not installed, or none is named.
    """
    bot = state.voicebot
    if not state.settings.hotline.audiosocket_port or bot is None:
        return state
    recogniser = MendedRecogniser(recogniser_of(state.settings), build_mending(state.replica.reader).mend)
    speech = Speech(bot.dialog, recogniser, synthesiser_of(state.settings))
    return replace(state, telephone=AudioSocketServer(speech, bot.calls, lives=bot.lives))


async def start_telephone(stack: AsyncExitStack, telephone: AudioSocketServer | None, settings: Settings) -> None:
    """Listen for calls until the stack ends.

    Raises:
        LineTaken: the address cannot be listened on.
    """
    if telephone is None:
        return
    await telephone.start(settings.hotline.audiosocket_host, settings.hotline.audiosocket_port)
    stack.push_async_callback(telephone.stop)
