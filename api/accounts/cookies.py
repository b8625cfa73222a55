"""The cookie of a session."""

from fastapi import Response

from api.accounts.account import SignedIn
from api.accounts.auth import cookie_name
from api.settings import Environment, Settings


def set_session_cookie(response: Response, found: SignedIn, settings: Settings) -> None:
    """Hand the token to the browser, for nobody but itself."""
    response.set_cookie(
        cookie_name(settings),
        found.token,
        max_age=settings.accounts.session_hours * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=settings.environment is Environment.PRODUCTION,
    )


def forget_session_cookie(response: Response, settings: Settings) -> None:
    """Take the token back; a browser refuses a ``__Host-`` cookie that is not secure, so this one says so too."""
    response.delete_cookie(
        cookie_name(settings), path="/", httponly=True, samesite="strict",
        secure=settings.environment is Environment.PRODUCTION,
    )  # fmt: skip
