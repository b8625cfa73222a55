"""What operators did with answers on the telephone, as the switchboard's own screen reports it."""

from api.assist.port import AnswerUse, AnswerUses
from api.conversations.keyed_turns import KeyedTurnRepository
from api.db.engine import Database
from api.hotline.names import turn_key
from api.hotline.port import CHANNEL, CallName, Calls
from api.hotline.rules import hotline_rules
from api.hotline.schemas import AnswerUseRequest
from knowledge.clock import Clock
from knowledge.errors import NotFound
from knowledge.text.pii import mask


class CallUses:
    """Finds the answer that is meant, and has its use recorded."""

    def __init__(self, database: Database, clock: Clock, calls: Calls, uses: AnswerUses) -> None:
        self._database = database
        self._clock = clock
        self._calls = calls
        self._uses = uses

    async def record(self, request: AnswerUseRequest) -> str:
        """Keep what became of an answer; return the id of the record.

        Raises:
            NotFound: there is no such call, or no such question in it.
        """
        name = CallName(CHANNEL, request.call_id)
        call = await self._calls.find(name)
        if call is None:
            raise NotFound("没有这个通话")
        async with self._database.read() as session:
            turn = await KeyedTurnRepository(session, self._clock).find(turn_key(name, request.turn))
        if turn is None:
            raise NotFound("这个通话里没有这个问题")
        return await self._uses.record(
            AnswerUse(
                call.conversation_id,
                request.kind,
                call.operator or hotline_rules().nobody,
                words=mask(request.words).text,
                reason=mask(request.reason).text,
                call_id=call.id,
                turn_id=turn.turn_id,
            )
        )
