"""Who writes, and where their conversation stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from api.conversations.repository import ConversationRepository
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.visitors.tokens import VisitorTokens
from api.wechat.messages import CHANNEL
from knowledge.clock import Clock


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen on WeChat. ``conversation_id`` is empty after a long silence; region and code are then those of the last."""

    openid: str
    visitor_id: str
    conversation_id: str = ""
    last_conversation_id: str = ""
    consult_code: str = ""
    region: str = ""
    choices: tuple[Mapping[str, str], ...] = ()


class People:
    """Finds people by their openid. The visitor's id says nothing about the openid."""

    def __init__(
        self, database: Database, clock: Clock, visitors: VisitorTokens, silence: timedelta, channel: str = CHANNEL
    ) -> None:
        """A conversation that was silent for ``silence`` is over."""
        self._channel = channel
        self._database = database
        self._clock = clock
        self._visitors = visitors
        self._silence = silence

    async def find(self, openid: str) -> Person:
        """Return who writes, new or known; nothing is stored."""
        visitor_id = self._visitors.visitor_on(self._channel, openid)
        async with self._database.read() as session:
            identity = await IdentityRepository(session, self._clock).find(self._channel, openid)
            if identity is None:
                return Person(openid, visitor_id)
            conversations = ConversationRepository(session, self._clock)
            known = await conversations.find(identity.conversation_id) if identity.conversation_id else None
        goes_on = known is not None and self._clock() - identity.last_at <= self._silence
        return Person(
            openid,
            visitor_id,
            conversation_id=known.id if known and goes_on else "",
            last_conversation_id=known.id if known else "",
            consult_code=known.consult_code if known else "",
            region=known.region if known else "",
            choices=identity.choices if goes_on or known is None else (),
        )
