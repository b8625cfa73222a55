"""Search for operators."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.accounts.auth import StaffOrLocalDep
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.search.schemas import SearchOut
from api.search.service import PassageQuery, search_passages
from knowledge.clock import china_day

router = APIRouter(prefix="/api/search", tags=["话务员"])


@router.get("", responses=problem_responses(401, 422))
async def search(
    _staff: StaffOrLocalDep,
    state: StateDep,
    q: Annotated[str, Query(min_length=1, max_length=500)],
    k: Annotated[int, Query(ge=1, le=50)] = 10,
    region: Annotated[str, Query(max_length=12)] = "",
    on: date | None = None,
) -> SearchOut:
    """Return ranked passages with citations, features and scores."""
    today = china_day(state.clock())
    query = PassageQuery(q, k, region, on or today, today)
    return await asyncio.to_thread(search_passages, state.replica, state.regions, query)
