"""The platform: account, phones, interface and couriers together."""

import secrets

from tests.simulators.platform import SimulatedPlatform
from tests.simulators.wechat.account import Account
from tests.simulators.wechat.allowance import Allowance
from tests.simulators.wechat.cgi import Interface
from tests.simulators.wechat.courier import Attempt, Courier
from tests.simulators.wechat.letters import Letter, Posted, sealed
from tests.simulators.wechat.phone import Phone
from tests.simulators.wechat.screen import Screen


class Platform(SimulatedPlatform):
    """Start it with ``with``. ``patience`` are the seconds it waits for the service (five, in real life)."""

    def __init__(
        self, account: Account | None = None, *, callback: str = "", patience: float = 5.0, retries: int = 3
    ) -> None:
        super().__init__()
        self.account = account or Account()
        self.phones: dict[str, Phone] = {}
        self.media: dict[str, tuple[bytes, str]] = {}
        self.interface = Interface(self)
        self.courier = Courier(self.account, callback, patience, retries, self.faults, self.time)
        self._serves("wechat-platform", self.interface.app())

    def calls(self, callback: str) -> None:
        """Tell the platform where the service answers, as its owner does once it runs."""
        self.courier.callback = callback

    def phone(self, openid: str = "") -> Phone:
        """Return the phone of a new user."""
        openid = openid or f"o{secrets.token_urlsafe(20)[:27]}"
        phone = Phone(openid, self.account.original_id, self.time, Allowance(self.time), self._send, self._keep)
        self.phones[openid] = phone
        return phone

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
