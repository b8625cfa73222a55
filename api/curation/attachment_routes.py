"""Files that hang on entries, over HTTP."""

from fastapi import APIRouter, Depends, UploadFile
from fastapi.responses import FileResponse

from api.accounts.auth import EntryEditor, EntryReader
from api.curation.routes import PROBLEMS
from api.curation.schemas import AttachmentOut, Id
from api.http.state import StateDep
from api.throttling.gate import upload_counted

router = APIRouter(tags=["知识维护"], responses=PROBLEMS)


@router.post("/api/entries/{entry_id}/attachments", status_code=201, dependencies=[Depends(upload_counted)])
async def attach(entry_id: Id, file: UploadFile, state: StateDep, staff: EntryEditor) -> AttachmentOut:
    """Hang a file on an entry."""
    row = await state.attachments.add(staff, entry_id, file.filename or "", await file.read())
    return AttachmentOut(id=row.id, name=row.name, media_type=row.media_type, size=row.size)


@router.get("/api/attachments/{attachment_id}", response_class=FileResponse)
async def attachment(attachment_id: Id, state: StateDep, staff: EntryReader) -> FileResponse:
    """Hand a file out to be saved. The browser is told neither to show it nor to guess what it is."""
    row, path = await state.attachments.read(staff, attachment_id)
    headers = {
        "x-content-type-options": "nosniff", "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; sandbox",
    }  # fmt: skip
    return FileResponse(path, media_type="application/octet-stream", filename=row.name, headers=headers)


@router.delete("/api/attachments/{attachment_id}", status_code=204)
async def detach(attachment_id: Id, state: StateDep, staff: EntryEditor) -> None:
    """Take a file off its entry."""
    await state.attachments.remove(staff, attachment_id)
