"""What staff are told live, and the supervisor's wall, over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.accounts.account import Account
from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.handover.desk_routes import Operator
from api.handover.events import message_id
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.wall.events import desk_events, wall_events
from api.wall.schemas import Wall

router = APIRouter(prefix="/api/desk", tags=["人工答复"])
Supervisor = Annotated[Account, Depends(Requires(Permission.SUPERVISE))]


@router.get("/events", response_class=EventSourceResponse, responses=problem_responses(401, 403))
async def events(
    state: StateDep, staff: Operator, last_event_id: Annotated[str, Header(max_length=40)] = ""
) -> AsyncIterator[ServerSentEvent]:
    """Tell what happens at the desk: ``queue``, ``message``, ``call``, ``presence``, ``report``; names, never words."""
    async for event in desk_events(state.desk.feed, staff.username, message_id(last_event_id)):
        yield event


@router.get("/wall", responses=problem_responses(401, 403))
async def wall(state: StateDep, _staff: Supervisor) -> Wall:
    """Return the desk at a glance."""
    return await state.desk.board.now()


@router.get("/wall/events", response_class=EventSourceResponse, responses=problem_responses(401, 403))
async def follow_wall(state: StateDep, _staff: Supervisor) -> AsyncIterator[ServerSentEvent]:
    """Tell the same whenever it changes, as ``wall``."""
    async for event in wall_events(state.desk.feed, state.desk.board):
        yield event
