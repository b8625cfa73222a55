"""The interface of the platform under /cgi-bin."""

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.simulators.wechat.issuing import TOO_OFTEN
from tests.simulators.wechat.screen import Bubble

if TYPE_CHECKING:
    from tests.simulators.wechat.platform import Platform

MAX_TEXT_BYTES = 2047
_NOT_FOLLOWING, _TOO_LONG, _NO_MENUS, _BAD_MEDIA, _BAD_SECRET = 43004, 45002, 40200, 40007, 40125
_BAD_COMMAND, _NO_RECENT, _BAD_JSON, _BAD_MENU = 45072, 45080, 47001, 40018
_ESCAPE = re.compile(rb"\\(?:\\|u[0-9a-fA-F]{4})")


class Interface:
    """The calls that the service makes. ``calls`` keeps (path, body)."""

    def __init__(self, platform: "Platform") -> None:
        self._platform = platform
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.menu: dict[str, Any] = {}

    def app(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/cgi-bin/stable_token", self._stable_token, methods=["POST"]),
                Route("/cgi-bin/token", self._token),
                Route("/cgi-bin/media/get", self._media),
                Route("/cgi-bin/{path:path}", self._call, methods=["POST"]),
            ]
        )

    async def _stable_token(self, request: Request) -> Response:
        asked = await request.json()
        if fault := await self._fault("stable_token"):
            return fault
        account = self._platform.account
        if (asked.get("appid"), asked.get("secret")) != (account.app_id, account.secret):
            return _error(_BAD_SECRET)
        issued = self._platform.tokens.stable(force=asked.get("force_refresh") is True)
        return JSONResponse({"access_token": issued[0], "expires_in": issued[1]}) if issued else _error(TOO_OFTEN)

    async def _token(self, request: Request) -> Response:
        account, query = self._platform.account, request.query_params
        if (query.get("appid"), query.get("secret")) != (account.app_id, account.secret):
            return _error(_BAD_SECRET)
        token, seconds = self._platform.tokens.fresh()
        return JSONResponse({"access_token": token, "expires_in": seconds})

    async def _media(self, request: Request) -> Response:
        if fault := await self._fault("media/get", request):
            return fault
        found = self._platform.media.get(request.query_params.get("media_id", ""))
        return Response(found[0], media_type=found[1]) if found else _error(_BAD_MEDIA)

    async def _call(self, request: Request) -> Response:
        path = request.path_params["path"]
        raw = await request.body()
        if fault := await self._fault(path, request):
            return fault
        try:
            body = json.loads(_ESCAPE.sub(_as_it_stands, raw))
        except ValueError:
            return _error(_BAD_JSON)
        self.calls.append((path, body))
        steps = {"message/custom/send": self._send, "message/custom/typing": self._typing, "menu/create": self._menu}
        return _error(steps[path](body)) if path in steps else Response(status_code=404)

    async def _fault(self, path: str, request: Request | None = None) -> Response | None:
        wrong = await self._platform.refusal(path, request)
        return _error(wrong) if wrong else None

    def _send(self, body: dict[str, Any]) -> int:
        phone = self._platform.phones.get(body["touser"])
        if phone is None:
            return _NOT_FOLLOWING
        if body["msgtype"] == "msgmenu" and self._platform.account.subscription:
            return _NO_MENUS
        bubble = _bubble(body)
        if len(bubble.text.encode()) > MAX_TEXT_BYTES:
            return _TOO_LONG
        if refused := phone.allowance.take():
            return refused
        phone.screen.typing = 0
        phone.screen.bubbles.append(bubble)
        return 0

    def _typing(self, body: dict[str, Any]) -> int:
        phone = self._platform.phones.get(body["touser"])
        if body.get("command") not in {"Typing", "CancelTyping"}:
            return _BAD_COMMAND
        if phone is None or not phone.screen.bubbles:
            return _NO_RECENT
        phone.screen.typing += body["command"] == "Typing"
        return 0

    def _menu(self, body: dict[str, Any]) -> int:
        buttons = body["button"]
        rows = [*buttons, *(row for button in buttons for row in button.get("sub_button", []))]
        fits = len(buttons) <= 3 and all(len(button.get("sub_button", [])) <= 5 for button in buttons)
        if not fits or any(not 0 < len(row["name"].encode()) <= 60 for row in rows):
            return _BAD_MENU
        self.menu = body
        return 0


def _bubble(body: dict[str, Any]) -> Bubble:
    kind = body["msgtype"]
    if kind == "msgmenu":
        menu = body["msgmenu"]
        choices = {row["id"]: row["content"] for row in menu["list"]}
        text = "\n".join(filter(None, (menu.get("head_content"), *choices.values(), menu.get("tail_content"))))
        return Bubble(text, "active", kind, choices)
    return Bubble(body["text"]["content"] if kind == "text" else json.dumps(body[kind]), "active", kind)


def _error(code: int) -> Response:
    return JSONResponse({"errcode": code, "errmsg": f"{'ok' if code == 0 else 'error'} rid: 6538c5a2-5b2d7a3e"})


def _as_it_stands(escape: re.Match[bytes]) -> bytes:
    r"""The platform shows \uXXXX to users as it stands."""
    return escape[0] if escape[0] == b"\\\\" else b"\\" + escape[0]
