"""The telephone bot in the running service."""

from dataclasses import replace

from api.hotline.port import CHANNEL, Calls
from api.http.state import ServiceState
from api.voicebot.building import Voicebot, VoiceParts, build_voice_dialog
from api.voicebot.ear import Ear
from api.voicebot.lives import Lives
from api.voicebot.spoken_ear import SpokenEar
from api.voicebot.sql_steps import SqlSteps
from api.wechat.door import GuardedDoor


def with_voicebot(state: ServiceState, calls: Calls, ear: Ear | None = None) -> ServiceState:
    """Return the state with its bot, which keeps its calls through ``calls`` and whose texts go through ``ear``."""
    parts = VoiceParts(
        turns=state.turns,
        door=GuardedDoor(state.switches, state.throttle, CHANNEL),
        regions=state.regions,
        mend=lambda words: state.replica.reader().read(words).mended,
        city=state.regions[state.settings.region].name,
        ear=ear or SpokenEar(),
    )
    dialog = build_voice_dialog(parts, calls, SqlSteps(state.database, state.clock))
    return replace(state, voicebot=Voicebot(dialog, calls, Lives(state.database, state.clock)))
