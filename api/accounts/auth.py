"""Who is calling: the cookie session, its CSRF token, and the permission that a route asks for."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from api.accounts.account import Account, Origin, SignedIn, short_agent
from api.accounts.errors import ConfirmationRequired
from api.accounts.roles import Permission
from api.http.loopback import is_loopback
from api.http.state import StateDep, service_state
from api.settings import Environment, Settings

COOKIE = "yihaoda_session"
CSRF_HEADER = "x-csrf-token"
CONFIRMED_FOR = timedelta(minutes=10)
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def cookie_name(settings: Settings) -> str:
    """Return the name of the session's cookie; in production browsers hold it to this host, to HTTPS and to the root."""
    return f"__Host-{COOKIE}" if settings.environment is Environment.PRODUCTION else COOKIE


def origin_of(request: Request) -> Origin:
    """Return where a request comes from, as far as it is kept."""
    return Origin(request.client.host if request.client else "", short_agent(request.headers.get("user-agent", "")))


async def signed_in(request: Request, state: StateDep) -> SignedIn:
    """Return the session of the caller; a change needs the CSRF token too."""
    found = await state.accounts.session(request.cookies.get(cookie_name(state.settings), ""))
    if found is None:
        raise HTTPException(401)
    if request.method not in _SAFE_METHODS and not compare_digest(
        request.headers.get(CSRF_HEADER, "").encode(), found.csrf_token.encode()
    ):
        raise HTTPException(403)
    return found


async def is_signed_in(request: Request) -> bool:
    """Whether the caller has a session; for layers that run before any route."""
    state = service_state(request)
    return await state.accounts.session(request.cookies.get(cookie_name(state.settings), "")) is not None


class Requires:
    """A dependency: the caller's account, which has the permission."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, request: Request, state: StateDep) -> Account:
        """Return the account.

        Raises:
            HTTPException: 401 without a session, 403 without the permission or the CSRF token.
        """
        return (await self.session(request, state)).account

    async def session(self, request: Request, state: StateDep) -> SignedIn:
        """Return the session of an account that has the permission."""
        found = await signed_in(request, state)
        if self.permission not in found.account.permissions:
            raise HTTPException(403)
        return found


class RequiresConfirmed(Requires):
    """The same for what is dangerous: the password was given within the last ten minutes."""

    async def __call__(self, request: Request, state: StateDep) -> Account:
        """Return the account.

        Raises:
            ConfirmationRequired: the password has to be given again.
        """
        found = await self.session(request, state)
        if found.confirmed_at is None or found.confirmed_at + CONFIRMED_FOR <= state.clock():
            raise ConfirmationRequired
        return found.account


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
AccountReader = Annotated[Account, Depends(Requires(Permission.READ_ACCOUNTS))]
AccountEditor = Annotated[Account, Depends(RequiresConfirmed(Permission.EDIT_ACCOUNTS))]
AuditReader = Annotated[Account, Depends(Requires(Permission.READ_AUDIT))]
AuditExporter = Annotated[Account, Depends(RequiresConfirmed(Permission.READ_AUDIT))]


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
    for route in api_routes(app.routes):
        if permission := permission_of(route):
            route.openapi_extra = {**(route.openapi_extra or {}), "x-permission": permission.value}


def api_routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """Yield every route, those of included routers too."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif included := getattr(route, "original_router", None):  # how FastAPI keeps a router that was included
            yield from api_routes(included.routes)


def _calls(dependant: Dependant) -> Iterator[object]:
    for part in dependant.dependencies:
        yield part.call
        yield from _calls(part)
