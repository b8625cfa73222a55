"""Presence over HTTP."""

from fastapi import APIRouter

from api.handover.desk_routes import Operator
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.presence.schemas import ColleagueOut, PeopleOut, PresenceIn, PresenceOut

router = APIRouter(prefix="/api/desk", tags=["人工答复"])


@router.get("/presence", responses=problem_responses(401, 403))
async def presence(state: StateDep, staff: Operator) -> PresenceOut:
    """Return how one is oneself."""
    return PresenceOut.model_validate(await state.desk.presence.of(staff.username))


@router.put("/presence", responses=problem_responses(400, 401, 403, 422))
async def put_presence(said: PresenceIn, state: StateDep, staff: Operator) -> PresenceOut:
    """Say that one is available, busy or away."""
    return PresenceOut.model_validate(await state.desk.presence.put(staff.username, said.state, said.comment))


@router.get("/people", responses=problem_responses(401, 403))
async def people(state: StateDep, _staff: Operator) -> PeopleOut:
    """Return who a conversation can be given to."""
    colleagues, departments = await state.desk.presence.people()
    return PeopleOut(people=[ColleagueOut.model_validate(one) for one in colleagues], departments=list(departments))
