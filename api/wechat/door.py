"""Whether a question on WeChat is taken: the switch of the channel, and how much one person may ask."""

from api.switches.service import Switches
from api.throttling.throttle import Throttle, TooMany
from api.wechat.messages import CHANNEL


class GuardedDoor:
    """Asks switch and throttle. The platform's address is everybody's, so it counts for nobody."""

    def __init__(self, switches: Switches, throttle: Throttle, channel: str = CHANNEL) -> None:
        self._channel = channel
        self._switches = switches
        self._throttle = throttle

    async def turn_away(self, visitor_id: str) -> str | None:
        """Return what to say instead of an answer; nothing where the question is taken."""
        if notice := await self._switches.closed(self._channel):
            return notice
        try:
            await self._throttle.check(channel=self._channel, visitor=visitor_id, address="")
        except TooMany as error:
            return error.message
        return None
