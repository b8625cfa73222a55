"""The AudioSocket server: one task for each call that the switchboard hands over.

A call that cannot be led goes back to the switchboard, whose plan for it goes on with a person: after a hang-up frame as
after a lost connection. Only a call that the dialogue itself ends is ended there too, by an error frame.
"""

import asyncio
from uuid import UUID

import structlog

from api.hotline.port import CallName, Calls
from api.telephony.call import Call, Speech
from api.telephony.errors import BrokenFrame, LineTaken
from api.telephony.events import Gone
from api.telephony.frames import Frame, FrameKind
from api.telephony.line import Line
from api.telephony.listening import Listener
from api.telephony.record import CallRecord
from api.voicebot.lives import Lives
from knowledge.clock import Ids, new_id
from knowledge.errors import YihaodaError

SOURCE = "audiosocket"
_log = structlog.get_logger()


class AudioSocketServer:
    """Takes calls until it is stopped. Without ``calls`` none is recorded beyond what the dialogue records."""

    def __init__(
        self, speech: Speech, calls: Calls | None = None, ids: Ids = new_id, *, lives: Lives | None = None
    ) -> None:
        self._speech, self._record, self._ids = speech, CallRecord(calls, lives), ids
        self._limits = speech.limits
        self._server: asyncio.Server | None = None
        self._tasks: dict[asyncio.Task[None], Listener | None] = {}
        self._names: set[CallName] = set()

    @property
    def port(self) -> int:
        """Where it listens; 0 while it does not."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    @property
    def live(self) -> int:
        """How many calls are led now."""
        return sum(listener is not None for listener in self._tasks.values())

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Raises:
            LineTaken: the address cannot be listened on.
        """
        try:
            self._server = await asyncio.start_server(self._accept, host, port)
        except OSError as error:
            raise LineTaken(
                f"不能监听电话语音端口 {host}:{port}：{error.strerror}",
                remedy="请停掉占用它的程序，或换一个 YIHAODA_HOTLINE__AUDIOSOCKET_PORT",
            ) from error

    async def stop(self) -> None:
        """Take no more calls; those there are go on with a person once what is being worked on is done."""
        if self._server is None:
            return
        self._server.close()
        for listener in filter(None, self._tasks.values()):
            listener.events.put(Gone("transfer"))
        if running := set(self._tasks):
            _, late = await asyncio.wait(running, timeout=self._limits.stop_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin the call of one connection, in a task that is ended with the server."""
        line = Line(writer, self._limits.write_seconds)
        if self.live >= self._limits.calls_at_once:
            _log.warning("audiosocket_busy", calls=self.live)
            self._keep(asyncio.create_task(_sent_away(line)), None)
            return
        listener = Listener(reader, self._limits)
        self._keep(asyncio.create_task(self._take(listener, line)), listener)

    def _keep(self, task: "asyncio.Task[None]", listener: Listener | None) -> None:
        self._tasks[task] = listener
        task.add_done_callback(self._tasks.pop)

    async def _take(self, listener: Listener, line: Line) -> None:
        listening = asyncio.create_task(listener.run())
        try:
            await self._lead(listener, line)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await line.close()

    async def _lead(self, listener: Listener, line: Line) -> None:
        try:
            async with asyncio.timeout(self._limits.hello_seconds):
                uuid = await asyncio.shield(listener.named)
        except (BrokenFrame, TimeoutError) as error:
            _log.warning("audiosocket_nameless", error=type(error).__name__)
            return
        name = await self._own_name(uuid)
        self._names.add(name)
        try:
            await self._record.begin(name)
            async with self._record.alive(name):
                by = await self._led(Call(name, listener, line, self._speech))
            await line.send(Frame(FrameKind.ERROR if by == "bot" else FrameKind.HANGUP))
            await self._record.end(name, by)
        finally:
            self._names.discard(name)

    async def _led(self, call: Call) -> str:
        """Lead it to its end, or to where it has to go on with a person."""
        sentence = self._limits.sentences.unavailable
        try:
            async with asyncio.timeout(self._limits.call_seconds) as whole:
                return await call.lead()
        except TimeoutError:
            if whole.expired():
                sentence = self._limits.sentences.too_long
            else:
                _log.warning("call_unanswered")
        except Exception:  # noqa: BLE001  # the outermost boundary of a call: whatever fails, the caller reaches a person
            _log.exception("call_failed")
        return "failure" if call.is_over else await self._given_up(call, sentence)

    async def _given_up(self, call: Call, sentence: str) -> str:
        try:
            async with asyncio.timeout(self._limits.answer_seconds):
                await call.announce(sentence)
        except (YihaodaError, OSError) as error:  # TimeoutError is one
            _log.warning("call_given_up_silently", error=type(error).__name__)
        return "transfer"

    async def _own_name(self, uuid: UUID) -> CallName:
        """Return the name of the call; one of its own where the switchboard gives a name twice, so that no caller is taken for
        another.
        """
        name = CallName(SOURCE, str(uuid))
        if name in self._names or await self._record.has_ended(name):
            return CallName(SOURCE, f"{uuid}/{self._ids()}")
        return name


async def _sent_away(line: Line) -> None:
    await line.send(Frame(FrameKind.HANGUP))
    await line.close()
