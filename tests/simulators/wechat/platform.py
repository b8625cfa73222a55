"""The platform: account, phones, interface and couriers together."""

import secrets
from types import TracebackType
from typing import Self

from tests.simulators.serving import LoopThread, Server
from tests.simulators.wechat.account import Account
from tests.simulators.wechat.allowance import Allowance
from tests.simulators.wechat.cgi import Interface
from tests.simulators.wechat.courier import Attempt, Courier
from tests.simulators.wechat.faults import Faults
from tests.simulators.wechat.issuing import TokenOffice
from tests.simulators.wechat.letters import Letter, Posted, sealed
from tests.simulators.wechat.passing_time import PassingTime
from tests.simulators.wechat.phone import Phone
from tests.simulators.wechat.screen import Screen


class Platform:
    """Start it with ``with``. ``patience`` are the seconds it waits for the service (five, in real life)."""

    def __init__(
        self, account: Account | None = None, *, callback: str = "", patience: float = 5.0, retries: int = 3
    ) -> None:
        self.account = account or Account()
        self.time = PassingTime()
        self.faults = Faults()
        self.tokens = TokenOffice(self.time)
        self.phones: dict[str, Phone] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.interface = Interface(self)
        self.courier = Courier(self.account, callback, patience, retries, self.faults, self.time)
        self._server = Server(self.interface.app())
        self._thread = LoopThread("wechat-platform")

    @property
    def address(self) -> str:
        """What ``YIHAODA_WECHAT__API_BASE`` has to be."""
        return self._server.address

    def __enter__(self) -> Self:
        self._thread.start()
        self._thread.run(self._server.up())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.hangs = False
        self.goes_down()
        self._thread.stop()

    def calls(self, callback: str) -> None:
        """Tell the platform where the service answers, as its owner does once it runs."""
        self.courier.callback = callback

    def phone(self, openid: str = "") -> Phone:
        """Return the phone of a new user."""
        openid = openid or f"o{secrets.token_urlsafe(20)[:27]}"
        phone = Phone(openid, self.account.original_id, self.time, Allowance(self.time), self._send, self._keep)
        self.phones[openid] = phone
        return phone

    def goes_down(self) -> None:
        """Refuse every connection from now on."""
        self._thread.run(self._server.down())

    def comes_back(self) -> None:
        """Listen again, on the same port."""
        self._thread.run(self._server.up())

    def lets_go(self) -> None:
        """Bring what ``faults.held`` kept back, the last first; return when all is brought."""
        self._thread.run(self.courier.let_go())

    def posts(self, phone: Phone, text: str, number: str, *, token: str = "", age: int = 0) -> Attempt:
        """Make one attempt with a message, ``age`` seconds old or signed with another ``token``; the screen stays as it is."""
        return self.sends(self._posted(phone, text, number, token, age))

    def begins(self, phone: Phone, text: str, number: str) -> None:
        """Make one attempt with a message beside the test; what came back is the last of ``courier.attempts`` then."""
        callback = self.courier.callback  # that of now, whatever it is when the attempt is under way
        posted = self._posted(phone, text, number, "", 0)
        self._thread.begin(self.courier.post(posted, impatient=False, callback=callback))

    def replays(self, attempt: Attempt) -> Attempt:
        """Send the very bytes of an attempt again."""
        return self.sends(attempt.posted)

    def sends(self, posted: Posted) -> Attempt:
        """Send anything to the callback, and wait for what comes back."""
        return self._thread.run(self.courier.post(posted, impatient=False), 60)

    def _posted(self, phone: Phone, text: str, number: str, token: str, age: int) -> Posted:
        now = int(self.time.now().timestamp()) - age
        head = {"ToUserName": self.account.original_id, "FromUserName": phone.openid, "CreateTime": str(now)}
        letter = Letter(phone.openid, head | {"MsgType": "text", "Content": text, "MsgId": number})
        return sealed(letter, self.account, now, token=token)

    def _send(self, letter: Letter, screen: Screen) -> object:
        return self._thread.begin(self.courier.send(letter, screen))

    def _keep(self, data: bytes, media_type: str) -> str:
        media_id = secrets.token_urlsafe(40)
        self.media[media_id] = (data, media_type)
        return media_id
