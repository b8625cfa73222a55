"""The limits in front of routes, as dependencies."""

from collections.abc import AsyncIterator

from fastapi import Request

from api.accounts.auth import cookie_name
from api.http.loopback import is_loopback
from api.http.state import ServiceState, StateDep
from api.settings import Environment
from api.throttling.rules import Kind
from api.visitors.auth import HEADER
from api.visitors.tokens import VisitorUnknown

WEB = "web"


class Throttled:
    """A dependency of every route that is open to everybody: counts the request and refuses what is too much."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    async def __call__(self, request: Request, state: StateDep) -> None:
        """Count it.

        Raises:
            TooMany: 429, with ``Retry-After``.
        """
        await state.throttle.check(
            channel=WEB, visitor=visitor_of(request, state), address=counted_address(request, state), kind=self.kind
        )


async def upload_counted(request: Request, state: StateDep) -> None:
    """Count an upload of a member of staff, a dependency of the routes that take files; who it is, they ask themselves.

    Raises:
        TooMany: 429, with ``Retry-After``.
    """
    found = await state.accounts.session(request.cookies.get(cookie_name(state.settings), ""))
    if found is not None:
        await state.throttle.check(channel="", visitor="", address="", account=found.account.username, kind=Kind.UPLOAD)


async def stream_place(request: Request, state: StateDep) -> AsyncIterator[None]:
    """Hold one of the caller's streams until the response has gone out; a dependency of every route that streams.

    Raises:
        TooMany: the caller has as many open as there may be.
    """
    with state.streams.one_more(visitor=visitor_of(request, state), address=counted_address(request, state)):
        yield


def visitor_of(request: Request, state: ServiceState) -> str:
    """Return who is counted: a token that does not hold makes nobody, and the route says so itself."""
    token = request.headers.get(HEADER, "")
    try:
        return state.visitors.visitor_of(token) if token else ""
    except VisitorUnknown:
        return ""


def counted_address(request: Request, state: ServiceState) -> str:
    """Return the address that is counted; none for this machine itself outside production: a new checkout is tried, and
    measured, from here.
    """
    if request.client is None or (state.settings.environment is Environment.DEVELOPMENT and is_loopback(request)):
        return ""
    return request.client.host
