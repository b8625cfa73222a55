"""Single sign-on: the browser is sent to the issuer and comes back."""

from urllib.parse import urlencode

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.accounts.auth import origin_of
from api.accounts.cookies import set_session_cookie
from api.http.problems import problem_responses
from api.http.state import StateDep
from api.settings import Environment, Settings
from api.sso.attempts import LIFE
from knowledge.errors import YihaodaError

router = APIRouter(prefix="/api/sso", tags=["登录"])
_COOKIE = "yihaoda_sso"
_log = structlog.get_logger()


class SsoOut(BaseModel):
    """Whether there is single sign-on, and what people call it."""

    enabled: bool
    name: str


@router.get("")
async def single_sign_on(state: StateDep) -> SsoOut:
    """Tell whether the sign-in page shows the other door."""
    return SsoOut(enabled=state.sso.enabled, name=state.settings.oidc.name if state.sso.enabled else "")


@router.get("/login", status_code=303, response_class=RedirectResponse, responses=problem_responses(404, 503))
async def login(request: Request, state: StateDep, fresh: bool = False) -> RedirectResponse:
    """Send the browser to the issuer; with ``fresh`` the issuer asks for the password in any case."""
    redirect_uri = state.settings.oidc.redirect_uri or str(request.url_for("callback"))
    address, attempt = await state.sso.begin(redirect_uri, fresh=fresh)
    response = RedirectResponse(address, 303)
    # "lax", because the issuer's redirect has to bring it back; it opens nothing by itself.
    response.set_cookie(
        _cookie(state.settings), attempt.state, max_age=int(LIFE.total_seconds()), path="/", httponly=True,
        samesite="lax", secure=state.settings.environment is Environment.PRODUCTION,
    )  # fmt: skip
    return response


@router.get("/callback", status_code=303, response_class=RedirectResponse)
async def callback(
    request: Request,
    service: StateDep,
    code: str = "",
    state: str = "",
    error: str = "",
) -> RedirectResponse:
    """Take the browser back: into the console, or to the sign-in page with the code of what went wrong."""
    name = _cookie(service.settings)
    try:
        code = "" if error else code[:4096]
        found = await service.sso.finish(code, state[:200], request.cookies.get(name, ""), origin_of(request))
    except YihaodaError as refused:
        _log.warning("single_sign_on_refused", code=refused.code)
        response = RedirectResponse(f"/console/sign-in?{urlencode({'sso_error': refused.code})}", 303)
    else:
        response = RedirectResponse("/console", 303)
        set_session_cookie(response, found, service.settings)
    response.delete_cookie(
        name, path="/", httponly=True, samesite="lax", secure=service.settings.environment is Environment.PRODUCTION
    )
    return response


def _cookie(settings: Settings) -> str:
    return f"__Host-{_COOKIE}" if settings.environment is Environment.PRODUCTION else _COOKIE
