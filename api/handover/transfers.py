"""Giving a conversation on, to a colleague or to a department: it waits again, before all others."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from api.accounts.tables import AccountRow
from api.db.engine import Database
from api.handover.held import theirs
from api.handover.notes import add_note
from api.handover.rules import HandoverSentences
from api.handover.telling import Telling
from api.presence.service import DESK_ROLES, departments
from knowledge.clock import Clock
from knowledge.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Destination:
    """Where it goes: a colleague by username, or a department."""

    person: str = ""
    department: str = ""


class Transfers:
    """Gives conversations on."""

    def __init__(self, database: Database, clock: Clock, sentences: HandoverSentences, telling: Telling) -> None:
        self._database = database
        self._clock = clock
        self._sentences = sentences
        self._telling = telling

    async def transfer(self, conversation_id: str, username: str, to: Destination, note: str = "") -> None:
        """Give a conversation on; the citizen is told, the note is for the staff alone.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits, NotTheirs: this person does not have it.
            InvalidInput: nobody, or nothing, of that name can take it.
        """
        async with self._database.write() as session:
            records, conversation, request = await theirs(session, self._clock, conversation_id, username)
            await _check(session, to, username)
            records.put_back(conversation, request)
            request.wanted, request.department = to.person, to.department
            if note:
                await add_note(session, self._clock, conversation_id, username, note)
            named = to.department or self._sentences.colleague
            await self._telling.tell(session, records, conversation, self._sentences.transferred.format(to=named))
            details = {"person": to.person} if to.person else {"department": to.department}
            await self._telling.record(session, username, "handover.transferred", conversation, **details)
        self._telling.post.wake()


async def _check(session: AsyncSession, to: Destination, username: str) -> None:
    if bool(to.person) is bool(to.department):
        raise InvalidInput("请选一位同事或一个部门")
    if to.person:
        account = await session.get(AccountRow, to.person)
        if to.person == username or account is None or account.disabled or account.role not in DESK_ROLES:
            raise InvalidInput("不能转给这位同事", remedy="请从在岗人员里选")
    elif to.department not in await departments(session):
        raise InvalidInput("没有这个部门", remedy="请从列表里选")
