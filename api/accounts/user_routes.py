"""Staff accounts, for administrators; auditors read them."""

from fastapi import APIRouter

from api.accounts.auth import AccountEditor, AccountReader
from api.accounts.schemas import NewUser, OneTimePassword, OpenSessionOut, UserChange, UserOut
from api.http.problems import problem_responses
from api.http.state import StateDep

router = APIRouter(prefix="/api/users", tags=["账号"])
_CHANGES = problem_responses(400, 401, 403, 404, 409, 422)


@router.get("", responses=problem_responses(401, 403))
async def users(state: StateDep, _staff: AccountReader) -> list[UserOut]:
    """Return every account, by name."""
    return [UserOut.of(member) for member in await state.directory.all()]


@router.post("", status_code=201, responses=problem_responses(400, 401, 403, 409, 422))
async def add_user(new: NewUser, state: StateDep, staff: AccountEditor) -> OneTimePassword:
    """Create an account; its one-time password is shown here and never again."""
    password = await state.directory.add(new.username, new.role, new.scope(), by=staff.username)
    return OneTimePassword(username=new.username, password=password)


@router.patch("/{username}", responses=_CHANGES)
async def change_user(username: str, change: UserChange, state: StateDep, staff: AccountEditor) -> UserOut:
    """Change name, role, departments, regions, or close and reopen an account."""
    return UserOut.of(await state.directory.change(username, change.change(), by=staff.username))


@router.post("/{username}/password", responses=problem_responses(401, 403, 404))
async def reset_password(username: str, state: StateDep, staff: AccountEditor) -> OneTimePassword:
    """Give a new one-time password; every session of the person ends."""
    return OneTimePassword(username=username, password=await state.directory.reset(username, by=staff.username))


@router.get("/{username}/sessions", responses=problem_responses(401, 403, 404))
async def sessions_of(username: str, state: StateDep, _staff: AccountReader) -> list[OpenSessionOut]:
    """Return the open sessions of a person."""
    return [OpenSessionOut.of(row, "") for row in await state.directory.sessions(username)]


@router.delete("/{username}/sessions", status_code=204, responses=problem_responses(401, 403, 404))
async def end_sessions_of(username: str, state: StateDep, staff: AccountEditor) -> None:
    """End every session of a person."""
    await state.directory.end_sessions(username, by=staff.username)
