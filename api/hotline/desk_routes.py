"""Calls on the screens of operators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.accounts.account import Account
from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.hotline.port import CallState
from api.hotline.schemas import Assist, CallId, CallList, CallView, CodeRead, OperatorQuestion
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/api/desk/calls", tags=["热线"])
Operator = Annotated[Account, Depends(Requires(Permission.DESK))]
Named = Annotated[CallId, Path()]


@router.get("", responses=problem_responses(401, 403, 422))
async def calls(service: StateDep, _staff: Operator, *, state: CallState | None = None) -> CallList:
    """Return calls, the newest first."""
    return await service.hotline.reader.listed(state)


@router.get("/{call_id}", responses=problem_responses(401, 403, 404, 422))
async def call(call_id: Named, state: StateDep, staff: Operator) -> CallView:
    """Return a call with all that was said and answered, by our id or the switchboard's."""
    return await state.hotline.reader.view(call_id, staff.username)


@router.post("/{call_id}/code", responses=problem_responses(400, 401, 403, 404, 422))
async def link_code(call_id: Named, read: CodeRead, state: StateDep, staff: Operator) -> CallView:
    """Open the conversation whose consult code the caller reads out."""
    return await state.hotline.reader.link(call_id, read.code, staff.username)


@router.post("/{call_id}/ask", responses=problem_responses(400, 401, 403, 404, 422, 503))
async def ask(call_id: Named, question: OperatorQuestion, state: StateDep, _staff: Operator) -> Assist:
    """Answer a question in the operator's own words."""
    return await state.hotline.reader.ask(call_id, question.text, question.id)
