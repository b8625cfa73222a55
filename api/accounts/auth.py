"""Who is calling: the cookie session, its CSRF token, and the permission that a route asks for."""

from collections.abc import Iterator
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.accounts.roles import Permission
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


class Requires:
    """A dependency: the caller's account, which has the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request, state: StateDep) -> Account:
        """Return the account.

        Raises:
            HTTPException: 401 without a session, 403 without the permission or the CSRF token.
        """
        account = (await signed_in(request, state)).account
        if self.permission not in account.permissions:
            raise HTTPException(403)
        return account


class RequiresOrLocal(Requires):
    """The same; outside production a caller on this machine needs no account, so that a new checkout can be tried."""

    async def __call__(self, request: Request, state: StateDep) -> Account | None:  # type: ignore[override]
        """Return the account, or nothing for a caller on this machine."""
        if state.settings.environment is Environment.DEVELOPMENT and is_loopback(request):
            return None
        return await super().__call__(request, state)


SignedInDep = Annotated[SignedIn, Depends(signed_in)]
StaffOrLocalDep = Annotated[Account | None, Depends(RequiresOrLocal(Permission.SEARCH))]
EntryReader = Annotated[Account, Depends(Requires(Permission.READ_ENTRIES))]
EntryEditor = Annotated[Account, Depends(Requires(Permission.EDIT_ENTRIES))]
EntryPublisher = Annotated[Account, Depends(Requires(Permission.PUBLISH_ENTRIES))]


def permission_of(route: APIRoute) -> Permission | None:
    """Return what a route asks for; a route for everybody asks for nothing."""
    for call in _calls(route.dependant):
        if isinstance(call, Requires):
            return call.permission
        if call is signed_in:
            return Permission.SESSION
    return None


def publish_permissions(app: FastAPI) -> None:
    """Write into OpenAPI what each route asks for, as ``x-permission``."""
    for route in app.routes:
        if isinstance(route, APIRoute) and (permission := permission_of(route)):
            route.openapi_extra = {**(route.openapi_extra or {}), "x-permission": permission.value}


def _calls(dependant: Dependant) -> Iterator[object]:
    for part in dependant.dependencies:
        yield part.call
        yield from _calls(part)
