"""Questions for a person over a real database, on a clock that is moved by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from api.accounts.roles import Role
from api.accounts.tables import AccountRow
from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.handover.post import NoPost
from api.handover.rules import handover_rules
from api.handover.service import Handover, Left, Wish
from api.presence.repository import Presences
from api.sealing import Sealer

NOON = datetime(2026, 11, 26, 4, tzinfo=UTC)


@dataclass
class Desk:
    """A handover, what it posted, and citizens to begin conversations."""

    database: Database
    now: datetime = NOON
    post: NoPost = field(default_factory=NoPost)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.handover = Handover(self.database, self.clock, self.new_id, Sealer(b"k" * 32), handover_rules(), self.post)

    def clock(self) -> datetime:
        return self.now

    def new_id(self) -> str:
        return f"id{next(self.numbers)}"

    async def staff(self, username: str, *departments: str, role: Role = Role.OPERATOR) -> None:
        """Let somebody have an account, and be at the desk."""
        async with self.database.write() as session:
            session.add(
                AccountRow(
                    username=username, display_name=username, role=role, password_hash="", password_history=[],
                    password_changed_at=self.now, must_change_password=False, disabled=False, created_at=self.now,
                    departments=list(departments), regions=[],
                )
            )  # fmt: skip
            await Presences(session, self.clock).greet(username)

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    async def conversation(self, *questions: str, visitor: str = "", channel: str = "web") -> str:
        """Begin a conversation with these questions."""
        name = self.new_id()
        async with self.database.write() as session:
            records = ConversationRepository(session, self.clock)
            await records.start(name, channel, "411200", visitor)
        await self.ask(name, *questions)
        return name

    async def ask(self, conversation_id: str, *questions: str) -> None:
        async with self.database.write() as session:
            records = ConversationRepository(session, self.clock)
            found = await records.find(conversation_id)
            assert found
            for question in questions:
                await records.add_turn(self.new_id(), found, question)

    async def left(self, *questions: str) -> str:
        """Begin a conversation and leave its question for a person."""
        name = await self.conversation(*(questions or ("公积金能提几次",)))
        await self.leave(name)
        return name

    async def leave(self, conversation_id: str, question: str = "", contact: str = "") -> Left:
        return await self.handover.request(Wish(conversation_id, question=question, contact=contact))

    async def mode(self, conversation_id: str) -> str:
        async with self.database.read() as session:
            found = await ConversationRepository(session, self.clock).find(conversation_id)
        assert found
        return found.mode
