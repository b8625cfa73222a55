"""Is the website open for questions? A closed one still answers what was accepted before."""

from fastapi import Request
from pydantic import ValidationError

from api.conversations.keyed_turns import KeyedTurnRepository
from api.conversations.schemas import ChatRequest
from api.http.state import ServiceState, StateDep
from api.switches.errors import ChannelClosed
from api.visitors.auth import VisitorDep

WEB = "web"


def web_key(visitor_id: str, key: str | None) -> str:
    """Return a message's key over all channels. It counts for the visitor who chose it: nobody can fetch an answer by
    guessing another's.
    """
    return f"{WEB}:{visitor_id}:{key}" if visitor_id and key else ""


async def open_for_questions(request: Request, visitor_id: VisitorDep, state: StateDep) -> None:
    """Let a question pass, a dependency of the routes that take one.

    Raises:
        ChannelClosed: the website is closed, and the question is a new one.
    """
    notice = await state.switches.closed(WEB)
    if notice is not None and not await _was_accepted(await request.body(), visitor_id, state):
        raise ChannelClosed(notice)


async def _was_accepted(body: bytes, visitor_id: str, state: ServiceState) -> bool:
    try:
        key = web_key(visitor_id, ChatRequest.model_validate_json(body).key)
    except ValidationError:
        return False
    if not key:
        return False
    async with state.database.read() as session:
        return await KeyedTurnRepository(session, state.clock).find(key) is not None
