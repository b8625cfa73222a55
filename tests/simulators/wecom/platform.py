"""WeCom: account, phones, log, interface and callbacks together."""

import asyncio
import secrets
from typing import Any

import httpx2

from tests.simulators.platform import SimulatedPlatform
from tests.simulators.wechat.allowance import Allowance
from tests.simulators.wechat.cipher import MessageCipher, signature
from tests.simulators.wechat.screen import Bubble
from tests.simulators.wecom.account import WeComAccount
from tests.simulators.wecom.cgi import WeComInterface
from tests.simulators.wecom.journal import CITIZEN, SERVICER, SYSTEM, Journal
from tests.simulators.wecom.phone import SessionState, WeComPhone


class WeComPlatform(SimulatedPlatform):
    """Start it with ``with``. ``lost_sends`` lets so many messages be taken and then fail (msg_send_fail);
    ``deaf`` keeps the callbacks back, so that only the log tells of what happened.
    """

    def __init__(self, account: WeComAccount | None = None, *, callback: str = "", patience: float = 5.0) -> None:
        super().__init__()
        self.account = account or WeComAccount()
        self.journal = Journal(self.account.open_kfid, self.time)
        self.phones: dict[str, WeComPhone] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.welcome_codes: dict[str, WeComPhone] = {}
        self.statuses: list[int] = []
        self.lost_sends = 0
        self.deaf = False
        self.callback, self._patience = callback, patience
        self._cipher = MessageCipher(self.account.aes_key, self.account.corp_id)
        self._serves("wecom-platform", WeComInterface(self).app())

    def phone(self) -> WeComPhone:
        """Return the phone of a new citizen."""
        userid = f"wm{secrets.token_urlsafe(20)}"
        phone = WeComPhone(userid, Allowance(self.time), self._note, self._enter, self._keep)
        self.phones[userid] = phone
        return phone

    def verifies(self, echo: str, *, token: str = "") -> tuple[int, str]:
        """Ask for the echo as the console of WeCom does; return status and body."""
        query = self._signed(self._cipher.seal(echo), token)
        query["echostr"] = query.pop("encrypted")
        answer = httpx2.get(self.callback, params=query, trust_env=False)
        return answer.status_code, answer.text

    def person_takes(self, phone: WeComPhone) -> None:
        """Let a servicer take the conversation in WeCom's own client."""
        phone.state = SessionState.PERSON
        self._status(phone, 1)

    def person_says(self, phone: WeComPhone, text: str) -> None:
        """Let the servicer write."""
        phone.screen.bubbles.append(Bubble(text, "person"))
        self.journal.add(phone.userid, SERVICER, "text", {"content": text})
        self.calls_back()

    def person_ends(self, phone: WeComPhone) -> None:
        """Let the servicer end the conversation."""
        phone.state = SessionState.ENDED
        self._status(phone, 3)

    def calls_back(self, *, token: str = "", times: int = 1) -> None:
        """Tell the service that there is something to read."""
        if self.callback and not self.deaf:
            for _ in range(times):
                self._thread.begin(self._call_back(token))

    def take_lost_send(self) -> bool:
        """Use up one message that fails after it was taken."""
        self.lost_sends -= 1
        return self.lost_sends >= 0

    async def _call_back(self, token: str) -> None:
        now = str(int(self.time.now().timestamp()))
        inner = {
            "ToUserName": self.account.corp_id, "CreateTime": now, "MsgType": "event", "Event": "kf_msg_or_event",
            "Token": self.journal.token(), "OpenKfId": self.account.open_kfid,
        }  # fmt: skip
        message = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in inner.items())
        query = self._signed(self._cipher.seal(f"<xml>{message}</xml>"), token)
        sealed = query.pop("encrypted")
        body = f"<xml><ToUserName><![CDATA[{self.account.corp_id}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        for _ in range(4):
            try:
                async with httpx2.AsyncClient(trust_env=False) as client, asyncio.timeout(self._patience):
                    answer = await client.post(self.callback, params=query, content=body)
            except (httpx2.HTTPError, TimeoutError):
                await asyncio.sleep(self._patience / 50)
                continue
            self.statuses.append(answer.status_code)
            return

    def _signed(self, sealed: str, token: str) -> dict[str, str]:
        now, nonce = str(int(self.time.now().timestamp())), secrets.token_hex(5)
        given = signature(token or self.account.token, now, nonce, sealed)
        return {"msg_signature": given, "timestamp": now, "nonce": nonce, "encrypted": sealed}

    def _note(self, userid: str, kind: str, content: dict[str, Any]) -> str:
        msgid = self.journal.add(userid, CITIZEN, kind, content)
        self.calls_back(times=2 if self.faults.doubled else 1)
        return msgid

    def _enter(self, phone: WeComPhone) -> None:
        code = secrets.token_urlsafe(16)
        self.welcome_codes[code] = phone
        self._event(phone, {"event_type": "enter_session", "scene": "", "welcome_code": code})

    def _status(self, phone: WeComPhone, change: int) -> None:
        self._event(phone, {"event_type": "session_status_change", "change_type": change})

    def _event(self, phone: WeComPhone, event: dict[str, Any]) -> None:
        who = {"open_kfid": self.account.open_kfid, "external_userid": phone.userid}
        self.journal.add(phone.userid, SYSTEM, "event", event | who)
        self.calls_back()

    def _keep(self, data: bytes, media_type: str) -> str:
        media_id = secrets.token_urlsafe(40)
        self.media[media_id] = (data, media_type)
        return media_id
