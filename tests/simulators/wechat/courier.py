"""Brings callbacks to the service: patience of five seconds, three repetitions, and an apology when nothing helps."""

import asyncio
from dataclasses import dataclass, field

import httpx2

from tests.simulators.wechat.account import Account
from tests.simulators.wechat.faults import Faults
from tests.simulators.wechat.letters import Letter, Posted, sealed
from tests.simulators.wechat.passing_time import PassingTime
from tests.simulators.wechat.replies import BadReply, ReplyReader
from tests.simulators.wechat.screen import SORRY, Bubble, Screen


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt came to; ``status`` is 0 where nothing came back in time."""

    posted: Posted
    status: int = 0
    body: bytes = b""
    seconds: float = 0.0


@dataclass(slots=True)
class Courier:
    """Posts letters. ``attempts`` keeps every attempt, ``complaints`` why a reply could not be used."""

    account: Account
    callback: str
    patience: float
    retries: int
    faults: Faults
    time: PassingTime
    attempts: list[Attempt] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    waiting: list[tuple[Letter, Screen]] = field(default_factory=list)

    async def send(self, letter: Letter, screen: Screen) -> None:
        """Bring a letter, or keep it back while that is the fault of the day; without a callback nobody is told."""
        if not self.callback:
            return
        if self.faults.held:
            self.waiting.append((letter, screen))
            return
        await asyncio.gather(*[self._bring(letter, screen) for _ in range(2 if self.faults.doubled else 1)])

    async def let_go(self) -> None:
        """Bring what was kept back, the last first, each as soon as the one before has arrived."""
        self.faults.held, waiting, self.waiting = False, self.waiting, []
        running = []
        for letter, screen in reversed(waiting):
            running.append(asyncio.create_task(self.send(letter, screen)))
            await asyncio.sleep(0.05)
        await asyncio.gather(*running)

    async def post(self, posted: Posted, *, impatient: bool = True, callback: str = "") -> Attempt:
        """Make one attempt, at the account's callback or another one."""
        started, callback = asyncio.get_running_loop().time(), callback or self.callback
        async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
            try:
                async with asyncio.timeout(self.patience if impatient else None):
                    answer = await client.post(
                        callback, params=posted.query, content=posted.body, headers={"content-type": "text/xml"}
                    )
            except (httpx2.HTTPError, TimeoutError):
                attempt = Attempt(posted)
            else:
                took = asyncio.get_running_loop().time() - started
                attempt = Attempt(posted, answer.status_code, answer.content, took)
        self.attempts.append(attempt)
        return attempt

    async def _bring(self, letter: Letter, screen: Screen) -> None:
        reader = ReplyReader(self.account)
        for _ in range(1 + self.retries):
            attempt = await self.post(self._posted(letter))
            if attempt.status != 200 or self.faults.take("lost_replies"):
                if attempt.status == 0:
                    await asyncio.sleep(self.patience / 5)  # a refused connection comes back at once; nobody hammers
                continue
            try:
                bubble = reader.read(attempt.body, letter.openid)
            except BadReply as error:
                self.complaints.append(str(error))
                break
            if bubble:
                screen.bubbles.append(bubble)
            return
        screen.bubbles.append(Bubble(SORRY, "platform"))

    def _posted(self, letter: Letter) -> Posted:
        forged = "another token" if self.faults.take("forged") else ""
        posted = sealed(letter, self.account, int(self.time.now().timestamp()), token=forged)
        if self.faults.take("truncated"):
            return Posted(posted.query, posted.body[: len(posted.body) // 2])
        return posted
