"""What is kept of oneself: to see, to take along, to have deleted. For staff the same by consult code."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header
from fastapi.responses import HTMLResponse

from api.accounts.account import Account
from api.accounts.auth import RequiresConfirmed
from api.accounts.roles import Permission
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.privacy.erasing import Erased
from api.privacy.page import page_of
from api.privacy.schemas import ErasureOut, ErasureRequest, StaffErasureRequest, SubjectRecord
from api.privacy.words import privacy_words
from api.throttling.gate import Throttled
from api.throttling.rules import Kind
from api.visitors.auth import KnownVisitorDep

router = APIRouter(prefix="/api", tags=["个人信息"])
Keeper = Annotated[Account, Depends(RequiresConfirmed(Permission.PRIVACY))]
_LIMITED = [Depends(Throttled(Kind.READING))]
_FILE = {"content-disposition": 'attachment; filename="records.html"'}


@router.get(
    "/privacy/export", responses=problem_responses(401, 422, 429), response_model=SubjectRecord, dependencies=_LIMITED
)
async def export(
    visitor_id: KnownVisitorDep,
    state: StateDep,
    format: Literal["json", "html"] | None = None,  # noqa: A002  # the parameter's name in the address
    accept: Annotated[str, Header(max_length=1000)] = "",
) -> SubjectRecord | HTMLResponse:
    """Return everything that is kept of the visitor, as JSON or as a page."""
    record = await state.privacy.export(visitor_id)
    if format == "html" or (format is None and accept.startswith("text/html")):
        return HTMLResponse(page_of(record), headers=_FILE)
    return record


@router.post("/privacy/erasure", responses=problem_responses(400, 401, 422, 429), dependencies=_LIMITED)
async def erasure(_order: ErasureRequest, visitor_id: KnownVisitorDep, state: StateDep) -> ErasureOut:
    """Delete everything that is kept of the visitor."""
    return _told(await state.privacy.erase(visitor_id))


@router.get("/desk/consultations/{code}/export", responses=problem_responses(401, 403, 404, 422))
async def export_by_code(code: str, state: StateDep, staff: Keeper) -> SubjectRecord:
    """Return everything that is kept of who has a code."""
    return await state.privacy.export_by_code(code, staff.username)


@router.post("/desk/consultations/{code}/erasure", responses=problem_responses(400, 401, 403, 404, 422))
async def erasure_by_code(code: str, order: StaffErasureRequest, state: StateDep, staff: Keeper) -> ErasureOut:
    """Delete everything that is kept of who has a code."""
    return _told(await state.privacy.erase_by_code(code, staff.username, order.reason))


def _told(erased: Erased) -> ErasureOut:
    return ErasureOut(**erased.counts(), kept=list(privacy_words().kept))
