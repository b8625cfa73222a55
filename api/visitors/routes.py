"""The route that makes a visitor."""

from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled
from api.throttling.rules import Kind

router = APIRouter(prefix="/api/visitors", tags=["市民咨询"])


class VisitorOut(BaseModel):
    """A new visitor's token, to be sent as ``X-Visitor-Token``."""

    visitor_token: str
    expires_at: datetime


@router.post("", status_code=201, responses=problem_responses(429), dependencies=[Depends(Throttled(Kind.NEW_VISITOR))])
async def new_visitor(state: StateDep) -> VisitorOut:
    """Return a token. It says nothing about the person; only whoever has it reads the conversations begun with it."""
    issued = state.visitors.issue()
    return VisitorOut(visitor_token=issued.token, expires_at=issued.expires_at)
