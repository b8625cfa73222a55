"""One's own session: signing in and out, the password, what else is open."""

from fastapi import APIRouter, Depends, Request, Response

from api.accounts.account import SignedIn
from api.accounts.auth import SignedInDep, cookie_name, origin_of
from api.accounts.cookies import forget_session_cookie, set_session_cookie
from api.accounts.schemas import Confirmation, Credentials, OpenSessionOut, PasswordChange, SessionOut
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.throttling.gate import Throttled
from api.throttling.rules import Kind

router = APIRouter(tags=["登录"])
_SIGNING_IN = Depends(Throttled(Kind.SIGN_IN))


@router.post("/api/session", responses=problem_responses(401, 403, 422, 429), dependencies=[_SIGNING_IN])
async def sign_in(credentials: Credentials, request: Request, response: Response, state: StateDep) -> SessionOut:
    """Open a session; the cookie is for the browser alone."""
    found = await state.accounts.sign_in(credentials.username, credentials.password, origin_of(request))
    return _hand_over(found, response, state)


@router.post("/api/session/password", responses=problem_responses(401, 403, 422, 429), dependencies=[_SIGNING_IN])
async def change_password(change: PasswordChange, request: Request, response: Response, state: StateDep) -> SessionOut:
    """Set a new password and open a session."""
    found = await state.accounts.change_password(
        change.username, change.password, change.new_password, origin_of(request)
    )
    return _hand_over(found, response, state)


@router.post(
    "/api/session/confirm", status_code=204, responses=problem_responses(401, 403, 422, 429), dependencies=[_SIGNING_IN]
)
async def confirm(given: Confirmation, request: Request, found: SignedInDep, state: StateDep) -> None:
    """Take the password again; for ten minutes dangerous things are allowed."""
    await state.accounts.confirm(found, given.password, origin_of(request))


@router.get("/api/session", responses=problem_responses(401))
async def who_am_i(found: SignedInDep) -> SessionOut:
    """Tell who is signed in."""
    return SessionOut.of(found)


@router.delete("/api/session", status_code=204, responses=problem_responses(401, 403))
async def sign_out(request: Request, response: Response, _found: SignedInDep, state: StateDep) -> None:
    """End the session."""
    await state.accounts.sign_out(request.cookies[cookie_name(state.settings)])
    forget_session_cookie(response, state.settings)


@router.get("/api/sessions", responses=problem_responses(401))
async def own_sessions(found: SignedInDep, state: StateDep) -> list[OpenSessionOut]:
    """Return one's own open sessions, last used first."""
    rows = await state.directory.sessions(found.account.username)
    return [OpenSessionOut.of(row, found.session_id) for row in rows]


@router.delete("/api/sessions/{session_id}", status_code=204, responses=problem_responses(401, 403, 404))
async def end_session(session_id: str, found: SignedInDep, state: StateDep) -> None:
    """End a session: an own one, or, for an administrator, anybody's."""
    await state.directory.end_session(session_id[:64], by=found.account)


def _hand_over(found: SignedIn, response: Response, state: StateDep) -> SessionOut:
    set_session_cookie(response, found, state.settings)
    return SessionOut.of(found)
