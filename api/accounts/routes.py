"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.accounts.auth import COOKIE, SignedInDep
from api.accounts.roles import Permission, Role
from api.accounts.service import SESSION_LIFE, SignedIn
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.settings import Environment

router = APIRouter(prefix="/api/session", tags=["登录"])
_Short = Annotated[str, Field(min_length=1, max_length=128)]


class Credentials(BaseModel):
    """Name and password."""

    username: _Short
    password: _Short


class PasswordChange(Credentials):
    """Name, present and new password."""

    new_password: _Short


class SessionOut(BaseModel):
    """Who is signed in."""

    username: str
    display_name: str
    role: Role
    permissions: list[Permission]
    departments: list[str]
    regions: list[str]
    csrf_token: str


@router.post("", responses=problem_responses(401, 403, 422, 429))
async def sign_in(credentials: Credentials, response: Response, state: StateDep) -> SessionOut:
    """Open a session; the cookie is for the browser alone."""
    found = await state.accounts.sign_in(credentials.username, credentials.password)
    return _hand_over(found, response, state)


@router.post("/password", responses=problem_responses(401, 403, 422, 429))
async def change_password(change: PasswordChange, response: Response, state: StateDep) -> SessionOut:
    """Set a new password and open a session."""
    found = await state.accounts.change_password(change.username, change.password, change.new_password)
    return _hand_over(found, response, state)


@router.get("", responses=problem_responses(401))
async def who_am_i(found: SignedInDep) -> SessionOut:
    """Tell who is signed in."""
    return _session(found)


@router.delete("", status_code=204, responses=problem_responses(401))
async def sign_out(request: Request, response: Response, _found: SignedInDep, state: StateDep) -> None:
    """End the session."""
    await state.accounts.sign_out(request.cookies[COOKIE])
    response.delete_cookie(COOKIE)


def _hand_over(found: SignedIn, response: Response, state: StateDep) -> SessionOut:
    response.set_cookie(
        COOKIE,
        found.token,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=state.settings.environment is Environment.PRODUCTION,
    )
    return _session(found)


def _session(found: SignedIn) -> SessionOut:
    account = found.account
    return SessionOut(
        username=account.username, display_name=account.display_name, role=account.role,
        permissions=sorted(account.permissions), departments=list(account.departments), regions=list(account.regions),
        csrf_token=found.csrf_token,
    )  # fmt: skip
