"""What is done with a citizen's message: answered, unless a person has the conversation in WeCom's own client."""

from api.channels.port import Incoming
from api.db.engine import Database
from api.identities.repository import IdentityRepository
from api.wechat.answering import Answering
from api.wechat.person import People
from api.wechat.wording import Quotas
from api.wecom.client import SessionState, WeComClient
from knowledge.clock import Clock

_OF_PERSONS = frozenset({SessionState.QUEUED, SessionState.PERSON})


class Handling:
    """Asks who has the conversation, and answers where it is this service."""

    def __init__(  # each is a part of one decision
        self, database: Database, clock: Clock, people: People, quotas: Quotas, client: WeComClient, answering: Answering
    ) -> None:  # fmt: skip
        self._database = database
        self._clock = clock
        self._people = people
        self._quotas = quotas
        self._client = client
        self._answering = answering

    async def __call__(self, incoming: Incoming) -> None:
        """Work on a message of the inbox.

        Raises:
            PlatformError: it cannot be told who has the conversation; the inbox tries again.
        """
        if await self._client.state(incoming.sender) in _OF_PERSONS:
            await self._note_contact(incoming)  # and say nothing: two voices would confuse
            return
        await self._answering(incoming)

    async def _note_contact(self, incoming: Incoming) -> None:
        person = await self._people.find(incoming.sender)
        async with self._database.write() as session:
            identities = IdentityRepository(session, self._clock)
            await identities.meet(incoming.channel, incoming.sender, person.visitor_id)
            if quota := self._quotas.after(incoming.kind):
                await identities.contact(
                    incoming.channel, incoming.sender, quota=quota.count, window=quota.window
                )  # fmt: skip
