"""Imports over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, UploadFile
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.accounts.auth import EntryReader, Requires
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.imports.exporting import exported
from api.imports.schemas import ConfirmRequest, ImportOut, PreviewOut
from api.imports.service import Order
from api.imports.states import FINISHED
from api.throttling.gate import upload_counted
from knowledge.sheets.writing import MEDIA_TYPE, write_template

router = APIRouter(prefix="/api/imports", tags=["批量导入"])
Importer = Annotated[Account, Depends(Requires(Permission.IMPORT))]
Reader = Annotated[Account, Depends(Requires(Permission.READ_IMPORTS))]
Short = Annotated[str, Form(max_length=200)]
Narrow = Annotated[str, Query(max_length=200)]
_ONE = problem_responses(401, 403, 404, 422)
_CHANGE = problem_responses(401, 403, 404, 409, 422)
_LOOK_SECONDS = 0.5
_XLSX: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPE: {}}}}


def _order(
    dry_run: Annotated[bool, Form()] = True, department: Short = "", region: Short = "", field: Short = ""
) -> Order:
    return Order(dry_run, department, region, field)


@router.post(
    "",
    status_code=202,
    responses=problem_responses(400, 401, 403, 413, 422, 429),
    dependencies=[Depends(upload_counted)],
)
async def create(
    files: list[UploadFile], order: Annotated[Order, Depends(_order)], state: StateDep, staff: Importer
) -> ImportOut:
    """Bring files; they are read in the background. A dry run stores nothing until it is confirmed."""
    return await state.imports.create(files, order, staff)


@router.get("", responses=problem_responses(401, 403))
async def newest(state: StateDep, staff: Reader) -> list[ImportOut]:
    """Return the newest imports, without their rows."""
    return await state.imports.newest(staff)


@router.get("/template.xlsx", response_class=Response, responses=_XLSX | problem_responses(401, 403))
async def template(_staff: Reader) -> Response:
    """Return the empty knowledge sheet, with what each column is for."""
    return _xlsx(await asyncio.to_thread(write_template), "knowledge-template.xlsx")


@router.get("/export.xlsx", response_class=Response, responses=_XLSX | problem_responses(401, 403, 422))
async def export(state: StateDep, _staff: EntryReader, department: Narrow = "", field: Narrow = "") -> Response:
    """Return the interpretations as a knowledge sheet that can be imported again."""
    data = await exported(state.database, state.clock, state.regions, department=department, field_name=field)
    return _xlsx(data, "knowledge.xlsx")


@router.get("/{import_id}", responses=_ONE)
async def one(import_id: str, state: StateDep, staff: Reader) -> ImportOut:
    """Return an import with its rows."""
    return await state.imports.get(import_id, staff)


async def _known(import_id: str, state: StateDep, staff: Reader) -> ImportOut:
    """Look before the stream begins: then there is still a status to answer with."""
    return await state.imports.get(import_id, staff, rows=False)


@router.get("/{import_id}/events", response_class=EventSourceResponse, responses=_ONE)
async def events(
    import_id: str, known: Annotated[ImportOut, Depends(_known)], state: StateDep, staff: Reader
) -> AsyncIterator[ServerSentEvent]:
    """Tell of every step until the import is over: ``progress`` with the import, at last ``done``."""
    yield ServerSentEvent(event="progress", data=known.model_dump(mode="json"))
    while known.state not in FINISHED:
        await asyncio.sleep(_LOOK_SECONDS)
        now = await state.imports.get(import_id, staff, rows=False)
        if now != known:
            yield ServerSentEvent(event="progress", data=now.model_dump(mode="json"))
        known = now
    yield ServerSentEvent(event="done", data={"state": known.state})


@router.post("/{import_id}/cancel", responses=_CHANGE)
async def cancel(import_id: str, state: StateDep, staff: Importer) -> ImportOut:
    """Break off before the next row."""
    return await state.imports.cancel(import_id, staff)


@router.post("/{import_id}/resume", responses=_CHANGE)
async def resume(import_id: str, state: StateDep, staff: Importer) -> ImportOut:
    """Go on where an import was broken off."""
    return await state.imports.resume(import_id, staff)


@router.post("/{import_id}/confirm", responses=_CHANGE | problem_responses(400))
async def confirm(import_id: str, request: ConfirmRequest, state: StateDep, staff: Importer) -> ImportOut:
    """Store what was read, and rows that had to be decided on, as decided."""
    return await state.imports.confirm(import_id, request.decisions, staff)


@router.get("/{import_id}/failed", response_class=Response, responses=_XLSX | _ONE)
async def failed(import_id: str, state: StateDep, staff: Reader) -> Response:
    """Return the failed rows as a sheet to mend and to import again."""
    return _xlsx(await state.imports.failed(import_id, staff), "failed.xlsx")


@router.get("/{import_id}/rows/{n}", responses=_ONE)
async def row(import_id: str, n: int, state: StateDep, staff: Reader) -> PreviewOut:
    """Return one row beside its original."""
    return await state.import_previews.preview(import_id, n, staff)


def _xlsx(data: bytes, name: str) -> Response:
    return Response(data, media_type=MEDIA_TYPE, headers={"content-disposition": f'attachment; filename="{name}"'})
