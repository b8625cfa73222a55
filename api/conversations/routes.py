"""Routes of the citizen's conversation."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.conversations.opening import open_for_questions, web_key
from api.conversations.repository import ConversationRepository
from api.conversations.schemas import ChatRequest, FeedbackRequest, Id, TurnReply
from api.conversations.service import Question
from api.conversations.stream import error_event, seen_id, turn_events
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled, stream_place
from api.throttling.rules import Kind
from api.visitors.auth import VisitorDep
from knowledge.errors import Unavailable
from knowledge.model.region import RegionTree

router = APIRouter(prefix="/api/chat", tags=["市民咨询"])
_PROBLEMS = problem_responses(400, 401, 413, 422, 429, 503)
_ASKING = [Depends(Throttled(Kind.QUESTION)), Depends(open_for_questions)]


def _question(request: ChatRequest, visitor_id: str, known_regions: RegionTree) -> Question:
    region = request.region if request.region and request.region in known_regions else ""
    key = web_key(visitor_id, request.key)
    return Question(request.message, request.conversation_id or "", region, on=request.on, visitor=visitor_id, key=key)


@router.post("", responses=_PROBLEMS, dependencies=_ASKING)
async def chat(request: ChatRequest, visitor_id: VisitorDep, state: StateDep) -> TurnReply:
    """Take one message and return the whole turn."""
    return await state.reception.reply(_question(request, visitor_id, state.regions))


@router.post(
    "/stream", response_class=EventSourceResponse, responses=_PROBLEMS, dependencies=[*_ASKING, Depends(stream_place)]
)
async def chat_stream(
    request: ChatRequest, visitor_id: VisitorDep, state: StateDep, last_event_id: Annotated[str, Header()] = ""
) -> AsyncIterator[ServerSentEvent]:
    """Take one message; tell how it stands while it waits, then send the turn. It goes on when the connection breaks."""
    try:
        turn = state.reception.begin(_question(request, visitor_id, state.regions))
    except Unavailable as error:
        yield error_event(error)
        return
    async for event in turn_events(turn, state.reception, seen_id(last_event_id), state.turns.line):
        yield event


@router.post(
    "/{conversation_id}/feedback",
    status_code=204,
    responses=problem_responses(404) | _PROBLEMS,
    dependencies=[Depends(Throttled(Kind.FEEDBACK))],
)
async def feedback(conversation_id: Id, request: FeedbackRequest, visitor_id: VisitorDep, state: StateDep) -> None:
    """Store what a citizen says of an answer of their own conversation; whatever else is named is the same 404."""
    async with state.database.write() as session:
        records = ConversationRepository(session, state.clock)
        await records.require_own_answer(conversation_id, request.message_id, visitor_id)
        await records.add_feedback(conversation_id, request.message_id, helpful=request.helpful, reason=request.reason)
