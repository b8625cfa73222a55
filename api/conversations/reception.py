"""Where connections ask: only so many are held open for questions that wait, the others come back for their answer."""

from contextlib import AbstractContextManager

from api.admission.errors import AnsweredLater, Crowded
from api.admission.room import WaitingRoom
from api.conversations.question import Question
from api.conversations.running import RunningTurn
from api.conversations.schemas import TurnReply
from api.conversations.service import TurnService


class Reception:
    """Begins turns for connections."""

    def __init__(self, turns: TurnService, room: WaitingRoom) -> None:
        self._turns = turns
        self._room = room

    def begin(self, question: Question) -> RunningTurn:
        """Start a turn, or join it.

        Raises:
            Crowded: it would have to wait, nobody else may wait here, and without a key nobody could come back for it.
            Unavailable: the service stops.
        """
        if not question.key and self._room.is_full and self._turns.line.outlook():
            raise Crowded(self._turns.line.retry_after())
        return self._turns.begin(question)

    def waiting(self) -> AbstractContextManager[None]:
        """Take a place in the waiting room for the length of the block."""
        return self._room.place()

    async def comes_back_later(self, turn: RunningTurn) -> bool:
        """Whether a turn has to wait, is kept, and there is no place left to wait for it here."""
        return bool(turn.key) and self._room.is_full and await turn.stands_in_line()

    async def reply(self, question: Question) -> TurnReply:
        """Take a question and wait for its reply.

        Raises:
            AnsweredLater: there is no place left to wait here.
            Crowded: as above.
            YihaodaError: the turn failed in a way that was foreseen.
        """
        turn = self.begin(question)
        if await self.comes_back_later(turn):
            raise AnsweredLater(self._turns.line.retry_after())
        with self._room.place():
            return await turn.reply()
