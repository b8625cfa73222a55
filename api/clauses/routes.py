"""The route that opens a citation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.clauses.repository import CitedDocuments
from api.clauses.schemas import ClausesOut
from api.conversations.schemas import Id
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled
from api.throttling.rules import Kind
from knowledge.clock import china_day

router = APIRouter(prefix="/api/clauses", tags=["市民咨询"])
_Printed = Query(max_length=500)


@router.get("/{entry_id}", responses=problem_responses(404, 422, 429), dependencies=[Depends(Throttled(Kind.READING))])
async def clauses(
    state: StateDep,
    entry_id: Id,
    clause: Annotated[str, _Printed] = "",
    title: Annotated[str, _Printed] = "",
) -> ClausesOut:
    """Return the cited clause among its neighbours. ``title`` tells which of the documents an interpretation rests on."""
    async with state.database.read() as session:
        cited = await CitedDocuments(session, state.clock).find(entry_id, clause, title)
    return ClausesOut.of(cited, clause, china_day(state.clock()))
