"""The citizen's side: a question for a person, what the person says, and what a consult code tells."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.conversations.repository import Conversation, ConversationRepository
from api.conversations.schemas import Id
from api.handover.events import events_of, message_id
from api.handover.schemas import ConsultationOut, PersonRequest, PersonRequestOut, RatingIn, RatingOut, WaitingOut
from api.handover.service import Wish
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import WEB, Throttled, counted_address, stream_place
from api.throttling.rules import Kind
from api.visitors.auth import VisitorDep
from knowledge.errors import NotFound

router = APIRouter(prefix="/api", tags=["市民咨询"])


async def _own(conversation_id: Id, visitor_id: VisitorDep, state: StateDep) -> Conversation:
    """Return the conversation, before a stream of it begins."""
    async with state.database.read() as session:
        found = await ConversationRepository(session, state.clock).find(conversation_id)
    if found is None or not found.is_open_to(visitor_id):
        raise NotFound("没有这个会话")
    return found


@router.post(
    "/chat/{conversation_id}/person",
    status_code=201,
    responses=problem_responses(400, 401, 404, 413, 422, 429),
    dependencies=[Depends(Throttled(Kind.PERSON_REQUEST))],
)
async def leave_for_person(
    conversation_id: Id, request: PersonRequest, visitor_id: VisitorDep, state: StateDep
) -> PersonRequestOut:
    """Leave a question for a person."""
    wish = Wish(conversation_id, visitor_id, request.question, request.contact, request.message_id or "")
    return PersonRequestOut.model_validate(await state.handover.service.request(wish))


@router.get(
    "/chat/{conversation_id}/events",
    response_class=EventSourceResponse,
    responses=problem_responses(401, 404, 422, 429),
    dependencies=[Depends(Throttled(Kind.READING)), Depends(stream_place)],
)
async def events(
    found: Annotated[Conversation, Depends(_own)],
    state: StateDep,
    last_event_id: Annotated[str, Header(max_length=40)] = "",
) -> AsyncIterator[ServerSentEvent]:
    """Tell what persons say in a conversation, as it is said, and how long they take: ``message``, ``mode``, ``waiting``, ``rating``."""
    after = message_id(last_event_id)
    async for event in events_of(state.handover.feed, found.id, found.mode, after, state.handover.standings):
        yield event


@router.get(
    "/chat/{conversation_id}/waiting",
    responses=problem_responses(401, 404, 422, 429),
    dependencies=[Depends(Throttled(Kind.READING))],
)
async def waiting(found: Annotated[Conversation, Depends(_own)], state: StateDep) -> WaitingOut:
    """Tell how it stands with the question that was left for a person."""
    return WaitingOut.model_validate(await state.handover.standings.of(found.id))


@router.post(
    "/chat/{conversation_id}/rating",
    status_code=201,
    responses=problem_responses(400, 401, 404, 409, 422, 429),
    dependencies=[Depends(Throttled(Kind.FEEDBACK))],
)
async def rate(conversation_id: Id, rating: RatingIn, visitor_id: VisitorDep, state: StateDep) -> RatingOut:
    """Keep what the citizen says of how a person dealt with the question."""
    await state.handover.ratings.rate(conversation_id, visitor_id, rating.score, rating.words)
    return RatingOut(score=rating.score, notice=state.handover.rules.sentences.rated)


@router.get(
    "/consultations/{code}",
    responses=problem_responses(401, 404, 422, 429),
    dependencies=[Depends(Throttled(Kind.CONSULT_CODE))],
)
async def consultation(code: str, request: Request, visitor_id: VisitorDep, state: StateDep) -> ConsultationOut:
    """Tell how far a consultation is, and the policy that was cited; of nobody's words anything."""
    return ConsultationOut.model_validate(
        await state.handover.consultations.consultation_state(
            code, channel=WEB, visitor_id=visitor_id, address=counted_address(request, state)
        )
    )
