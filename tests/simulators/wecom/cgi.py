"""The interface of WeCom under /cgi-bin, as far as 微信客服 needs it."""

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.simulators.wechat.screen import Bubble
from tests.simulators.wecom.journal import SYSTEM
from tests.simulators.wecom.phone import SessionState, WeComPhone

if TYPE_CHECKING:
    from tests.simulators.wecom.platform import WeComPlatform

MAX_TEXT_BYTES = 2048
_BAD_SECRET, _BAD_USER, _BAD_MEDIA, _WRONG_STATE, _TOO_LONG, _BAD_MSGID = 40001, 40003, 40007, 95018, 40058, 40058
_LIMIT, _BAD_CODE = 95001, 41096
_MSGID = re.compile(r"[0-9a-zA-Z_-]{0,32}")


class WeComInterface:
    """The calls that the service makes. ``calls`` keeps (path, body)."""

    def __init__(self, platform: "WeComPlatform") -> None:
        self._platform = platform
        self._msgids: set[str] = set()
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def app(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/cgi-bin/gettoken", self._gettoken),
                Route("/cgi-bin/media/get", self._media),
                Route("/cgi-bin/kf/{path:path}", self._call, methods=["POST"]),
            ]
        )

    async def _gettoken(self, request: Request) -> Response:
        account, query = self._platform.account, request.query_params
        if (query.get("corpid"), query.get("corpsecret")) != (account.corp_id, account.secret):
            return _said(_BAD_SECRET)
        if fault := await self._fault("gettoken"):
            return fault
        issued = self._platform.tokens.stable(force=False)
        assert issued
        return JSONResponse({"errcode": 0, "access_token": issued[0], "expires_in": issued[1]})

    async def _media(self, request: Request) -> Response:
        if fault := await self._fault("media/get", request):
            return fault
        found = self._platform.media.get(request.query_params.get("media_id", ""))
        return Response(found[0], media_type=found[1]) if found else _said(_BAD_MEDIA)

    async def _call(self, request: Request) -> Response:
        path, body = request.path_params["path"], json.loads(await request.body())
        if fault := await self._fault(path, request):
            return fault
        self.calls.append((path, body))
        steps = {
            "sync_msg": self._sync, "send_msg": self._send, "send_msg_on_event": self._greet,
            "service_state/get": self._state,
        }  # fmt: skip
        return JSONResponse(steps[path](body)) if path in steps else Response(status_code=404)

    async def _fault(self, path: str, request: Request | None = None) -> Response | None:
        wrong = await self._platform.refusal(path, request)
        return _said(wrong) if wrong else None

    def _sync(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("open_kfid") != self._platform.account.open_kfid:
            return {"errcode": 95004, "errmsg": "open_kfid not exist"}
        return self._platform.journal.page(body.get("cursor", ""), body.get("token", ""), body.get("limit", 0))

    def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        phone, msgid = self._platform.phones.get(body["touser"]), body.get("msgid", "")
        if phone is None or body.get("open_kfid") != self._platform.account.open_kfid:
            return {"errcode": _BAD_USER}
        if refused := _refusal(phone, body):
            return {"errcode": refused}
        if msgid not in self._msgids:
            if phone.allowance.take():
                return {"errcode": _LIMIT}
            self._msgids.add(msgid)
            self._bring(phone, body)
        return {"errcode": 0, "msgid": msgid}

    def _bring(self, phone: WeComPhone, body: dict[str, Any]) -> None:
        if not self._platform.take_lost_send():
            phone.screen.bubbles.append(_bubble(body))
            return
        event: dict[str, Any] = {"event_type": "msg_send_fail", "open_kfid": self._platform.account.open_kfid}
        event |= {"external_userid": phone.userid, "fail_msgid": body["msgid"], "fail_type": 4}
        self._platform.journal.add(phone.userid, SYSTEM, "event", event)

    def _greet(self, body: dict[str, Any]) -> dict[str, Any]:
        phone = self._platform.welcome_codes.pop(body["code"], None)
        if phone is None:
            return {"errcode": _BAD_CODE}
        phone.screen.bubbles.append(_bubble(body))
        return {"errcode": 0, "msgid": body.get("msgid", "")}

    def _state(self, body: dict[str, Any]) -> dict[str, Any]:
        phone = self._platform.phones.get(body["external_userid"])
        return {"errcode": _BAD_USER} if phone is None else {"errcode": 0, "service_state": int(phone.state)}


def _refusal(phone: WeComPhone, body: dict[str, Any]) -> int:
    if not _MSGID.fullmatch(body.get("msgid", "")):
        return _BAD_MSGID
    if phone.state not in {SessionState.NEW, SessionState.ASSISTANT}:
        return _WRONG_STATE
    return _TOO_LONG if len(_bubble(body).text.encode()) > MAX_TEXT_BYTES else 0


def _bubble(body: dict[str, Any]) -> Bubble:
    kind = body["msgtype"]
    if kind == "msgmenu":
        menu = body["msgmenu"]
        choices = {row["click"]["id"]: row["click"]["content"] for row in menu["list"] if row["type"] == "click"}
        text = "\n".join(filter(None, (menu.get("head_content"), *choices.values(), menu.get("tail_content"))))
        return Bubble(text, "active", kind, choices, body.get("msgid", ""))
    return Bubble(body["text"]["content"], "active", kind, key=body.get("msgid", ""))


def _said(code: int) -> Response:
    return JSONResponse({"errcode": code, "errmsg": "error, hint: [1604], from ip: 203.0.113.7"})
