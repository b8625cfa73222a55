"""What a switchboard reports, in whatever order it comes: nothing is lost, nothing is counted twice."""

from api.hotline.ahead import LookAhead
from api.hotline.assistance import Assistance, Spoken
from api.hotline.port import CHANNEL, Call, CallName, Calls, Piece, Speaker
from api.hotline.schemas import Assist, CallEvent, CallEventKind, CallReply
from api.switches.errors import ChannelClosed
from knowledge.model.region import RegionTree

_HUNG_UP_BY = {Speaker.CITIZEN: "caller", Speaker.OPERATOR: "operator", Speaker.BOT: "bot"}


class CallEvents:
    """Takes the events of calls."""

    def __init__(self, calls: Calls, assistance: Assistance, ahead: LookAhead, regions: RegionTree) -> None:
        self._calls = calls
        self._assistance = assistance
        self.ahead = ahead
        self._regions = regions

    async def take(self, external_id: str, event: CallEvent) -> CallReply:
        """Take one event; the words of a caller are answered.

        Raises:
            Unavailable, TooManyWaiting: the words are kept but cannot be answered now; brought again, they are.
        """
        name = CallName(CHANNEL, external_id)
        call, assist = await self._taken(name, event)
        return CallReply(call_id=external_id, state=call.state, consult_code=call.consult_code, assist=assist)

    async def _taken(self, name: CallName, event: CallEvent) -> tuple[Call, Assist | None]:
        if event.event is CallEventKind.ANSWERED:
            return await self._calls.answered(name, event.operator), None
        if event.event is CallEventKind.HANGUP:
            return await self._calls.ended(name, _HUNG_UP_BY[event.speaker]), None
        region = event.region if event.region in self._regions else ""
        call = await self._calls.ring(name, caller=event.caller, region=region)
        if event.event is CallEventKind.RINGING or not event.text:
            return call, None
        if event.speaker is not Speaker.CITIZEN:
            await self._heard_other(name, event)
            return call, None
        if not event.final:
            return call, await self.ahead.assist(call, event.id, event.text, region)
        return call, await self._heard(call, event)

    async def _heard_other(self, name: CallName, event: CallEvent) -> None:
        if event.final:
            await self._calls.said(name, Piece(event.id, event.speaker, event.text, at=event.at))

    async def _heard(self, call: Call, event: CallEvent) -> Assist | None:
        try:
            return await self._assistance.answer(call, Spoken(event.id, event.text, event.region, at=event.at))
        except ChannelClosed:  # the words are kept, and the operator answers without help
            return None
