"""Who is calling: the cookie session, its CSRF token, and what a route asks for."""

from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from api.accounts.service import Account, SignedIn
from api.http.loopback import is_loopback
from api.http.state import StateDep
from api.settings import Environment

COOKIE = "yihaoda_session"
CSRF_HEADER = "x-csrf-token"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


async def signed_in(request: Request, state: StateDep) -> SignedIn:
    """Return the session of the caller; a change needs the CSRF token too."""
    found = await state.accounts.session(request.cookies.get(COOKIE, ""))
    if found is None:
        raise HTTPException(401)
    if request.method not in _SAFE_METHODS and not compare_digest(
        request.headers.get(CSRF_HEADER, "").encode(), found.csrf_token.encode()
    ):
        raise HTTPException(403)
    return found


async def staff_or_local(request: Request, state: StateDep) -> Account | None:
    """Let staff in, and outside production a caller on this machine, so that a new checkout can be tried by hand."""
    if state.settings.environment is Environment.DEVELOPMENT and is_loopback(request):
        return None
    return (await signed_in(request, state)).account


SignedInDep = Annotated[SignedIn, Depends(signed_in)]
StaffOrLocalDep = Annotated[Account | None, Depends(staff_or_local)]
