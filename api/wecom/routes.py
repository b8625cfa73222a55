"""The address that is entered in WeCom's console."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.wecom.building import WeCom


def wecom_route() -> Route:
    """Return the route: Starlette's own, as the Official Account's."""
    return Route("/channels/wecom", _wecom, methods=["GET", "POST"], include_in_schema=False)


async def _wecom(request: Request) -> Response:
    account: WeCom | None = request.app.state.service.wecom
    if account is None:
        raise HTTPException(404)
    return await account.callback(request)
