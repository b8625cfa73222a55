"""Where a call goes that wants a person, and what goes along."""

from dataclasses import dataclass

from api.hotline.port import CallName
from api.hotline.settings import HotlineSettings
from api.voicebot.building import Voicebot

CODE_HEADER = "X-Consult-Code"


@dataclass(frozen=True, slots=True)
class Transfer:
    """``target`` is a ``tel:`` or ``sip:`` address; ``consult_code`` lets the operator see what was said before."""

    target: str
    consult_code: str = ""


async def transfer_of(bot: Voicebot, name: CallName, settings: HotlineSettings) -> Transfer:
    """Return where this call goes."""
    call = await bot.calls.find(name)
    return Transfer(settings.transfer_to, call.consult_code if call else "")
