"""Upload and list of policy documents."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, UploadFile

from api.accounts.auth import EntryEditor, EntryPublisher, EntryReader
from api.documents.schemas import DocumentOut, ImportReport, PublishReport, PublishRequest
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import upload_counted

router = APIRouter(prefix="/api/documents", tags=["知识维护"])
_PROBLEMS = problem_responses(400, 401, 403, 409, 413, 422)


@router.post("", responses=_PROBLEMS | problem_responses(429), dependencies=[Depends(upload_counted)])
async def upload(
    file: UploadFile, state: StateDep, staff: EntryEditor, publish: Annotated[bool, Form()] = False
) -> ImportReport:
    """Read a document and store it; published, it is answered from at once, which only those who may publish can ask."""
    data = await file.read()
    return await state.documents.import_file(file.filename or "", data, publish=publish, account=staff)


@router.post("/publish", responses=problem_responses(400, 401, 403, 404, 409, 422))
async def publish(request: PublishRequest, state: StateDep, staff: EntryPublisher) -> PublishReport:
    """Publish drafts together; when many of them would make answers worse, none, unless a reason is given."""
    return await state.bulk.publish(request.drafts, despite_gate=request.despite_gate, account=staff)


@router.get("", responses=problem_responses(401, 403))
async def documents(state: StateDep, staff: EntryReader) -> list[DocumentOut]:
    """Return the newest documents."""
    return await state.documents.documents(staff)
