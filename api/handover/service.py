"""From a question that is left for a person to its end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from api.channels.port import OutgoingKind
from api.conversations.tables import ConversationRow
from api.db.engine import Database
from api.handover.errors import AlreadyTaken
from api.handover.held import NO_CONVERSATION, held, theirs
from api.handover.meant import check_meant
from api.handover.post import Post
from api.handover.queue import read_queue
from api.handover.repository import HandoverRepository
from api.handover.rules import HandoverRules
from api.handover.standing import may_be_rated
from api.handover.states import Author, CloseReason, RequestState
from api.handover.tables import ConversationMessageRow, PersonRequestRow
from api.handover.telling import Telling
from api.sealing import Sealer
from knowledge.clock import Clock, Ids
from knowledge.errors import NotFound
from knowledge.text.pii import mask

Along: TypeAlias = Callable[[AsyncSession], Awaitable[object]]
"""What is kept together with words, in their transaction."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a citizen leaves: whose conversation, in which words; ``turn_id`` is the answer that was not enough."""

    conversation_id: str
    visitor_id: str = ""
    question: str = ""
    contact: str = ""
    turn_id: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A question that was left; ``notice`` is what the citizen is told."""

    request_id: str
    consult_code: str
    state: RequestState
    notice: str


class Handover:
    """Gives conversations to people and takes them back. Each step is one transaction."""

    def __init__(
        self, database: Database, clock: Clock, ids: Ids, sealer: Sealer, rules: HandoverRules, post: Post
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._sealer = sealer
        self._rules = rules
        self._post = post
        self._telling = Telling(clock, post)

    @property
    def is_open(self) -> bool:
        """Whether persons answer now."""
        return self._rules.hours.include(self._clock())

    @property
    def _next_opening(self) -> str:
        return self._rules.hours.next_opening_text(self._clock()) or "上班"

    async def request(self, wish: Wish) -> Left:
        """Leave a question for a person. A second one, while the first is open, is added to it.

        Raises:
            NotFound: there is no such conversation, it is another visitor's, or it has no such turn.
        """
        async with self._database.write() as session:
            records = HandoverRepository(session, self._clock)
            conversation = await records.conversation(wish.conversation_id)
            if conversation is None or conversation.visitor_id not in {None, wish.visitor_id}:
                raise NotFound(NO_CONVERSATION)
            turn = await records.question_of(conversation.id, wish.turn_id)
            if turn is None and wish.turn_id:
                raise NotFound(NO_CONVERSATION)
            asked, contact = mask(wish.question).text, self._sealer.seal(wish.contact)
            if earlier := await records.open_request(conversation.id):
                return await self._add(records, conversation, earlier, asked, contact)
            question = asked or (turn.question if turn else "")
            row = await records.add_request(self._ids(), conversation, turn, question, contact)
            said = self._rules.sentences.left if self.is_open else self._rules.sentences.left_closed
            notice = said.format(code=conversation.consult_code, hours=self._rules.hours, next=self._next_opening)
            notice += await self._ahead(session, conversation.id)
            await records.add_message(conversation.id, Author.SYSTEM, notice)
            return Left(row.id, conversation.consult_code, RequestState.WAITING, notice)

    async def _ahead(self, session: AsyncSession, conversation_id: str) -> str:
        """Return how many are ahead, where somebody is and persons answer: channels without a page are told it here alone."""
        queue = await read_queue(session, self._clock, self._rules.estimate)
        place = queue.place(conversation_id)
        if place <= 1 or not self.is_open:
            return ""
        return self._rules.waiting.ahead.format(ahead=place - 1, wait="")

    async def _add(
        self,
        records: HandoverRepository,
        conversation: ConversationRow,
        request: PersonRequestRow,
        question: str,
        contact: str,
    ) -> Left:
        request.contact = contact or request.contact
        if question and question != request.question:
            await records.add_message(conversation.id, Author.CITIZEN, question)
        notice = self._rules.sentences.added.format(code=conversation.consult_code)
        return Left(request.id, conversation.consult_code, RequestState(request.state), notice)

    async def take(self, conversation_id: str, username: str) -> None:
        """Give a waiting conversation to a person; taking it twice changes nothing.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits: nothing was left for a person.
            AlreadyTaken: somebody else has it.
            MeantForAnother: it was given on to others, who are there.
        """
        async with self._database.write() as session:
            records, conversation, request = await held(session, self._clock, conversation_id)
            if request.state == RequestState.TAKEN:
                if request.taken_by == username:
                    return
                raise AlreadyTaken
            await check_meant(session, self._clock, request, username)
            records.take(conversation, request, username)
            # Not posted: a platform lets few messages through, and the person's own words say who speaks.
            await records.add_message(conversation.id, Author.SYSTEM, self._rules.sentences.taken)
            await self._telling.record(session, username, "handover.taken", conversation)

    async def say(
        self, conversation_id: str, username: str, words: str, *, key: str = "", along: Along | None = None
    ) -> ConversationMessageRow:
        """Bring the words of the person who has the conversation to the citizen; with a ``key`` they are said once.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits, NotTheirs: this person does not have it.
        """
        async with self._database.write() as session:
            records = HandoverRepository(session, self._clock)
            if key and (earlier := await records.message_of_key(conversation_id, username, key)):
                return earlier
            records, conversation, _ = await theirs(session, self._clock, conversation_id, username)
            if along is not None:
                await along(session)
            row = await records.add_message(conversation.id, Author.PERSON, words, name=username, key=key)
            signed = self._rules.sentences.person.format(words=words)
            await self._post.put(session, conversation, OutgoingKind.PERSON, f"message:{row.id}", signed)
        self._post.wake()
        return row

    async def close(self, conversation_id: str, username: str, reason: CloseReason) -> None:
        """End a question; the service answers again.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits, NotTheirs: this person does not have it.
        """
        async with self._database.write() as session:
            records, conversation, request = await theirs(session, self._clock, conversation_id, username)
            records.close(conversation, request, reason)
            said = self._rules.sentences
            rating = said.rate if may_be_rated(request) else ""
            await self._telling.tell(session, records, conversation, said.closed, rating=rating)
            await self._telling.record(session, username, "handover.ended", conversation, reason=reason)
        self._post.wake()

    async def approve_first(self, conversation_id: str, username: str, *, on: bool) -> None:
        """Let the service draft what the person then sends, or no more.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits, NotTheirs: this person does not have it.
        """
        async with self._database.write() as session:
            _, _, request = await theirs(session, self._clock, conversation_id, username)
            request.approving = on

    async def contact(self, conversation_id: str, username: str) -> str:
        """Return how the citizen wants to be reached, to who took the question; that it was looked at is written down.

        Raises:
            NotFound: there is no such conversation.
            NothingWaits, NotTheirs: this person does not have it.
        """
        async with self._database.write() as session:
            _, conversation, request = await theirs(session, self._clock, conversation_id, username)
            await self._telling.record(session, username, "handover.contact_seen", conversation)
            return self._sealer.open(request.contact)

    async def take_back_idle(self) -> None:
        """Take conversations back whose person said nothing for long: to wait again where the citizen does, else to end."""
        before = self._clock() - timedelta(minutes=self._rules.idle_minutes)
        async with self._database.read() as session:
            silent = await HandoverRepository(session, self._clock).silent_since(before)
        for conversation_id in silent:
            async with self._database.write() as session:
                await self._take_back(session, conversation_id)
        if silent:
            self._post.wake()

    async def _take_back(self, session: AsyncSession, conversation_id: str) -> None:
        records, sentences = HandoverRepository(session, self._clock), self._rules.sentences
        conversation = await records.conversation(conversation_id)
        request = await records.open_request(conversation_id)
        if conversation is None or request is None or request.taken_at is None:
            return  # closed, or erased, meanwhile
        last = await records.last_word_of_person(conversation_id, request.taken_at)
        if max(last or request.taken_at, request.taken_at) > self._clock() - timedelta(
            minutes=self._rules.idle_minutes
        ):
            return
        if last is None or await records.asked_since(conversation_id, last):
            records.put_back(conversation, request)
            await self._telling.tell(session, records, conversation, sentences.idle_waiting)
        else:
            records.close(conversation, request, CloseReason.IDLE)
            await self._telling.tell(session, records, conversation, sentences.idle_closed)
