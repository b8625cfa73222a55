"""Routes of the citizen's conversation."""

from collections.abc import AsyncIterator

import structlog
from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.conversations.repository import ConversationRepository
from api.conversations.schemas import ChatRequest, FeedbackRequest, Id, TurnReply
from api.conversations.service import Question
from api.http.problems import problem_of, problem_responses
from api.http.state import StateDep
from knowledge.errors import YihaodaError
from knowledge.model.region import RegionTree

router = APIRouter(prefix="/api/chat", tags=["市民咨询"])
_PROBLEMS = problem_responses(400, 413, 422, 503)
_log = structlog.get_logger()


def _question(request: ChatRequest, known_regions: RegionTree) -> Question:
    region = request.region if request.region and request.region in known_regions else ""
    return Question(request.message, request.conversation_id or "", region, on=request.on)


@router.post("", responses=_PROBLEMS)
async def chat(request: ChatRequest, state: StateDep) -> TurnReply:
    """Take one message and return the whole turn."""
    return await state.turns.take(_question(request, state.regions))


@router.post("/stream", response_class=EventSourceResponse, responses=_PROBLEMS)
async def chat_stream(request: ChatRequest, state: StateDep) -> AsyncIterator[ServerSentEvent]:
    """Take one message; tell at once that it is being worked on, then send the turn."""
    yield ServerSentEvent(event="status", id="1", data={"stage": "searching"})
    try:
        reply = await state.turns.take(_question(request, state.regions))
    except Exception as error:  # noqa: BLE001  # the stream has begun: only an event can still tell of it
        if not isinstance(error, YihaodaError):
            _log.exception("unhandled_error", path="/api/chat/stream")
        yield ServerSentEvent(event="error", id="2", data=problem_of(error).model_dump())
        return
    yield ServerSentEvent(event="reply", id="2", data=reply.model_dump(mode="json"))
    yield ServerSentEvent(event="done", id="3", data={"message_id": reply.message_id})


@router.post("/{conversation_id}/feedback", status_code=204, responses=problem_responses(404) | _PROBLEMS)
async def feedback(conversation_id: Id, request: FeedbackRequest, state: StateDep) -> None:
    """Store what a citizen says of an answer of their own conversation."""
    async with state.database.write() as session:
        await ConversationRepository(session, state.clock).add_feedback(
            conversation_id, request.message_id, helpful=request.helpful, reason=request.reason
        )
