"""Who may report calls: the switchboard, by the hotline's token. Without a token nobody may, and there is no such address."""

from base64 import b64decode
from binascii import Error as NotBase64
from hmac import compare_digest

from fastapi import Request
from starlette.exceptions import HTTPException

from api.http.state import ServiceState, StateDep


async def switchboard(request: Request, state: StateDep) -> None:
    """Let a switchboard pass, a dependency of the routes it calls.

    Raises:
        HTTPException: 404 where there is no bot, 401 where whoever calls does not know the token.
    """
    if not bears_token(request, state):
        raise HTTPException(401)


def bears_token(request: Request, state: ServiceState) -> bool:
    """Whether a request has the token, as ``Bearer`` or as the password of ``Basic``, whatever its user is called.

    Raises:
        HTTPException: 404 where there is no bot.
    """
    token = state.settings.hotline.token.get_secret_value()
    if not token or state.voicebot is None:
        raise HTTPException(404)
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    given = value.strip() if kind.lower() == "bearer" else _password(value) if kind.lower() == "basic" else ""
    return compare_digest(given.encode(), token.encode())


def _password(value: str) -> str:
    try:
        return b64decode(value.strip(), validate=True).decode().partition(":")[2]
    except (NotBase64, UnicodeDecodeError):
        return ""
