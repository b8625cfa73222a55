"""Puts the telephone bot together."""

from collections.abc import Callable
from dataclasses import dataclass, field

from api.conversations.service import TurnService
from api.hotline.port import Calls
from api.voicebot.asking import Asking
from api.voicebot.danger import Danger
from api.voicebot.dialog import TelephoneDialog
from api.voicebot.ear import Ear, PlainEar
from api.voicebot.hearing import Hearing
from api.voicebot.lives import Lives
from api.voicebot.phrasing import Phrasing
from api.voicebot.port import VoiceDialog
from api.voicebot.steps import Steps
from api.voicebot.wishes import Wishes
from api.voicebot.wording import VoiceWording, voice_wording
from api.wechat.ports import Doorkeeper
from knowledge.model.region import RegionTree


@dataclass(frozen=True, slots=True)
class VoiceParts:
    """What the bot takes from the service. ``mend`` puts misheard words right, as they are read back to who said them."""

    turns: TurnService
    door: Doorkeeper
    regions: RegionTree
    mend: Callable[[str], str]
    city: str
    ear: Ear = field(default_factory=PlainEar)


@dataclass(frozen=True, slots=True)
class Voicebot:
    """The bot of this installation. ``lives`` are of the calls whose switchboard has to refresh them."""

    dialog: VoiceDialog
    calls: Calls
    lives: Lives

    async def end_expired(self) -> None:
        """Note calls as ended that nobody refreshed; a chore."""
        await self.lives.end_expired(self.calls)


def build_voice_dialog(
    parts: VoiceParts, calls: Calls, steps: Steps, wording: VoiceWording | None = None
) -> VoiceDialog:
    """Return the dialogue. Processes that share ``calls`` and ``steps`` go on with each other's calls."""
    wording = wording or voice_wording()
    phrasing = Phrasing(wording, parts.ear, parts.city)
    asking = Asking(parts.turns, parts.door, phrasing, parts.mend)
    wishes = Wishes(wording.wishes, wording.correction)
    return TelephoneDialog.of(Hearing(asking, Danger(parts.regions), phrasing, wishes), calls, steps)
