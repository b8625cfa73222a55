"""The dictionary over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response, UploadFile

from api.accounts.auth import Requires
from api.accounts.roles import Permission
from api.accounts.service import Account
from api.conversations.schemas import Id
from api.dictionary.rendering import findings_out, listed, table_out, version_out
from api.dictionary.schemas import (
    DictionaryOut,
    EffectOut,
    EffectRequest,
    RollbackRequest,
    SavedOut,
    SaveRequest,
    TableOut,
    VersionOut,
)
from api.http.problems import problem_responses
from api.http.state import StateDep
from knowledge.dictionary.table import read_table, write_table
from knowledge.dictionary.words import REBUILDING, Group

router = APIRouter(prefix="/api/dictionary", tags=["词典"])
Reader = Annotated[Account, Depends(Requires(Permission.READ_DICTIONARY))]
Editor = Annotated[Account, Depends(Requires(Permission.EDIT_DICTIONARY))]
_READ = problem_responses(401, 403, 422)
_CHANGE = problem_responses(400, 401, 403, 404, 409, 413, 422)


@router.get("", responses=_READ)
async def dictionary(
    state: StateDep, _staff: Reader, group: Group | None = None, q: Annotated[str, Query(max_length=60)] = ""
) -> DictionaryOut:
    """Return the words, those of this installation first."""
    version, own = await state.dictionary.words.current()
    return listed(version, own, group, q.strip())


@router.put("", responses=_CHANGE)
async def save(request: SaveRequest, state: StateDep, staff: Editor) -> SavedOut:
    """Save changes as the next version and use it."""
    changes = [row.change() for row in request.changes]
    number, warnings = await state.dictionary.words.save(
        changes, base_version=request.base_version, author=staff.username, reason=request.reason
    )
    rebuilds = any(change.word.group in REBUILDING for change in changes)
    return SavedOut(version=number, warnings=findings_out(warnings), rebuilds=rebuilds)


@router.get("/versions", responses=_READ)
async def versions(state: StateDep, _staff: Reader) -> list[VersionOut]:
    """Return the newest versions, newest first."""
    return [version_out(version) for version in await state.dictionary.words.versions()]


@router.post("/rollback", responses=_CHANGE)
async def roll_back(request: RollbackRequest, state: StateDep, staff: Editor) -> DictionaryOut:
    """Make the words those of an older version again, as a new one."""
    await state.dictionary.words.roll_back(
        request.version, base_version=request.base_version, author=staff.username, reason=request.reason
    )
    return listed(*await state.dictionary.words.current())


@router.post("/effect", status_code=202, responses=_CHANGE)
async def effect(request: EffectRequest, state: StateDep, staff: Editor) -> EffectOut:
    """Try changes on the frozen questions, in the background; nothing is saved."""
    changes = [row.change() for row in request.changes]
    own, _ = await state.dictionary.words.check(changes)
    return await state.dictionary.effects.start(own, changes, staff.username)


@router.get("/effects/{effect_id}", responses=problem_responses(401, 403, 404, 422))
async def effect_of(effect_id: Id, state: StateDep, _staff: Reader) -> EffectOut:
    """Return how far a trial is, and when it is done what came of it."""
    return await state.dictionary.effects.get(effect_id)


@router.get("/export", responses=_READ, response_class=Response)
async def export(state: StateDep, _staff: Reader) -> Response:
    """Return the own words as CSV."""
    _, own = await state.dictionary.words.current()
    headers = {"content-disposition": 'attachment; filename="dictionary.csv"'}
    return Response(write_table(own.words), media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/import", responses=_CHANGE)
async def import_table(file: UploadFile, state: StateDep, _staff: Editor) -> TableOut:
    """Return what a CSV would change, and what is wrong with it; nothing is saved yet."""
    words = read_table(await file.read(), file.filename or "词典.csv")
    _, own = await state.dictionary.words.current()
    return table_out(own, words)
