"""Who may report calls: a switchboard that has the token of the settings."""

from hmac import compare_digest

from fastapi import Request
from starlette.exceptions import HTTPException

from api.hotline.errors import UnknownSwitchboard
from api.http.state import StateDep


async def switchboard(request: Request, state: StateDep) -> None:
    """Let a switchboard pass, a dependency of every route for one.

    Raises:
        HTTPException: 404, there is no hotline: the settings have no token.
        UnknownSwitchboard: the token is another.
    """
    token = state.settings.hotline.token.get_secret_value()
    if not token:
        raise HTTPException(404)
    given = request.headers.get("authorization", "")
    if not compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise UnknownSwitchboard
