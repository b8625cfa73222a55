"""The audit log, for auditors."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse

from api.accounts.auth import AuditExporter, AuditReader
from api.audit.anchor import AnchorFile
from api.audit.export import json_lines
from api.audit.log import AuditFilter, page_of
from api.audit.schemas import AuditPage, VerificationOut, audit_filter
from api.audit.trail import AuditTrail
from api.audit.verification import verify
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/api/audit", tags=["审计"])
_Chosen = Annotated[AuditFilter, Depends(audit_filter)]
_NDJSON = "application/x-ndjson"


@router.get("", responses=problem_responses(401, 403, 422))
async def lines(
    chosen: _Chosen, state: StateDep, _staff: AuditReader, before: Annotated[int | None, Query(ge=1, le=2**31)] = None
) -> AuditPage:
    """Return the newest lines that match, a hundred at a time."""
    async with state.database.read() as session:
        return AuditPage.of(*await page_of(session, chosen, before))


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {_NDJSON: {}}}, **problem_responses(401, 403, 422)},
)
async def export(chosen: _Chosen, state: StateDep, staff: AuditExporter) -> StreamingResponse:
    """Stream the lines that match, oldest first, one JSON object a line. That they were taken is itself written down."""
    said = {"actor": chosen.actor, "action": chosen.action, "subject": chosen.subject,
            "from": chosen.since, "to": chosen.until}  # fmt: skip
    async with state.database.write() as session:
        await AuditTrail(session, state.clock).record(
            staff.username, "audit.exported", "audit", {name: str(value) for name, value in said.items() if value}
        )
    headers = {"content-disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(json_lines(state.database, chosen), media_type=_NDJSON, headers=headers)


@router.get("/verify", responses=problem_responses(401, 403))
async def verified(state: StateDep, _staff: AuditReader) -> VerificationOut:
    """Compute every seal again and tell whether the log is as it was written."""
    return VerificationOut.of(await verify(state.database, AnchorFile.of(state.settings)))
