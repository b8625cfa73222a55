"""Routes of the switchboard: what happens on calls, answers for operators, what became of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.hotline.assistance import Spoken
from api.hotline.auth import switchboard
from api.hotline.port import CHANNEL, CallName
from api.hotline.schemas import (
    AnswerUseOut,
    AnswerUseRequest,
    Assist,
    AssistRequest,
    CallEvent,
    CallId,
    CallReply,
)
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/channels/hotline", tags=["热线"], dependencies=[Depends(switchboard)])
_PROBLEMS = problem_responses(400, 401, 404, 413, 422, 429, 503)


@router.post("/calls/{call_id}/events", responses=_PROBLEMS)
async def take_event(call_id: Annotated[CallId, Path()], event: CallEvent, state: StateDep) -> CallReply:
    """Take what happened on a call; words of the caller are answered."""
    return await state.hotline.events.take(call_id, event)


@router.post("/assist", responses=_PROBLEMS)
async def assist(request: AssistRequest, state: StateDep) -> Assist:
    """Answer a question of a caller."""
    spoken = Spoken(request.turn, request.text, request.region, request.on)
    return await state.hotline.assistance.assist(CallName(CHANNEL, request.call_id), spoken)


@router.post("/uses", status_code=201, responses=_PROBLEMS)
async def record_use(request: AnswerUseRequest, state: StateDep) -> AnswerUseOut:
    """Keep what became of an answer."""
    return AnswerUseOut(use_id=await state.hotline.uses.record(request))
