"""Watches over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.watches.schemas import CheckOut, WatchOut, WatchRequest

router = APIRouter(prefix="/api/watches", tags=["关注网站"])
Watcher = Annotated[Account, Depends(Requires(Permission.WATCH_SITES))]
Reader = Annotated[Account, Depends(Requires(Permission.READ_WATCHES))]


@router.get("", responses=problem_responses(401, 403))
async def watches(state: StateDep, staff: Reader) -> list[WatchOut]:
    """Return the watched sites."""
    return await state.watches.all(staff)


@router.post("", status_code=201, responses=problem_responses(400, 401, 403, 409, 422))
async def add(request: WatchRequest, state: StateDep, staff: Watcher) -> WatchOut:
    """Watch a list page or a feed: what is new or changed there becomes a draft."""
    return await state.watches.add(request, staff, state.regions)


@router.delete("/{watch_id}", status_code=204, responses=problem_responses(401, 403, 404))
async def delete(watch_id: str, state: StateDep, staff: Watcher) -> None:
    """Stop watching; drafts stay."""
    await state.watches.delete(watch_id, staff)


@router.post("/{watch_id}/check", responses=problem_responses(401, 403, 404, 409))
async def check(watch_id: str, state: StateDep, staff: Watcher) -> CheckOut:
    """Look now, at a few pages; the others follow in the background."""
    return await state.watches.check(watch_id, staff)
